package dev.whittle.bench.ways;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds every place in a class file where the number of a constant stands (JVMS 4 and 6.5). Where a
 * reference is optional, 0 is none and is not reported.
 */
final class ReferenceWalk {
  /** Told of each place, in ascending order within a member. */
  interface Places {
    /**
     * @param width bytes that the number takes: 1 for {@code ldc}, else 2
     */
    void reference(int offset, int width);
  }

  /** Lengths of instructions by opcode, 0 where it varies; {@code length - 1} as digits. */
  private static final String OPERANDS =
      "0000000000000000" // 0: constants
          + "1212211111000000" // 16: bipush sipush ldc ldc_w ldc2_w, loads
          + "0000000000000000"
          + "0000001111100000" // 48: stores from 54
          + "0000000000000000"
          + "0000000000000000"
          + "0000000000000000"
          + "0000000000000000"
          + "0000200000000000" // 128: iinc is 132
          + "0000000002222222" // 144: jumps from 153
          + "2222222221--0000" // 160: to 168, ret, switches
          + "0022222224421200" // 176: from 178 members, calls, new newarray anewarray
          + "2200-32244"; // 192: checkcast instanceof, wide multianewarray ifnull ifnonnull, wide

  // jumps

  private final ByteBuffer in;
  private final int[] constants;
  private final Places places;

  /**
   * @param constants where each constant starts, at its tag
   */
  ReferenceWalk(byte[] file, int[] constants, Places places) {
    this.in = ByteBuffer.wrap(file);
    this.constants = constants;
    this.places = places;
  }

  /** Reports what stands in a field or method at an offset; returns the offset behind it. */
  int member(int offset) {
    in.position(offset + 2);
    references(2);
    attributes();
    return in.position();
  }

  /** Reports a number of references at an offset; returns the offset behind them. */
  int references(int offset, int count) {
    in.position(offset);
    references(count);
    return in.position();
  }

  /** The same for attributes and their count. */
  int attributes(int offset) {
    in.position(offset);
    attributes();
    return in.position();
  }

  /** The same for one attribute. */
  void attribute(int offset) {
    in.position(offset);
    attribute();
  }

  private int u2() {
    return Short.toUnsignedInt(in.getShort());
  }

  private int u1() {
    return Byte.toUnsignedInt(in.get());
  }

  private void skip(int bytes) {
    in.position(in.position() + bytes);
  }

  private void references(int count) {
    for (int i = 0; i < count; i++) {
      int at = in.position();
      if (u2() != 0) {
        places.reference(at, 2);
      }
    }
  }

  /** As many references as the number before them says. */
  private void list() {
    references(u2());
  }

  private void attributes() {
    for (int count = u2(); count > 0; count--) {
      attribute();
    }
  }

  /** The name of the attribute that starts at an offset. */
  String attributeName(int offset) {
    int constant = constants[Short.toUnsignedInt(in.getShort(offset))];
    int length = Short.toUnsignedInt(in.getShort(constant + 1));
    return new String(in.array(), constant + 3, length, StandardCharsets.UTF_8);
  }

  private void attribute() {
    String name = attributeName(in.position());
    references(1);
    int end = in.getInt() + in.position();
    switch (name) {
      case "Code" -> code();
      case "ConstantValue", "Signature", "SourceFile", "NestHost", "ModuleMainClass" ->
          references(1);
      case "EnclosingMethod" -> references(2);
      case "Exceptions", "NestMembers", "PermittedSubclasses", "ModulePackages" -> list();
      case "InnerClasses" -> repeat(this::innerClass);
      case "MethodParameters" -> {
        for (int count = u1(); count > 0; count--) {
          references(1);
          skip(2);
        }
      }
      case "Record" -> repeat(this::recordComponent);
      case "Module" -> module();
      case "LocalVariableTable", "LocalVariableTypeTable" -> repeat(this::variable);
      case "StackMapTable" -> repeat(this::frame);
      case "AnnotationDefault" -> elementValue();
      case "RuntimeVisibleAnnotations", "RuntimeInvisibleAnnotations" -> repeat(this::annotation);
      case "RuntimeVisibleParameterAnnotations", "RuntimeInvisibleParameterAnnotations" -> {
        for (int count = u1(); count > 0; count--) {
          repeat(this::annotation);
        }
      }
      case "RuntimeVisibleTypeAnnotations", "RuntimeInvisibleTypeAnnotations" ->
          repeat(this::typeAnnotation);
      case "LineNumberTable", "Deprecated", "Synthetic", "SourceDebugExtension" -> in.position(end);
      default -> throw new IllegalArgumentException("attribute " + name);
    }
    if (in.position() != end) {
      throw new IllegalArgumentException("length of " + name);
    }
  }

