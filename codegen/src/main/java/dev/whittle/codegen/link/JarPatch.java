package dev.whittle.codegen.link;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Puts other contents into a jar that {@link ZipWriter} wrote. The bytes are those that it would
 * have written with these contents in the first place: all else is copied as it lies.
 */
public final class JarPatch {
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int END_RECORD = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;

  private final byte[] jar;
  private final ByteBuffer in;
  private final Map<String, Deflated> contents;
  private final ByteArrayOutputStream out;
  private byte[] central;

  /** Where what is not yet copied begins. */
  private int copied;

  private int replaced;

  private JarPatch(byte[] jar, Map<String, Deflated> contents) {
    this.jar = jar;
    this.in = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
    this.contents = contents;
    this.out = new ByteArrayOutputStream(jar.length + (jar.length >> 4));
  }

  /**
   * The jar with {@code contents} in the place of those of the same names; empty when it has not
   * all of these entries, or is not laid out as we lay out jars of less than 65,535 entries.
   */
  public static Optional<byte[]> replace(byte[] jar, Map<String, Deflated> contents) {
    return new JarPatch(jar, contents).run();
  }

  private Optional<byte[]> run() {
    int end = jar.length - END_RECORD;
    if (end < 0 || in.getInt(end) != END_SIGNATURE) {
      return Optional.empty();
    }
    int size = in.getInt(end + 12);
    int start = in.getInt(end + 16);
    if (size < 0 || start < 0 || start + size != end) {
      return Optional.empty();
    }
    central = Arrays.copyOfRange(jar, start, end);
    if (!entries(start) || replaced != contents.size()) {
      return Optional.empty();
    }
    out.write(jar, copied, start - copied);
    int newStart = out.size();
    out.writeBytes(central);
    byte[] last = Arrays.copyOfRange(jar, end, jar.length);
    littleEndian(last).putInt(16, newStart);
    out.writeBytes(last);
    return Optional.of(out.toByteArray());
  }

  /** Whether the entries lie one behind the other, up to the directory. */
  private boolean entries(int directory) {
    ByteBuffer row = littleEndian(central);
    int at = 0;
    int shift = 0;
    for (int p = 0; p < central.length; ) {
      if (p + CENTRAL_HEADER > central.length || row.getInt(p) != CENTRAL_SIGNATURE) {
        return false;
      }
      int nameLength = Short.toUnsignedInt(row.getShort(p + 28));
      int dataLength = row.getInt(p + 20);
      int data = at + LOCAL_HEADER + nameLength;
      if (row.getInt(p + 30) != 0 || row.getInt(p + 42) != at || data + dataLength > directory) {
        return false;
      }
      row.putInt(p + 42, at + shift);
      String name = new String(central, p + CENTRAL_HEADER, nameLength, StandardCharsets.UTF_8);
      Deflated content = contents.get(name);
      if (content != null) {
        replace(at, data, dataLength, content);
        describe(row, p + 10, content);
        shift += content.data().length - dataLength;
      }
      at = data + dataLength;
      p += CENTRAL_HEADER + nameLength;
    }
    return at == directory;
  }

  private void replace(int local, int data, int dataLength, Deflated content) {
    out.write(jar, copied, local - copied);
    byte[] header = Arrays.copyOfRange(jar, local, data);
    describe(littleEndian(header), 8, content);
    out.writeBytes(header);
    out.writeBytes(content.data());
    copied = data + dataLength;
    replaced++;
  }

  /** The fields that both headers have in this order; times stay. */
  private static void describe(ByteBuffer header, int method, Deflated content) {
    header.putShort(method, (short) content.method());
    header.putInt(method + 6, content.crc());
    header.putInt(method + 10, content.data().length);
    header.putInt(method + 14, content.size());
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
