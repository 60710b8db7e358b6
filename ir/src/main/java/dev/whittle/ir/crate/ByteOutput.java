package dev.whittle.ir.crate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/** A growing byte array with the scalar encodings of the crate format; little-endian. */
public final class ByteOutput {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1024];
  private int size;

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void addTo(MessageDigest digest) {
    digest.update(bytes, 0, size);
  }

  public void u8(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void u16(int value) {
    u8(value);
    u8(value >>> 8);
  }

  public void u32(int value) {
    ensure(4);
    INT.set(bytes, size, value);
    size += 4;
  }

  /** Replaces the 32-bit number at an offset. */
  void set(int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /** Replaces the 32-bit number at an offset by its entry in {@code numbers}. */
  void renumber(int offset, int[] numbers) {
    set(offset, numbers[(int) INT.get(bytes, offset)]);
  }

  /** The same for a number that is 0 for none, else one more. */
  void renumberNullable(int offset, int[] numbers) {
    int old = (int) INT.get(bytes, offset);
    set(offset, old == 0 ? 0 : numbers[old - 1] + 1);
  }

  public void u64(long value) {
    u32((int) value);
    u32((int) (value >>> 32));
  }

  /** An unsigned 32-bit varint, low groups of seven bits first. */
  public void varint(int value) {
    ensure(5);
    while ((value & ~0x7f) != 0) {
      bytes[size++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    bytes[size++] = (byte) value;
  }

  /** A signed 32-bit varint: small magnitudes of either sign are short. */
  public void signed(int value) {
    varint(value << 1 ^ value >> 31);
  }

  /** A signed 64-bit varint. */
  public void signedLong(long value) {
    long zigzag = value << 1 ^ value >> 63;
    ensure(10);
    while ((zigzag & ~0x7fL) != 0) {
      bytes[size++] = (byte) (zigzag | 0x80);
      zigzag >>>= 7;
    }
    bytes[size++] = (byte) zigzag;
  }

  public void bytes(byte[] source) {
    ensure(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
  }

  /** Appends all that another holds. */
  public void add(ByteOutput other) {
    add(other, 0, other.size);
  }

  /** Appends what another holds from one place to another. */
  void add(ByteOutput other, int from, int to) {
    ensure(to - from);
    System.arraycopy(other.bytes, from, bytes, size, to - from);
    size += to - from;
  }

  /** The bytes of a string in modified UTF-8 (JVMS 4.4.7), without a length. */
  void modifiedUtf8(String string) {
    int length = string.length();
    ensureFor(length);
    byte[] target = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = string.charAt(i);
      if (c != 0 && c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xc0 | c >> 6);
        target[at++] = (byte) (0x80 | c & 0x3f);
      } else {
        target[at++] = (byte) (0xe0 | c >> 12);
        target[at++] = (byte) (0x80 | c >> 6 & 0x3f);
        target[at++] = (byte) (0x80 | c & 0x3f);
      }
    }
    size = at;
  }

  /** A string as its length in bytes, a varint, and its modified UTF-8. */
  public void inlineString(String string) {
    if (string.length() > 0x7f || !shortAscii(string)) {
      anyString(string);
    }
  }

  /** Most strings are short and plain: one pass, unless it meets anything else. */
  private boolean shortAscii(String string) {
    int length = string.length();
    ensure(1 + length);
    byte[] target = bytes;
    int at = size;
    target[at++] = (byte) length;
    for (int i = 0; i < length; i++) {
      char c = string.charAt(i);
      if (c == 0 || c >= 0x80) {
        return false;
      }
      target[at++] = (byte) c;
    }
    size = at;
    return true;
  }

  private void anyString(String string) {
    int length = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      length += c != 0 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    varint(length);
    modifiedUtf8(string);
  }

  private void ensureFor(int chars) {
    if (chars > Integer.MAX_VALUE / 3) {
      throw new IllegalArgumentException("a string of " + chars + " characters");
    }
    ensure(3 * chars);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      long wanted = (long) size + more;
      if (wanted > CrateFormat.MAX_SECTION) {
        throw new IllegalArgumentException("a section of more than 2 GiB");
      }
      long doubled = Math.max(wanted, Math.min(2L * bytes.length, CrateFormat.MAX_SECTION));
      bytes = Arrays.copyOf(bytes, (int) doubled);
    }
  }
}