  private void repeat(Runnable element) {
    for (int count = u2(); count > 0; count--) {
      element.run();
    }
  }

  private void innerClass() {
    references(3);
    skip(2);
  }

  private void recordComponent() {
    references(2);
    attributes();
  }

  private void variable() {
    skip(4);
    references(2);
    skip(2);
  }

  private void module() {
    references(1);
    skip(2);
    references(1);
    repeat(
        () -> {
          references(1);
          skip(2);
          references(1);
        });
    for (int exportsAndOpens = 0; exportsAndOpens < 2; exportsAndOpens++) {
      repeat(
          () -> {
            references(1);
            skip(2);
            list();
          });
    }
    list();
    repeat(
        () -> {
          references(1);
          list();
        });
  }

  private void code() {
    skip(4);
    int end = in.getInt() + in.position();
    int start = in.position();
    for (int at = start; at < end; ) {
      at += instruction(at, start);
    }
    in.position(end);
    repeat(
        () -> {
          skip(6);
          references(1);
        });
    attributes();
  }

  /** Returns its length. */
  private int instruction(int at, int start) {
    int opcode = Byte.toUnsignedInt(in.get(at));
    switch (opcode) {
      case 18 -> places.reference(at + 1, 1);
      case 19, 20, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 189, 192, 193, 197 ->
          places.reference(at + 1, 2);
      default -> {}
    }
    int operands = OPERANDS.charAt(opcode);
    if (operands != '-') {
      return 1 + operands - '0';
    }
    int aligned = at + 4 - (at - start & 3);
    return switch (opcode) {
      case 170 -> aligned + 12 + 4 * (in.getInt(aligned + 8) - in.getInt(aligned + 4) + 1) - at;
      case 171 -> aligned + 8 + 8 * in.getInt(aligned + 4) - at;
      default -> in.get(at + 1) == (byte) 132 ? 6 : 4;
    };
  }

  private void frame() {
    int type = u1();
    if (type >= 64 && type < 128) {
      types(1);
    } else if (type == 255) {
      skip(2);
      types(u2());
      types(u2());
    } else if (type >= 247) {
      skip(2);
      types(type == 247 ? 1 : Math.max(0, type - 251));
    }
  }

  private void types(int count) {
    for (int i = 0; i < count; i++) {
      int tag = u1();
      if (tag == 7) {
        references(1);
      } else if (tag == 8) {
        skip(2);
      }
    }
  }

  private void annotation() {
    references(1);
    repeat(
        () -> {
          references(1);
          elementValue();
        });
  }

  private void elementValue() {
    switch (u1()) {
      case 'e' -> references(2);
      case '@' -> annotation();
      case '[' -> repeat(this::elementValue);
      default -> references(1);
    }
  }

  private void typeAnnotation() {
    int target = u1();
    switch (target) {
      case 0x00, 0x01, 0x16 -> skip(1);
      case 0x10, 0x11, 0x12, 0x17, 0x42, 0x43, 0x44, 0x45, 0x46 -> skip(2);
      case 0x40, 0x41 -> skip(6 * u2());
      case 0x47, 0x48, 0x49, 0x4a, 0x4b -> skip(3);
      default -> {}
    }
    skip(2 * u1());
    annotation();
  }
}
