package dev.whittle.codegen;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Constant;
import java.util.List;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;

/**
 * Annotations of parameters (JVMS 4.7.18, 4.7.19) where ASM does not write them as they are: no
 * parameter has one, or more parameters are counted than the descriptor has.
 */
final class ParameterAnnotations extends Attribute {
  private final List<List<Annotation>> parameters;

  ParameterAnnotations(String name, List<List<Annotation>> parameters) {
    super(name);
    this.parameters = parameters;
  }

  @Override
  protected ByteVector write(
      ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
    ByteVector out = new ByteVector().putByte(parameters.size());
    for (List<Annotation> annotations : parameters) {
      out.putShort(annotations.size());
      annotations.forEach(annotation -> write(annotation, writer, out));
    }
    return out;
  }

  private static void write(Annotation annotation, ClassWriter writer, ByteVector out) {
    out.putShort(writer.newUTF8(annotation.type())).putShort(annotation.elements().size());
    for (Annotation.Element element : annotation.elements()) {
      out.putShort(writer.newUTF8(element.name()));
      write(element.value(), writer, out);
    }
  }

  /** An {@code element_value} (JVMS 4.7.16.1). */
  private static void write(Value value, ClassWriter writer, ByteVector out) {
    switch (value) {
      case Value.Const v when v.constant() instanceof Constant.Str text ->
          out.putByte('s').putShort(writer.newUTF8(text.value()));
      case Value.Const v ->
          out.putByte(v.tag()).putShort(writer.newConst(AsmConstants.of(v.constant())));
      case Value.EnumConst v ->
          out.putByte('e').putShort(writer.newUTF8(v.type())).putShort(writer.newUTF8(v.name()));
      case Value.ClassConst v -> out.putByte('c').putShort(writer.newUTF8(v.descriptor()));
      case Value.Nested v -> write(v.annotation(), writer, out.putByte('@'));
      case Value.Array v -> {
        out.putByte('[').putShort(v.values().size());
        v.values().forEach(element -> write(element, writer, out));
      }
    }
  }
}
