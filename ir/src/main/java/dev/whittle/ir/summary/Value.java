package dev.whittle.ir.summary;

import dev.whittle.ir.FieldRef;
import java.util.ArrayList;
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
  record Unknown() implements Value {}

  /** The null reference. */
  record Null() implements Value {}

  /** An int constant. */
  record Number(int value) implements Value {}

  /** A string constant, or a concatenation of such. */
  record Text(String text) implements Value {}

  /** A concatenation with unknown or symbolic parts; {@link Text} parts are never adjacent. */
  record Concat(List<Value> parts) implements Value {
    public Concat {
      parts = List.copyOf(parts);
    }
  }

  /** A class literal, by field descriptor ({@code I} for {@code int.class}). */
  record Literal(String descriptor) implements Value {}

  /** {@code getClass()} of an object whose static type is this internal name. */
  record ClassOf(String type) implements Value {}

  /** The class that {@code Class.forName} or {@code loadClass} finds under this name. */
  record Named(Value name) implements Value {}

  /** {@code Class.getName()} of a class. */
  record NameOf(Value type) implements Value {}

  /** The value of a parameter, {@code this} being 0 in an instance function. */
  record Parameter(int index) implements Value {}

  /** The value of a static field. */
  record StaticField(FieldRef field) implements Value {}

  /** A one-dimensional array with these elements, in order. */
  record Elements(List<Value> elements) implements Value {
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /** One of several, none of which is itself a {@code OneOf}. */
  record OneOf(SequencedSet<Value> values) implements Value {
    /** A union with more members is {@link Unknown}. */
    public static final int MAX_VALUES = 16;
  }

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
    return values.size() > OneOf.MAX_VALUES ? UNKNOWN : new OneOf(values);
  }

  private static void addMembers(SequencedSet<Value> values, Value value) {
    if (value instanceof OneOf union) {
      values.addAll(union.values);
    } else {
      values.add(value);
    }
  }

  /** The concatenation of values as strings. */
  static Value concat(List<Value> values) {
    List<Value> parts = new ArrayList<>();
    for (Value value : values) {
      switch (value) {
        case Concat concat -> concat.parts.forEach(part -> appendPart(parts, part));
        case Number number -> appendPart(parts, new Text(Integer.toString(number.value)));
        case Unknown _,
            Null _,
            Text _,
            Literal _,
            ClassOf _,
            Named _,
            NameOf _,
            Parameter _,
            StaticField _,
            Elements _,
            OneOf _ ->
            appendPart(parts, value);
      }
    }
    return switch (parts.size()) {
      case 0 -> new Text("");
      case 1 -> parts.getFirst() instanceof Text text ? text : new Concat(parts);
      default -> new Concat(parts);
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
}
