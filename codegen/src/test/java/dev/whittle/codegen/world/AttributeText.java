package dev.whittle.codegen.world;

import java.util.function.IntUnaryOperator;

/** Attributes of JVMS 4.7 as text, constants resolved and pcs translated. */
final class AttributeText {
  private static final int LOCAL_VARIABLE = 0x40;
  private static final int RESOURCE_VARIABLE = 0x41;

  private final Bytes in;
  private final Pool pool;
  private final IntUnaryOperator positions;
  private final StringBuilder out = new StringBuilder();

  private AttributeText(Bytes in, Pool pool, IntUnaryOperator positions) {
    this.in = in;
    this.pool = pool;
    this.positions = positions;
  }

  /**
   * The text of an attribute's content, null when the JVMS does not know it.
   *
   * @param positions what to write for a pc
   */
  static String of(String name, Bytes content, Pool pool, IntUnaryOperator positions) {
    AttributeText text = new AttributeText(content, pool, positions);
    return text.content(name) ? text.out.toString() : null;
  }

  private boolean content(String name) {
    switch (name) {
      case "Deprecated" -> {}
      case "ConstantValue", "SourceFile", "Signature", "NestHost", "ModuleMainClass" -> ref();
      case "Exceptions", "NestMembers", "PermittedSubclasses", "ModulePackages" -> refs();
      case "EnclosingMethod" -> refs(2);
      case "InnerClasses" ->
          many(
              () -> {
                refs(3);
                number(in.u2());
              });
      case "MethodParameters" ->
          times(
              in.u1(),
              () -> {
                ref();
                number(in.u2());
              });
      case "AnnotationDefault" -> elementValue();
      case "RuntimeVisibleAnnotations", "RuntimeInvisibleAnnotations" -> many(this::annotation);
      case "RuntimeVisibleParameterAnnotations", "RuntimeInvisibleParameterAnnotations" ->
          times(in.u1(), () -> many(this::annotation));
      case "RuntimeVisibleTypeAnnotations", "RuntimeInvisibleTypeAnnotations" ->
          many(this::typeAnnotation);
      case "Record" ->
          many(
              () -> {
                refs(2);
                many(this::nested);
              });
      case "Module" -> module();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void nested() {
    String name = pool.text(in.u2());
    int length = in.u4();
    Bytes content = in.at(in.position());
    in.skip(length);
    String text = of(name, content, pool, positions);
    if (text != null) {
      out.append(name).append(text);
    }
  }

  private void module() {
    ref();
    number(in.u2());
    ref();
    many(
        () -> {
          ref();
          number(in.u2());
          ref();
        });
    for (int i = 0; i < 2; i++) {
      many(
          () -> {
            ref();
            number(in.u2());
            refs();
          });
    }
    refs();
    many(
        () -> {
          ref();
          refs();
        });
  }

  private void annotation() {
    ref();
    many(
        () -> {
          ref();
          elementValue();
        });
  }

  private void elementValue() {
    char tag = (char) in.u1();
    out.append(tag);
    switch (tag) {
      case 'e' -> refs(2);
      case '@' -> annotation();
      case '[' -> many(this::elementValue);
      default -> ref();
    }
  }

  private void typeAnnotation() {
    int target = in.u1();
    number(target);
    switch (target) {
      case 0x00, 0x01, 0x16 -> number(in.u1());
      case 0x10, 0x17, 0x42 -> number(in.u2());
      case 0x11, 0x12 -> number(in.u2());
      case 0x13, 0x14, 0x15 -> {}
      case LOCAL_VARIABLE, RESOURCE_VARIABLE ->
          many(
              () -> {
                int start = in.u2();
                number(positions.applyAsInt(start));
                number(positions.applyAsInt(start + in.u2()));
                number(in.u2());
              });
      case 0x43, 0x44, 0x45, 0x46 -> number(positions.applyAsInt(in.u2()));
      default -> {
        number(positions.applyAsInt(in.u2()));
        number(in.u1());
      }
    }
    times(in.u1(), () -> number(in.u2()));
    annotation();
  }

  private void many(Runnable element) {
    times(in.u2(), element);
  }

  private void times(int count, Runnable element) {
    out.append('{');
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",");
      element.run();
    }
    out.append('}');
  }

  private void refs() {
    many(this::ref);
  }

  private void refs(int count) {
    for (int i = 0; i < count; i++) {
      ref();
    }
  }

  private void ref() {
    out.append(' ').append(pool.text(in.u2()));
  }

  private void number(int value) {
    out.append(' ').append(value);
  }
}
