package dev.whittle.lower;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;

/**
 * ASM's reader, which declarations are read with, with strings that code shares. Most strings are
 * ASCII, which is told eight bytes at a time and copied whole: ASM decodes each character, which
 * took 6 % of the round trip.
 */
final class ClassFileReader extends ClassReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  final byte[] bytes;

  /** By index of the constant; made on the first use, which is in ASM's constructor. */
  private String[] texts;

  ClassFileReader(byte[] classFile) {
    bytes = classFile;
    super(classFile);
  }

  @Override
  public String readUTF8(int offset, char[] buffer) {
    int index = readUnsignedShort(offset);
    return offset == 0 || index == 0 ? null : text(index);
  }

  /** The text of a {@code CONSTANT_Utf8} (JVMS 4.4.7). */
  String text(int index) {
    if (texts == null) {
      texts = new String[getItemCount()];
    }
    if (texts[index] == null) {
      int at = getItem(index);
      texts[index] = decode(at + 2, readUnsignedShort(at));
    }
    return texts[index];
  }

  private String decode(int start, int length) {
    int end = start + length;
    int at = start;
    while (at + Long.BYTES <= end && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < end && bytes[at] >= 0) {
      at++;
    }
    return at == end
        ? new String(bytes, start, length, StandardCharsets.ISO_8859_1)
        : decodeModified(start, end);
  }

  /** Modified UTF-8: one to three bytes for each char. */
  private String decodeModified(int start, int end) {
    char[] chars = new char[end - start];
    int count = 0;
    for (int at = start; at < end; ) {
      int first = bytes[at++];
      if (first >= 0) {
        chars[count++] = (char) first;
      } else if ((first & 0xe0) == 0xc0) {
        chars[count++] = (char) ((first & 0x1f) << 6 | bytes[at++] & 0x3f);
      } else {
        chars[count++] =
            (char) ((first & 0xf) << 12 | (bytes[at++] & 0x3f) << 6 | bytes[at++] & 0x3f);
      }
    }
    return new String(chars, 0, count);
  }
}
