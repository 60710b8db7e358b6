package dev.whittle.ir.crate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Shapes that several decoders read. */
final class Decode {
  private Decode() {}

  /**
   * A count and as many elements. The list grows as they come: nested counts that are damage would
   * otherwise each reserve as much as the file is long.
   */
  static <T> List<T> list(ByteInput in, Supplier<T> element) {
    int count = in.count();
    List<T> result = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      result.add(element.get());
    }
    return result;
  }

  /** A varint of 16 bits at most. */
  static char unsigned16(ByteInput in) {
    int value = in.varint();
    if (value >>> 16 != 0) {
      throw new Malformed("a character of " + Integer.toUnsignedString(value));
    }
    return (char) value;
  }

  /** A byte that is 0 or 1. */
  static boolean flag(ByteInput in) {
    int value = in.u8();
    if (value > 1) {
      throw new Malformed("a flag of " + value);
    }
    return value == 1;
  }
}
