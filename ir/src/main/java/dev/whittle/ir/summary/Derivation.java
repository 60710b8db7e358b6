package dev.whittle.ir.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How one string is made from another: the operations by which code gets from the name of a class
 * to that of another, or to a package.
 *
 * @param mark what is looked for, or replaced; empty for a change of case
 * @param replacement for {@link Kind#REPLACE}, else empty
 */
public record Derivation(Kind kind, String mark, String replacement) {
  /** What is done. */
  public enum Kind {
    REPLACE,
    LOWER_CASE,
    UPPER_CASE,
    /** What stands before the last mark. */
    BEFORE_LAST,
    /** What stands before the last mark, and the mark. */
    THROUGH_LAST,
    /** The last mark, and what stands after it. */
    FROM_LAST,
    /** What stands after the last mark, everything when there is none. */
    AFTER_LAST,
    /** The index of the last mark, as an int. */
    INDEX,
    /** The index after the last mark, as an int. */
    INDEX_AFTER
  }

  static Derivation of(Kind kind, String mark) {
    return new Derivation(kind, mark, "");
  }

  /** The string that comes out, null when the operation fails. */
  String apply(String text) {
    int at = text.lastIndexOf(mark);
    boolean found = at >= 0;
    return switch (kind) {
      case REPLACE -> text.replace(mark, replacement);
      case LOWER_CASE -> text.toLowerCase(Locale.ROOT);
      case UPPER_CASE -> text.toUpperCase(Locale.ROOT);
      case BEFORE_LAST -> found ? text.substring(0, at) : null;
      case THROUGH_LAST -> text.substring(0, at + 1);
      case FROM_LAST -> found ? text.substring(at) : null;
      case AFTER_LAST -> text.substring(at + 1);
      case INDEX -> Integer.toString(at);
      case INDEX_AFTER -> Integer.toString(at + 1);
    };
  }

  /** What is known of the outcome for a concatenation. */
  Value apply(Value.Concat concat) {
    return switch (kind) {
      case REPLACE, LOWER_CASE, UPPER_CASE -> {
        List<Value> parts = new ArrayList<>();
        concat.parts().forEach(part -> parts.add(Value.derive(this, part)));
        yield mark.length() > 1 ? Value.UNKNOWN : Value.concat(parts);
      }
      case BEFORE_LAST, THROUGH_LAST -> {
        if (!(concat.parts().getLast() instanceof Value.Text(String end)) || !end.contains(mark)) {
          yield new Value.Derived(this, concat);
        }
        List<Value> parts = new ArrayList<>(concat.parts());
        parts.set(parts.size() - 1, new Value.Text(apply(end)));
        yield Value.concat(parts);
      }
      case FROM_LAST, AFTER_LAST ->
          concat.parts().getLast() instanceof Value.Text text && text.text().contains(mark)
              ? new Value.Text(apply(text.text()))
              : new Value.Derived(this, concat);
      case INDEX, INDEX_AFTER -> new Value.Derived(this, concat);
    };
  }
}
