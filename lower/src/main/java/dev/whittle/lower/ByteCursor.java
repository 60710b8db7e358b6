package dev.whittle.lower;

/**
 * A place in a class file, which reading moves on.
 *
 * <p>Errors: {@link IndexOutOfBoundsException} where the file ends.
 */
final class ByteCursor {
  final byte[] bytes;
  int at;

  ByteCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  int u1() {
    return bytes[at++] & 0xff;
  }

  int s1() {
    return bytes[at++];
  }

  int u2() {
    int value = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    at += 2;
    return value;
  }

  int s2() {
    return (short) u2();
  }

  int s4() {
    return u2() << 16 | u2();
  }
}
