package dev.whittle.lower;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.TypePath;

/** Collects the attributes that classes, fields, functions and record components share. */
final class AttributeCollector {
  private final String signature;
  private final List<Annotation.Use> annotations = new ArrayList<>();
  private final List<Annotation.TypeUse> typeAnnotations = new ArrayList<>();
  private final List<Attributes.Raw> unknown = new ArrayList<>();

  AttributeCollector(String signature) {
    this.signature = signature;
  }

  AnnotationVisitor annotation(String descriptor, boolean visible) {
    return AnnotationLowering.of(
        descriptor, a -> annotations.add(new Annotation.Use(Symbols.retention(visible), a)));
  }

  AnnotationVisitor typeAnnotation(int target, TypePath path, String descriptor, boolean visible) {
    return AnnotationLowering.of(
        descriptor,
        a ->
            typeAnnotations.add(
                new Annotation.TypeUse(
                    target, path == null ? "" : path.toString(), Symbols.retention(visible), a)));
  }

  /**
   * Keeps an attribute that the JVM does not know. One whose content is shorter than a
   * constant-pool index, or that is listed as free of them, survives; others would point into a
   * pool that no longer exists, and the JVM ignores them anyway (JVMS 4.7.1).
   */
  void attribute(Attribute attribute) {
    if (attribute instanceof Opaque opaque && UnknownAttributes.isFreeOfIndices(opaque.type)) {
      unknown.add(new Attributes.Raw(opaque.type, HexFormat.of().formatHex(opaque.content)));
    }
  }

  Attributes finish() {
    return signature == null
            && annotations.isEmpty()
            && typeAnnotations.isEmpty()
            && unknown.isEmpty()
        ? Attributes.NONE
        : new Attributes(signature, annotations, typeAnnotations, unknown);
  }

  /** An attribute as bytes. */
  static final class Opaque extends Attribute {
    private byte[] content = {};

    Opaque(String type) {
      super(type);
    }

    @Override
    protected Attribute read(
        ClassReader reader,
        int offset,
        int length,
        char[] charBuffer,
        int codeAttributeOffset,
        Label[] labels) {
      Opaque read = new Opaque(type);
      read.content = reader.readBytes(offset, length);
      return read;
    }

    @Override
    protected ByteVector write(
        ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
      throw new UnsupportedOperationException("lowering writes no class files");
    }
  }
}
