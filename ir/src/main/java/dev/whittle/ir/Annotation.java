package dev.whittle.ir;

import java.util.List;

/**
 * An annotation (JVMS 4.7.16).
 *
 * @param type field descriptor of the annotation interface
 * @param elements element-value pairs in class-file order
 */
public record Annotation(String type, List<Element> elements) {
  public Annotation {
    elements = List.copyOf(elements);
  }

  /** A named element. */
  public record Element(String name, Value value) {}

  /** Whether reflection sees the annotation at run time (JVMS 4.7.16, 4.7.17). */
  public enum Retention {
    RUNTIME,
    CLASS
  }

  /** An element value (JVMS 4.7.16.1). */
  public sealed interface Value {
    /**
     * A primitive or string; {@code tag} is one of {@code BCDFIJSZs}, and the constant is an {@link
     * Constant.Int} for B, C, I, S and Z.
     */
    record Const(char tag, Constant constant) implements Value {}

    /** An enum constant by descriptor and name. */
    record EnumConst(String type, String name) implements Value {}

    /** A class by return descriptor ({@code V} for void). */
    record ClassConst(String descriptor) implements Value {}

    /** A nested annotation. */
    record Nested(Annotation annotation) implements Value {}

    /** An array of values. */
    record Array(List<Value> values) implements Value {
      public Array {
        values = List.copyOf(values);
      }
    }
  }

  /** An annotation on a declaration with its retention. */
  public record Use(Retention retention, Annotation annotation) {}

  /**
   * An annotation on a type outside of code (JVMS 4.7.20).
   *
   * @param target {@code target_type} in the top byte and, below it, the packed {@code target_info}
   *     of the targets that have no offsets (type parameter, bound, supertype, formal parameter,
   *     throws)
   * @param path type path as text ({@code "[", ".", "*", "0;"}), empty for the outermost type
   */
  public record TypeUse(int target, String path, Retention retention, Annotation annotation) {}
}
