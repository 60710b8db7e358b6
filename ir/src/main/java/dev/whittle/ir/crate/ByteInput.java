package dev.whittle.ir.crate;

import java.nio.charset.StandardCharsets;

/**
 * A cursor over bytes of a crate, or of what is written in its manner: the inverse of {@link
 * ByteOutput}.
 *
 * <p>The array holds exactly what may be read, so the JVM's own bounds check is the check: reading
 * past the end is an {@link IndexOutOfBoundsException}, which {@link MappedCrate} reports as damage
 * like every {@link Malformed}. Other readers have to expect any unchecked exception.
 */
public final class ByteInput {
  private final byte[] bytes;
  private int at;

  public ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Bytes that are still unread. */
  public int remaining() {
    return bytes.length - at;
  }

  public int u8() {
    return bytes[at++] & 0xff;
  }

  public int u32() {
    int value = u8();
    value |= u8() << 8;
    value |= u8() << 16;
    return value | u8() << 24;
  }

  public long u64() {
    long low = Integer.toUnsignedLong(u32());
    return low | (long) u32() << 32;
  }

  public int varint() {
    int value = bytes[at++];
    if (value >= 0) {
      return value;
    }
    value &= 0x7f;
    for (int shift = 7; shift < 35; shift += 7) {
      int next = bytes[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Malformed("a varint of more than five bytes");
  }

  public int signed() {
    int value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  public long signedLong() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new Malformed("a varint of more than ten bytes");
  }

  /**
   * How many elements follow. Each takes a byte or more, so a count beyond the remaining bytes is
   * damage, found before anything is allocated for it.
   */
  public int count() {
    int count = varint();
    if (count < 0 || count > remaining()) {
      throw new Malformed("a count of " + Integer.toUnsignedString(count));
    }
    return count;
  }

  public byte[] bytes(int count) {
    if (count < 0 || count > remaining()) {
      throw new Malformed("a length of " + Integer.toUnsignedString(count));
    }
    byte[] result = new byte[count];
    System.arraycopy(bytes, at, result, 0, count);
    at += count;
    return result;
  }

  public String inlineString() {
    int length = count();
    String result = modifiedUtf8(bytes, at, length);
    at += length;
    return result;
  }

  /** Must follow the last read: what is left over was not written by a writer. */
  public void end() {
    if (at != bytes.length) {
      throw new Malformed(remaining() + " bytes left over");
    }
  }

  /** The string of these bytes; only the one encoding that {@link ByteOutput} writes is taken. */
  static String modifiedUtf8(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] <= 0) {
        return beyondAscii(bytes, from, length);
      }
    }
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private static String beyondAscii(byte[] bytes, int from, int length) {
    StringBuilder result = new StringBuilder(length);
    int end = from + length;
    for (int i = from; i < end; ) {
      int lead = bytes[i] & 0xff;
      int size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : 3;
      if (lead == 0 || i + size > end) {
        throw new Malformed("a string that is not modified UTF-8");
      }
      int c = lead;
      if (size == 2) {
        c = (lead & 0x1f) << 6 | bytes[i + 1] & 0x3f;
      } else if (size == 3) {
        c = (lead & 0x0f) << 12 | (bytes[i + 1] & 0x3f) << 6 | bytes[i + 2] & 0x3f;
      }
      if (!canonical(bytes, i, lead, size, c)) {
        throw new Malformed("a string that is not modified UTF-8");
      }
      result.append((char) c);
      i += size;
    }
    return result.toString();
  }

  private static boolean canonical(byte[] bytes, int at, int lead, int size, int c) {
    for (int i = 1; i < size; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    return size == 1
        || size == 2 && lead >= 0xc0 && (c >= 0x80 || c == 0)
        || size == 3 && lead <= 0xef && c >= 0x800;
  }
}
