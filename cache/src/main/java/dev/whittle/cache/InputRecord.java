package dev.whittle.cache;

import dev.whittle.digest.Checksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What was found out about the files of an input, as it is kept on disk. */
record InputRecord(List<Row> rows) {
  static final InputRecord EMPTY = new InputRecord(List.of());

  private static final int MAGIC = 0x57_49_4E_32; // WIN2
  private static final int CHECKSUM = Integer.BYTES;

  /**
   * One file.
   *
   * @param readNs when the reading that gave digest and checksum began
   * @param checksum of a file in a directory; otherwise 0
   */
  record Row(String name, StatRecord stat, long readNs, Digest digest, long checksum) {
    /** Whether a change since then could be hiding behind an equal stat record. */
    boolean racy() {
      return stat.lastTouchedNs() > readNs - InputIdentity.RACY_NS;
    }
  }

  /** The record in {@code bytes}, or empty when they are damaged or of another format. */
  static Optional<InputRecord> parse(byte[] bytes) {
    int length = bytes.length - CHECKSUM;
    if (length < 0 || ByteBuffer.wrap(bytes).getInt(length) != Checksum.crc32c(bytes, 0, length)) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      if (in.readInt() != MAGIC) {
        return Optional.empty();
      }
      int count = in.readInt();
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        rows.add(readRow(in));
      }
      return Optional.of(new InputRecord(List.copyOf(rows)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Row readRow(DataInputStream in) throws IOException {
    String name = in.readUTF();
    StatRecord stat = new StatRecord(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    long readNs = in.readLong();
    Digest digest = Digest.ofRaw(in.readNBytes(Digest.LENGTH));
    return new Row(name, stat, readNs, digest, in.readLong());
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(rows.size());
      for (Row row : rows) {
        out.writeUTF(row.name());
        out.writeLong(row.stat().size());
        out.writeLong(row.stat().modifiedNs());
        out.writeLong(row.stat().changedNs());
        out.writeLong(row.stat().inode());
        out.writeLong(row.readNs());
        out.write(row.digest().raw());
        out.writeLong(row.checksum());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] payload = bytes.toByteArray();
    byte[] whole = Arrays.copyOf(payload, payload.length + CHECKSUM);
    ByteBuffer.wrap(whole).putInt(payload.length, Checksum.crc32c(payload, 0, payload.length));
    return whole;
  }
}
