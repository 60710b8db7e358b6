package dev.whittle.codegen.world;

/** Big-endian numbers out of an array, from a position that moves. */
final class Bytes {
  private final byte[] array;
  private int position;

  Bytes(byte[] array, int position) {
    this.array = array;
    this.position = position;
  }

  /** The same bytes from another position. */
  Bytes at(int start) {
    return new Bytes(array, start);
  }

  int position() {
    return position;
  }

  void skip(int count) {
    position += count;
  }

  int u1() {
    return array[position++] & 0xff;
  }

  int u2() {
    return u1() << 8 | u1();
  }

  int u4() {
    return u2() << 16 | u2();
  }

  /**
   * Characters of {@code length} bytes in modified UTF-8 (JVMS 4.4.7). Some old files have
   * characters in more bytes than they need, which the JVM takes.
   */
  String utf8(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int end = position + length; position < end; ) {
      int first = u1();
      if (first < 0x80) {
        text.append((char) first);
      } else if (first < 0xe0) {
        text.append((char) ((first & 0x1f) << 6 | u1() & 0x3f));
      } else {
        text.append((char) ((first & 0x0f) << 12 | (u1() & 0x3f) << 6 | u1() & 0x3f));
      }
    }
    return text.toString();
  }
}
