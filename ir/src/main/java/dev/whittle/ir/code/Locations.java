package dev.whittle.ir.code;

import dev.whittle.ir.Annotation;
import java.util.List;

/**
 * What a debugger and reflection see of a body and its behaviour does not depend on: beside the
 * body, outside its hash.
 *
 * @param lines line numbers, 0 to 65535, parallel to {@link Body#anchors()}
 * @param variables names, parallel to {@link Body#extents()}
 * @param typeAnnotations annotations on types in code
 */
public record Locations(
    Ints lines, List<Variable> variables, List<CodeTypeAnnotation> typeAnnotations) {
  public static final Locations NONE = new Locations(Ints.EMPTY, List.of(), List.of());

  public Locations {
    variables = List.copyOf(variables);
    typeAnnotations = List.copyOf(typeAnnotations);
  }

  /**
   * An entry of {@code LocalVariableTable}, of {@code LocalVariableTypeTable}, or of both.
   *
   * @param descriptor null when there is only a generic signature
   * @param signature null when the type is not generic
   */
  public record Variable(String name, String descriptor, String signature) {}

  /**
   * An annotation on a type in code (JVMS 4.7.20.1).
   *
   * @param target {@code target_type} in the top byte and, in the lowest, a type-argument index
   * @param position what it sits on: a point for instruction targets, an index into {@link
   *     Body#handlers()} for catch targets, unused for variables
   * @param ranges where an annotated variable lives, else empty
   */
  public record CodeTypeAnnotation(
      int target,
      String path,
      Annotation.Retention retention,
      Annotation annotation,
      int position,
      List<Body.Extent> ranges) {
    public CodeTypeAnnotation {
      ranges = List.copyOf(ranges);
    }
  }
}
