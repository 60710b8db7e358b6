package dev.whittle.dce;

import dev.whittle.ir.summary.Value;
import java.util.List;

/** A value of a function in terms of its caller: arguments in the place of parameters. */
final class Substitution {
  private Substitution() {}

  static boolean hasParameters(Value value) {
    return switch (value) {
      case Value.Parameter _ -> true;
      case Value.Concat concat -> hasParameters(concat.parts());
      case Value.Elements elements -> hasParameters(elements.elements());
      case Value.Result result -> hasParameters(result.arguments());
      case Value.OneOf union -> union.values().stream().anyMatch(Substitution::hasParameters);
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
    return values.stream().anyMatch(Substitution::hasParameters);
  }

  /** An argument that is not given is unknown. */
  static Value of(Value value, List<Value> arguments) {
    return switch (value) {
      case Value.Parameter(int index) ->
          index < arguments.size() ? arguments.get(index) : Value.UNKNOWN;
      case Value.Concat concat -> Value.concat(parts(of(concat.parts(), arguments)));
      case Value.Elements elements -> new Value.Elements(of(elements.elements(), arguments));
      case Value.Result result -> Value.result(result.method(), of(result.arguments(), arguments));
      case Value.OneOf union ->
          union.values().stream().map(v -> of(v, arguments)).reduce(Value::either).orElseThrow();
      case Value.Named named -> new Value.Named(of(named.name(), arguments));
      case Value.NameOf name -> Value.nameOf(of(name.type(), arguments));
      case Value.Derived derived -> Value.derive(derived.how(), of(derived.of(), arguments));
      case Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Text _,
          Value.Literal _,
          Value.ClassOf _,
          Value.Field _ ->
          value;
    };
  }

  private static List<Value> of(List<Value> values, List<Value> arguments) {
    return values.stream().map(v -> of(v, arguments)).toList();
  }

  /** Null in a concatenation reads "null", a class more than its name. */
  private static List<Value> parts(List<Value> values) {
    return values.stream()
        .map(v -> v instanceof Value.Null || v instanceof Value.Literal ? Value.UNKNOWN : v)
        .toList();
  }

  /** What is left of a concatenation when nothing is known but its texts. */
  static Value textsOf(Value.Concat concat) {
    return Value.concat(
        concat.parts().stream().map(v -> v instanceof Value.Text ? v : Value.UNKNOWN).toList());
  }
}
