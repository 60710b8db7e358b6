package dev.whittle.ir.crate;

import dev.whittle.digest.Blake3;
import dev.whittle.digest.Checksum;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Places finished sections in a file: offsets, checksums, identity, prologue. */
final class CrateLayout {
  private static final byte[] PADDING = new byte[8];

  private final int features;
  private final CrateNames names;
  private final MessageDigest digest;
  private final List<Placed> sections = new ArrayList<>();
  private final List<byte[]> data = new ArrayList<>();
  private long dataLength;

  /** A section with its place relative to the start of data. */
  private record Placed(Section section, int count, long offset, long length) {}

  CrateLayout(int features, CrateNames names) {
    this.features = features;
    this.names = names;
    this.digest = identityDigest(features);
  }

  /** Adds a section; they come in order of their numbers. */
  void add(Section section, int count, List<byte[]> contents) {
    int padding = (int) (CrateFormat.align(dataLength) - dataLength);
    append(Arrays.copyOf(PADDING, padding));
    long offset = dataLength;
    contents.forEach(this::append);
    long length = dataLength - offset;
    sections.add(new Placed(section, count, offset, length));
    if (section.isPrimary()) {
      digest.update(identityHeader(section, count, length));
      contents.forEach(digest::update);
    }
  }

  private void append(byte[] piece) {
    data.add(piece);
    dataLength += piece.length;
  }

  /** The digest of an identity, after what does not belong to a section. */
  static MessageDigest identityDigest(int features) {
    MessageDigest digest = new Blake3();
    ByteOutput out = new ByteOutput();
    out.u64(CrateFormat.MAGIC);
    out.u32(CrateFormat.MAJOR);
    out.u32(features);
    digest.update(out.toBytes());
    return digest;
  }

  /** What the identity's digest takes before the bytes of a primary section. */
  static byte[] identityHeader(Section section, int count, long length) {
    ByteOutput out = new ByteOutput();
    out.u32(section.id());
    out.u32(count);
    out.u64(length);
    return out.toBytes();
  }

  /** Bytes of the file, or a little less. */
  int size() {
    return (int) Math.min(dataLength + prologueSize(), 1 << 30);
  }

  private long prologueSize() {
    return Prologue.size(sections.size(), dataLength, names);
  }

  void writeTo(OutputStream out) throws IOException {
    ByteOutput checksums = checksums();
    byte[] table = checksums.toBytes();
    long start = prologueSize();
    long dataStart = CrateFormat.align(start + table.length);
    byte[] prologue = prologue(table, dataStart);
    out.write(prologue);
    out.write(PADDING, 0, (int) (start - prologue.length));
    out.write(table);
    out.write(PADDING, 0, (int) (dataStart - start - table.length));
    for (byte[] piece : data) {
      out.write(piece);
    }
  }

  private byte[] prologue(byte[] checksumTable, long dataStart) {
    ByteOutput out = new ByteOutput();
    out.u64(CrateFormat.MAGIC);
    out.u16(CrateFormat.MAJOR);
    out.u16(CrateFormat.MINOR);
    out.u32(features);
    out.u64(dataStart + dataLength);
    out.u32(sections.size());
    out.u32(checksumTable.length / 4);
    out.bytes(digest.digest());
    out.u32(names.hashes().classes().length);
    out.u32(names.hashes().paths().length);
    out.u32(names.classNames());
    out.u32(0);
    for (Placed placed : sections) {
      out.u32(placed.section().id());
      out.u32(placed.section().flags());
      out.u64(dataStart + placed.offset());
      out.u64(placed.length());
      out.u32(placed.count());
      out.u32(0);
    }
    for (int at = 0; at < checksumTable.length; at += CrateFormat.CHUNK_SIZE) {
      int length = Math.min(CrateFormat.CHUNK_SIZE, checksumTable.length - at);
      out.u32(Checksum.crc32c(checksumTable, at, length));
    }
    for (int hash : names.hashes().classes()) {
      out.u32(hash);
    }
    for (int hash : names.hashes().paths()) {
      out.u32(hash);
    }
    out.u32(Checksum.crc32c(out.toBytes(), 0, out.size()));
    return out.toBytes();
  }

  /** A checksum for each chunk of data. */
  private ByteOutput checksums() {
    ByteOutput sums = new ByteOutput();
    CRC32C crc = new CRC32C();
    int filled = 0;
    for (byte[] piece : data) {
      for (int at = 0; at < piece.length; ) {
        int count = Math.min(piece.length - at, CrateFormat.CHUNK_SIZE - filled);
        crc.update(piece, at, count);
        at += count;
        filled += count;
        if (filled == CrateFormat.CHUNK_SIZE) {
          sums.u32((int) crc.getValue());
          crc.reset();
          filled = 0;
        }
      }
    }
    if (filled > 0) {
      sums.u32((int) crc.getValue());
    }
    return sums;
  }
}
