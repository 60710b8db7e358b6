package dev.whittle.dce;

import dev.whittle.ir.summary.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a function in terms of its caller: arguments in the place of parameters.
 *
 * <p>The commonest values come before the switches, whose call sites cost more than the work.
 */
final class Substitution {
  private Substitution() {}

  static boolean hasParameters(Value value) {
    if (value instanceof Value.Parameter) {
      return true;
    }
    if (value instanceof Value.Text || value instanceof Value.Unknown) {
      return false;
    }
    return switch (value) {
      case Value.Parameter _ -> true;
      case Value.Concat concat -> hasParameters(concat.parts());
      case Value.Elements elements -> hasParameters(elements.elements());
      case Value.Result result -> hasParameters(result.arguments());
      case Value.OneOf union -> hasParameters(List.copyOf(union.values()));
      case Value.Named named -> hasParameters(named.name());
      case Value.NameOf name -> hasParameters(name.type());
      case Value.Derived derived -> hasParameters(derived.of());
      case Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Text _,
          Value.Literal _,
          Value.ClassOf _,
          Value.Field _ ->
          false;
    };
  }

  private static boolean hasParameters(List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      if (hasParameters(values.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** An argument that is not given is unknown. */
  static Value of(Value value, List<Value> arguments) {
    if (value instanceof Value.Parameter(int index)) {
      return index < arguments.size() ? arguments.get(index) : Value.UNKNOWN;
    }
    if (value instanceof Value.Text || value instanceof Value.Unknown) {
      return value;
    }
    return switch (value) {
      case Value.Concat concat -> concat(concat, arguments);
      case Value.Elements elements -> {
        List<Value> all = of(elements.elements(), arguments);
        yield all == elements.elements() ? value : new Value.Elements(all);
      }
      case Value.Result result -> {
        List<Value> all = of(result.arguments(), arguments);
        yield all == result.arguments() ? value : Value.result(result.method(), all);
      }
      case Value.OneOf union -> union(union, arguments);
      case Value.Named named -> {
        Value name = of(named.name(), arguments);
        yield name == named.name() ? value : new Value.Named(name);
      }
      case Value.NameOf name -> {
        Value type = of(name.type(), arguments);
        yield type == name.type() ? value : Value.nameOf(type);
      }
      case Value.Derived derived -> Value.derive(derived.how(), of(derived.of(), arguments));
      case Value.Parameter _,
          Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Text _,
          Value.Literal _,
          Value.ClassOf _,
          Value.Field _ ->
          value;
    };
  }

  /** The same list where nothing is replaced in it: most values have no parameters. */
  private static List<Value> of(List<Value> values, List<Value> arguments) {
    List<Value> replaced = null;
    for (int i = 0; i < values.size(); i++) {
      Value before = values.get(i);
      Value after = of(before, arguments);
      if (after != before) {
        if (replaced == null) {
          replaced = new ArrayList<>(values);
        }
        replaced.set(i, after);
      }
    }
    return replaced == null ? values : replaced;
  }

  private static Value union(Value.OneOf union, List<Value> arguments) {
    List<Value> members = List.copyOf(union.values());
    List<Value> all = of(members, arguments);
    if (all == members) {
      return union;
    }
    Value either = all.getFirst();
    for (int i = 1; i < all.size(); i++) {
      either = Value.either(either, all.get(i));
    }
    return either;
  }

  /** Null in a concatenation reads "null", a class more than its name. */
  private static Value concat(Value.Concat concat, List<Value> arguments) {
    List<Value> parts = of(concat.parts(), arguments);
    boolean isSame = parts == concat.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Value.Null || parts.get(i) instanceof Value.Literal) {
        parts = isSame ? new ArrayList<>(parts) : parts;
        isSame = false;
        parts.set(i, Value.UNKNOWN);
      }
    }
    return isSame ? concat : Value.concat(parts);
  }

  /** What is left of a concatenation when nothing is known but its texts. */
  static Value textsOf(Value.Concat concat) {
    List<Value> texts = new ArrayList<>(concat.parts());
    for (int i = 0; i < texts.size(); i++) {
      if (!(texts.get(i) instanceof Value.Text)) {
        texts.set(i, Value.UNKNOWN);
      }
    }
    return Value.concat(texts);
  }
}
