package dev.whittle.lower;

import dev.whittle.ir.DamagedInput;
import org.objectweb.asm.ClassReader;

/**
 * Format checking (JVMS 4.8) as far as ASM's reader relies on it: entries of the constant pool
 * refer to entries of the right kind, names and descriptors exist, and attributes end within the
 * file. The reader allocates what an attribute claims, and reads index 0 as null.
 */
final class ClassFileShape {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int NAME_AND_TYPE = 12;

  private final byte[] bytes;
  private final ClassReader reader;
  private int at;

  private ClassFileShape(byte[] bytes, ClassReader reader) {
    this.bytes = bytes;
    this.reader = reader;
  }

  /**
   * Checks the class file that {@code reader} reads.
   *
   * @throws DamagedInput when it does not hold together
   * @throws IndexOutOfBoundsException when it ends early
   */
  static void check(byte[] bytes, ClassReader reader) {
    new ClassFileShape(bytes, reader).check();
  }

  /** How many methods a checked class file has. */
  static int methodCount(ClassFileReader reader) {
    ClassFileShape shape = new ClassFileShape(reader.bytes, reader);
    shape.at = reader.header + 6;
    int interfaces = shape.u2();
    shape.at += 2 * interfaces;
    shape.members();
    return shape.u2();
  }

  private void check() {
    constantPool();
    at = reader.header + 2;
    entry(u2(), CLASS);
    int superclass = u2();
    if (superclass != 0) {
      entry(superclass, CLASS);
    }
    for (int i = u2(); i > 0; i--) {
      entry(u2(), CLASS);
    }
    members();
    members();
    attributes();
  }

  private void constantPool() {
    for (int i = 1; i < reader.getItemCount(); i++) {
      at = reader.getItem(i);
      if (at != 0) {
        constant(bytes[at - 1]);
      }
    }
  }

  private void constant(int tag) {
    switch (tag) {
      case CLASS, 8, 16, 19, 20 -> entry(u2(), UTF8);
      case NAME_AND_TYPE -> {
        entry(u2(), UTF8);
        entry(u2(), UTF8);
      }
      case 9, 10, 11 -> {
        entry(u2(), CLASS);
        entry(u2(), NAME_AND_TYPE);
      }
      case 15 -> {
        int kind = bytes[at++];
        int member = tag(u2());
        if (kind < 1 || kind > 9 || member < 9 || member > 11) {
          throw new DamagedInput("broken class file (method handle)");
        }
      }
      case 17, 18 -> {
        at += 2;
        entry(u2(), NAME_AND_TYPE);
      }
      default -> {}
    }
  }

  private void members() {
    for (int i = u2(); i > 0; i--) {
      at += 2;
      entry(u2(), UTF8);
      entry(u2(), UTF8);
      attributes();
    }
  }

  private void attributes() {
    for (int i = u2(); i > 0; i--) {
      int name = u2();
      entry(name, UTF8);
      int length = (u2() << 16) | u2();
      int end = at + length;
      if (length < 0 || end < at || end > bytes.length) {
        throw new DamagedInput("broken class file (an attribute of " + length + " bytes)");
      }
      if (isCode(name)) {
        code(end);
      }
      at = end;
    }
  }

  private boolean isCode(int name) {
    int text = reader.getItem(name);
    return bytes[text + 1] == 4
        && bytes[text] == 0
        && bytes[text + 2] == 'C'
        && bytes[text + 3] == 'o'
        && bytes[text + 4] == 'd'
        && bytes[text + 5] == 'e';
  }

  private void code(int end) {
    at += 4;
    int length = (u2() << 16) | u2();
    if (length < 0 || length > end - at) {
      throw new DamagedInput("broken class file (code of " + length + " bytes)");
    }
    at += length;
    int handlers = u2();
    at += 8 * handlers;
    attributes();
    if (at > end) {
      throw new DamagedInput("broken class file (code longer than its attribute)");
    }
  }

  private int u2() {
    int value = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    at += 2;
    return value;
  }

  private int tag(int index) {
    int offset = index < reader.getItemCount() ? reader.getItem(index) : 0;
    return offset == 0 ? 0 : bytes[offset - 1];
  }

  private void entry(int index, int wanted) {
    if (tag(index) != wanted) {
      throw new DamagedInput("broken class file (constant " + index + " is of another kind)");
    }
  }
}
