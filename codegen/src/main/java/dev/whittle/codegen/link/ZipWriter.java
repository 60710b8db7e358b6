package dev.whittle.codegen.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes zip files from entries that were compressed beforehand, so that compression may run on all
 * threads and the file is still written in order. Every byte follows from the entries: times are
 * fixed, no extra fields, no data descriptors.
 *
 * <p>Follows the .ZIP File Format Specification (APPNOTE 6.3), sections 4.3.7, 4.3.12 and, for more
 * than 65,535 entries, 4.3.14 and 4.3.15. An archive of 4 GB or more is refused.
 */
final class ZipWriter {
  private static final int UTF_8_NAMES = 1 << 11;
  private static final int VERSION_2_0 = 20;
  private static final int VERSION_4_5 = 45;

  /** 1980-02-01 00:00:00: the first time that is the same date in every time zone's reading. */
  private static final int DOS_DATE = (2 << 5) | 1;

  /**
   * Two seconds past midnight, the next time that DOS can say. Loaders that compile a source lying
   * beside its class do so unless the class is the newer of the two, and lowered classes came from
   * these sources.
   */
  private static final int DOS_TIME_OF_CLASSES = 1;

  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int MAX_SHORT = 0xFFFF;
  private static final long MAX_INT = 0xFFFF_FFFFL;

  private final OutputStream out;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private long offset;
  private int count;

  ZipWriter(OutputStream out) {
    this.out = out;
  }

  /** An entry, ready to be written. */
  record Packed(byte[] name, Deflated content) {
    byte[] data() {
      return content.data();
    }
  }

  /** Compresses {@code content}. */
  static Packed pack(String name, byte[] content) {
    return pack(name, Deflated.of(content));
  }

  static Packed pack(String name, Deflated content) {
    return new Packed(name.getBytes(StandardCharsets.UTF_8), content);
  }

  void write(Packed entry) throws IOException {
    long start = offset;
    ByteBuffer local = littleEndian(LOCAL_HEADER).putInt(0x04034b50);
    common(local, entry);
    emit(local.array());
    emit(entry.name());
    emit(entry.data());
    if (offset > MAX_INT) {
      throw new IOException("the archive would be larger than 4 GB");
    }
    ByteBuffer central = littleEndian(CENTRAL_HEADER).putInt(0x02014b50);
    central.putShort((short) VERSION_2_0);
    common(central, entry);
    central.position(CENTRAL_HEADER - Integer.BYTES).putInt((int) start);
    directory.writeBytes(central.array());
    directory.writeBytes(entry.name());
    count++;
  }

  /** The fields that both headers have in this order; lengths of extra fields stay 0. */
  private static void common(ByteBuffer header, Packed entry) {
    header
        .putShort((short) VERSION_2_0)
        .putShort((short) UTF_8_NAMES)
        .putShort((short) entry.content().method())
        .putShort((short) (isClass(entry) ? DOS_TIME_OF_CLASSES : 0))
        .putShort((short) DOS_DATE)
        .putInt(entry.content().crc())
        .putInt(entry.data().length)
        .putInt(entry.content().size())
        .putShort((short) entry.name().length);
  }

  private static boolean isClass(Packed entry) {
    return new String(entry.name(), StandardCharsets.UTF_8).endsWith(".class");
  }

  /** Writes the directory. The stream stays open. */
  void finish() throws IOException {
    long directoryStart = offset;
    emit(directory.toByteArray());
    if (count > MAX_SHORT) {
      zip64End(directoryStart);
    }
    int shortCount = Math.min(count, MAX_SHORT);
    ByteBuffer end = littleEndian(22).putInt(0x06054b50).putInt(0);
    end.putShort((short) shortCount).putShort((short) shortCount);
    end.putInt(directory.size()).putInt((int) directoryStart);
    emit(end.array());
  }

  private void zip64End(long directoryStart) throws IOException {
    long zip64Start = offset;
    ByteBuffer end = littleEndian(56).putInt(0x06064b50).putLong(44);
    end.putShort((short) VERSION_4_5).putShort((short) VERSION_4_5).putInt(0).putInt(0);
    end.putLong(count).putLong(count).putLong(directory.size()).putLong(directoryStart);
    emit(end.array());
    emit(littleEndian(20).putInt(0x07064b50).putInt(0).putLong(zip64Start).putInt(1).array());
  }

  private void emit(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
