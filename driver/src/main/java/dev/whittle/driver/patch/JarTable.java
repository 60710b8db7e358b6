package dev.whittle.driver.patch;

import dev.whittle.digest.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The files of a jar, as they lie in it, for telling which of them another jar has, too. Folders do
 * not count, nor do order, times, comments and extra fields: nothing of these reaches a crate.
 *
 * <p>Only such jars are read as packers usually write: what {@link java.util.zip.ZipFile} would
 * refuse is refused here, and so are more than 65,534 entries or 2 GB, encryption, a comment of the
 * whole, something before the first entry, and two entries of one name.
 *
 * <p>Follows the .ZIP File Format Specification (APPNOTE 6.3), sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class JarTable {
  private static final int LOCAL_HEADER = 30;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int CENTRAL_HEADER = 46;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int END_RECORD = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int ZIP64_FIELD = 1;
  private static final int MAX_SHORT = 0xFFFF;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final byte[] jar;
  private final ByteBuffer in;

  /** Of each file: where its central header is, where its data is, and its checksum. */
  private int[] headers;

  private int[] data;
  private long[] checksums;
  private int count;

  private JarTable(byte[] jar) {
    this.jar = jar;
    this.in = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Of a jar, which must not change afterwards; empty when it is not of the usual kind. */
  static Optional<JarTable> of(byte[] jar) {
    JarTable table = new JarTable(jar);
    try {
      return table.read() ? Optional.of(table) : Optional.empty();
    } catch (IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private boolean read() {
    int end = jar.length - END_RECORD;
    if (in.getInt(end) != END_SIGNATURE || in.getShort(end + 20) != 0) {
      return false;
    }
    int all = u2(end + 10);
    int start = in.getInt(end + 16);
    boolean isUsual =
        all != MAX_SHORT && u2(end + 8) == all && in.getInt(end + 4) == 0 && start >= 0;
    if (!isUsual || in.getInt(end + 12) != end - start) {
      return false;
    }
    headers = new int[all];
    data = new int[all];
    int at = start;
    for (int i = 0; i < all; i++) {
      int next = at + CENTRAL_HEADER + u2(at + 28) + u2(at + 30) + u2(at + 32);
      if (next > end || next - at > MAX_SHORT || !add(at, start)) {
        return false;
      }
      at = next;
    }
    if (at != end) {
      return false;
    }
    sum();
    return true;
  }

  /** Whether the entry with its header {@code at} is a usual one. */
  private boolean add(int at, int directory) {
    int name = u2(at + 28);
    int method = u2(at + 10);
    int size = in.getInt(at + 24);
    int packed = in.getInt(at + 20);
    int local = in.getInt(at + 42);
    boolean isUsual =
        in.getInt(at) == CENTRAL_SIGNATURE
            && (in.getShort(at + 8) & 1) == 0
            && (method == DEFLATED || method == STORED && packed == size)
            && size >= 0
            && packed >= 0
            && name > 0
            && in.getInt(local) == LOCAL_SIGNATURE
            && hasUsualFields(at + CENTRAL_HEADER + name, u2(at + 30));
    if (!isUsual) {
      return false;
    }
    int from = local + LOCAL_HEADER + u2(local + 26) + u2(local + 28);
    if (from > directory - packed) {
      return false;
    }
    if (jar[at + CENTRAL_HEADER + name - 1] != '/') {
      headers[count] = at;
      data[count++] = from;
    }
    return true;
  }

  private boolean hasUsualFields(int from, int length) {
    int at = from;
    while (at + 4 <= from + length) {
      if (u2(at) == ZIP64_FIELD) {
        return false;
      }
      at += 4 + u2(at + 2);
    }
    return at == from + length;
  }

  /** Of the data as it lies there, compressed or not, and of what the directory says about it. */
  private void sum() {
    Checksum checksum = new Checksum();
    checksums = new long[count];
    for (int i = 0; i < count; i++) {
      int at = headers[i];
      checksum.reset();
      checksum.update(jar, at + 10, 2);
      checksum.update(jar, at + 16, 12);
      checksum.update(jar, data[i], in.getInt(at + 20));
      checksums[i] = checksum.getValue();
    }
  }

  private int u2(int at) {
    return Short.toUnsignedInt(in.getShort(at));
  }

  /** Name of a file, by its number. */
  String name(int file) {
    int at = headers[file];
    return new String(jar, at + CENTRAL_HEADER, u2(at + 28), StandardCharsets.UTF_8);
  }

  /**
   * The content of a file.
   *
   * @throws IOException when it is not what the directory says
   */
  byte[] content(int file) throws IOException {
    int at = headers[file];
    int packed = in.getInt(at + 20);
    int size = in.getInt(at + 24);
    byte[] content =
        u2(at + 10) == STORED
            ? Arrays.copyOfRange(jar, data[file], data[file] + packed)
            : inflate(data[file], packed, size);
    CRC32 crc = new CRC32();
    crc.update(content);
    if ((int) crc.getValue() != in.getInt(at + 16)) {
      throw new IOException("another content");
    }
    return content;
  }

  private byte[] inflate(int from, int packed, int size) throws IOException {
    // A byte more than there should be, so that the end of the data is seen.
    byte[] content = new byte[size + 1];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(jar, from, packed);
      if (inflater.inflate(content) != size || !inflater.finished()) {
        throw new IOException("another content");
      }
      return Arrays.copyOf(content, size);
    } catch (DataFormatException malformed) {
      throw new IOException(malformed);
    }
  }

  /**
   * What is to be kept of it: checksum, length of the name and name of each file. Empty when two
   * have the same name: which of them counts is not for us to say.
   */
  Optional<byte[]> listing() {
    Set<String> names = HashSet.newHashSet(count);
    for (int i = 0; i < count; i++) {
      if (!names.add(name(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(rows());
  }

  private byte[] rows() {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += Long.BYTES + Short.BYTES + u2(headers[i] + 28);
    }
    ByteBuffer rows = ByteBuffer.allocate(length);
    for (int i = 0; i < count; i++) {
      int name = u2(headers[i] + 28);
      rows.putLong(checksums[i]).putShort((short) name);
      rows.put(jar, headers[i] + CENTRAL_HEADER, name);
    }
    return rows.array();
  }

  /** What a jar has instead of another. */
  record Changes(List<Integer> files, byte[] listing) {}

  /**
   * The files that are not, byte by byte, those of the jar with that listing; empty when it has
   * other names.
   */
  Optional<Changes> since(byte[] listing) {
    ByteBuffer then = ByteBuffer.wrap(listing);
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!then.hasRemaining()) {
        return Optional.empty();
      }
      long checksum = then.getLong();
      int length = Short.toUnsignedInt(then.getShort());
      int from = then.position();
      int name = headers[i] + CENTRAL_HEADER;
      if (!Arrays.equals(listing, from, from + length, jar, name, name + u2(headers[i] + 28))) {
        return sinceInOtherOrder(listing);
      }
      then.position(from + length);
      if (checksum != checksums[i]) {
        changed.add(i);
      }
    }
    return then.hasRemaining() ? Optional.empty() : Optional.of(new Changes(changed, rows()));
  }

  private Optional<Changes> sinceInOtherOrder(byte[] listing) {
    Map<String, Long> left = new HashMap<>();
    for (ByteBuffer then = ByteBuffer.wrap(listing); then.hasRemaining(); ) {
      long checksum = then.getLong();
      byte[] name = new byte[Short.toUnsignedInt(then.getShort())];
      then.get(name);
      left.put(new String(name, StandardCharsets.UTF_8), checksum);
    }
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Long checksum = left.remove(name(i));
      if (checksum == null) {
        return Optional.empty();
      }
      if (checksum != checksums[i]) {
        changed.add(i);
      }
    }
    return left.isEmpty() ? Optional.of(new Changes(changed, rows())) : Optional.empty();
  }
}
