package dev.whittle.ir.summary;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * What is known at summary time about an operand: strings, classes and how they were made. A value
 * says what the operand <em>may</em> be; {@link Unknown} says that it may be anything, also as a
 * member of {@link OneOf}.
 */
public sealed interface Value {
  Value UNKNOWN = new Unknown();
  Value NULL = new Null();

  /** Nothing is known. */
  record Unknown() implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Unknown;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** The null reference. */
  record Null() implements Value {}

  /** An int constant. */
  record Number(int value) implements Value {}

  /** A string constant, or a concatenation of such. */
  record Text(String text) implements Value {
    /** As a record's, as are those below, but compiled by HotSpot's first compiler. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Text value && text.equals(value.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** A concatenation with unknown or symbolic parts; {@link Text} parts are never adjacent. */
  record Concat(List<Value> parts) implements Value {
    public Concat {
      parts = List.copyOf(parts);
    }

    @Override
    public int size(int limit) {
      return Value.size(parts, limit);
    }
  }

  /** A class literal, by field descriptor ({@code I} for {@code int.class}). */
  record Literal(String descriptor) implements Value {}

  /** {@code getClass()} of an object whose static type is this internal name. */
  record ClassOf(String type) implements Value {}

  /** The class that {@code Class.forName} or {@code loadClass} finds under this name. */
  record Named(Value name) implements Value {
    @Override
    public int size(int limit) {
      return 1 + name.size(limit - 1);
    }
  }

  /** {@code Class.getName()} of a class. */
  record NameOf(Value type) implements Value {
    @Override
    public int size(int limit) {
      return 1 + type.size(limit - 1);
    }
  }

  /** The value of a parameter, {@code this} being 0 in an instance function. */
  record Parameter(int index) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Parameter parameter && index == parameter.index;
    }

    @Override
    public int hashCode() {
      return index;
    }
  }

  /** The value of a field, static or not: of any object. */
  record Field(FieldRef field) implements Value {}

  /**
   * What a function of the program returns.
   *
   * @param arguments of the call, starting with the receiver unless it is static
   */
  record Result(MethodRef method, List<Value> arguments) implements Value {
    public Result {
      arguments = List.copyOf(arguments);
    }

    @Override
    public int size(int limit) {
      return Value.size(arguments, limit);
    }
  }

  /** A string made from another one. */
  record Derived(Derivation how, Value of) implements Value {
    @Override
    public int size(int limit) {
      return 1 + of.size(limit - 1);
    }
  }

  /** A one-dimensional array with these elements, in order. */
  record Elements(List<Value> elements) implements Value {
    public Elements {
      elements = List.copyOf(elements);
    }

    @Override
    public int size(int limit) {
      return Value.size(elements, limit);
    }
  }

  /** One of several, none of which is itself a {@code OneOf}. */
  record OneOf(SequencedSet<Value> values) implements Value {
    /** A union with more members is {@link Unknown}. */
    public static final int MAX_VALUES = 16;

    @Override
    public int size(int limit) {
      return Value.size(values, limit);
    }
  }

  /** A value that is put together from more than this is given up: it would grow with loops. */
  int MAX_SIZE = 64;

  /** Whether anything at all is known. */
  default boolean known() {
    return !(this instanceof Unknown || this instanceof Null || this instanceof Number);
  }

  /** What may be either of two values. */
  static Value either(Value left, Value right) {
    if (left.equals(right)) {
      return left;
    }
    SequencedSet<Value> values = new LinkedHashSet<>();
    addMembers(values, left);
    addMembers(values, right);
    return values.size() > OneOf.MAX_VALUES ? UNKNOWN : bounded(new OneOf(values));
  }

  private static void addMembers(SequencedSet<Value> values, Value value) {
    if (value instanceof OneOf union) {
      values.addAll(union.values);
    } else {
      values.add(value);
    }
  }

  /** The binary name of a class. */
  static Value nameOf(Value type) {
    return switch (type) {
      case Literal(String descriptor) when descriptor.startsWith("L") ->
          new Text(Descriptor.className(descriptor).replace('/', '.'));
      case Named named -> named.name();
      case Value value when value.known() -> new NameOf(value);
      case Value _ -> UNKNOWN;
    };
  }

  /** The string that is made of another one. */
  static Value derive(Derivation how, Value of) {
    return switch (of) {
      case Text(String text) -> {
        String made = how.apply(text);
        yield made == null ? UNKNOWN : new Text(made);
      }
      case Concat concat -> how.apply(concat);
      case Value value when value.known() -> bounded(new Derived(how, value));
      case Value _ -> UNKNOWN;
    };
  }

  /** What a function of the program returns when it is called with these arguments. */
  static Value result(MethodRef method, List<Value> arguments) {
    Value result = new Result(method, arguments);
    return result.size(MAX_SIZE) > MAX_SIZE
        ? new Result(method, Collections.nCopies(arguments.size(), UNKNOWN))
        : result;
  }

  /** The concatenation of values as strings. */
  static Value concat(List<Value> values) {
    List<Value> parts = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Concat concat) {
        for (Value part : concat.parts) {
          appendPart(parts, part);
        }
      } else if (value instanceof Number number) {
        appendPart(parts, new Text(Integer.toString(number.value)));
      } else {
        appendPart(parts, value);
      }
    }
    return switch (parts.size()) {
      case 0 -> new Text("");
      case 1 -> parts.getFirst() instanceof Text text ? text : new Concat(parts);
      default -> endsOf(new Concat(parts));
    };
  }

  private static void appendPart(List<Value> parts, Value part) {
    if (part instanceof Text text && !parts.isEmpty() && parts.getLast() instanceof Text before) {
      parts.set(parts.size() - 1, new Text(before.text + text.text));
    } else if (!(part instanceof Text text && text.text.isEmpty())
        && !(part instanceof Unknown && !parts.isEmpty() && parts.getLast() instanceof Unknown)) {
      parts.add(part);
    }
  }

  /** Of a large concatenation the constant beginning and ending alone. */
  private static Value endsOf(Concat concat) {
    if (concat.size(MAX_SIZE) <= MAX_SIZE) {
      return concat;
    }
    List<Value> ends = new ArrayList<>(3);
    if (concat.parts.getFirst() instanceof Text text) {
      ends.add(text);
    }
    ends.add(UNKNOWN);
    if (concat.parts.getLast() instanceof Text text) {
      ends.add(text);
    }
    return new Concat(ends);
  }

  private static Value bounded(Value value) {
    return value.size(MAX_SIZE) > MAX_SIZE ? UNKNOWN : value;
  }

  /**
   * How many values a value is made of; some number above the limit when it is above. ▸ Of each
   * value itself, not in a switch: 1.5 to 2.5 % of all instructions of Clojure and spring before.
   */
  default int size(int limit) {
    return 1;
  }

  private static int size(Collection<Value> values, int limit) {
    int size = 1;
    for (Value value : values) {
      if (size > limit) {
        return size;
      }
      size += value.size(limit - size);
    }
    return size;
  }
}
