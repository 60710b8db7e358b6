package dev.whittle.ir;

import java.util.List;

/**
 * Attributes that classes, fields, functions and record components share.
 *
 * @param signature generic signature (JVMS 4.7.9), null when absent
 * @param annotations declaration annotations
 * @param typeAnnotations annotations on types of the declaration
 * @param unknown attributes that Whittle does not interpret and that hold no constant-pool indices
 */
public record Attributes(
    String signature,
    List<Annotation.Use> annotations,
    List<Annotation.TypeUse> typeAnnotations,
    List<Raw> unknown) {
  public static final Attributes NONE = new Attributes(null, List.of(), List.of(), List.of());

  public Attributes {
    annotations = List.copyOf(annotations);
    typeAnnotations = List.copyOf(typeAnnotations);
    unknown = List.copyOf(unknown);
  }

  /** An uninterpreted attribute; {@code bytes} are as hexadecimal text, which keeps it a value. */
  public record Raw(String name, String bytes) {}
}
