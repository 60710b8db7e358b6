package dev.whittle.ir.crate;

import dev.whittle.digest.Checksum;
import dev.whittle.ir.NameHashes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The start of a crate file: header, section table, the checksums of the checksum table, and what
 * there are names of. Beside these, its length depends on nothing but the number of sections, and
 * on one checksum per 4 MiB of crate.
 *
 * @param identity digest of the primary sections, 32 bytes
 * @param dataStart where the first chunk starts
 * @param size where the checksum table starts
 */
record Prologue(
    int minor,
    int features,
    int chunkCount,
    byte[] identity,
    Map<Section, Entry> entries,
    int[] roots,
    CrateNames names,
    long dataStart,
    int size) {

  /** An entry of the section table. */
  record Entry(long offset, long length, int count) {
    /** Of an optional section that is not there. */
    static final Entry ABSENT = new Entry(0, 0, 0);
  }

  /** What can copy bytes of a file. */
  interface Bytes {
    byte[] copy(long start, int length);
  }

  Entry entry(Section section) {
    return entries.get(section);
  }

  /** Offset of the identity in the header. */
  static final int IDENTITY = 32;

  /** Offset of the counts of names in the header. */
  static final int NAMES = 64;

  /** Bytes of a prologue with so many sections, so much data, and these names. */
  static long size(int sections, long dataLength, CrateNames names) {
    long roots = roots(CrateFormat.chunks(dataLength));
    return CrateFormat.align(
        CrateFormat.HEADER_SIZE
            + (long) CrateFormat.ENTRY_SIZE * sections
            + 4 * roots
            + names.size()
            + 4);
  }

  private static long roots(long chunks) {
    return CrateFormat.chunks(4 * chunks);
  }

  /**
   * Reads and checks a prologue.
   *
   * @throws Malformed if this is no crate, or none that this version reads
   */
  static Prologue read(Bytes file, long fileLength) {
    ByteBuffer header = header(file, fileLength);
    int features = header.getInt(12);
    long length = header.getLong(16);
    int sections = header.getInt(24);
    int chunkCount = header.getInt(28);
    int classHashes = header.getInt(NAMES);
    int pathHashes = header.getInt(NAMES + 4);
    if (sections < 0
        || sections > CrateFormat.MAX_SECTIONS
        || chunkCount < 0
        || classHashes < 0
        || pathHashes < 0
        || header.getInt(NAMES + 8) < 0) {
      throw new Malformed("damaged crate: impossible header");
    }
    int rootCount = (int) roots(chunkCount);
    int rootsAt = CrateFormat.HEADER_SIZE + CrateFormat.ENTRY_SIZE * sections;
    int namesAt = rootsAt + 4 * rootCount;
    long end = namesAt + 4L * classHashes + 4L * pathHashes;
    if (fileLength < CrateFormat.align(end + 4) || end > CrateFormat.MAX_SECTION) {
      throw new Malformed("damaged crate: truncated, it ends in its header");
    }
    int checked = (int) end;
    int size = (int) CrateFormat.align(end + 4);
    byte[] bytes = file.copy(0, size);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (Checksum.crc32c(bytes, 0, checked) != buffer.getInt(checked)) {
      throw new Malformed("damaged crate: checksum mismatch in the header");
    }
    if (length != fileLength) {
      throw new Malformed(
          "damaged crate: it is %d bytes long and should be %d".formatted(fileLength, length));
    }
    if ((features & CrateFormat.REQUIRED_FEATURES) != 0) {
      throw new Malformed(
          "needs feature %#x, which this version of Whittle does not know"
              .formatted(features & CrateFormat.REQUIRED_FEATURES));
    }
    long dataStart = CrateFormat.align(size + 4L * chunkCount);
    if (dataStart > length || CrateFormat.chunks(length - dataStart) != chunkCount) {
      throw new Malformed("damaged crate: impossible header");
    }
    byte[] identity = new byte[32];
    buffer.get(IDENTITY, identity);
    int[] classes = ints(buffer, namesAt, classHashes);
    int[] paths = ints(buffer, namesAt + 4 * classHashes, pathHashes);
    return new Prologue(
        Short.toUnsignedInt(buffer.getShort(10)),
        features,
        chunkCount,
        identity,
        sections(buffer, sections, dataStart, length),
        ints(buffer, rootsAt, rootCount),
        new CrateNames(buffer.getInt(NAMES + 8), new NameHashes(classes, paths)),
        dataStart,
        size);
  }

  private static int[] ints(ByteBuffer buffer, int from, int count) {
    int[] ints = new int[count];
    buffer.slice(from, 4 * count).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(ints);
    return ints;
  }

  /** Magic and version, before anything whose place may depend on the version. */
  private static ByteBuffer header(Bytes file, long fileLength) {
    if (fileLength < 8) {
      throw new Malformed("not a MIR crate: " + fileLength + " bytes");
    }
    int length = (int) Math.min(fileLength, CrateFormat.HEADER_SIZE);
    ByteBuffer header = ByteBuffer.wrap(file.copy(0, length)).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getLong(0) != CrateFormat.MAGIC) {
      throw new Malformed("not a MIR crate");
    }
    if (length < CrateFormat.HEADER_SIZE) {
      throw new Malformed("damaged crate: truncated, it ends in its header");
    }
    int major = Short.toUnsignedInt(header.getShort(8));
    if (major != CrateFormat.MAJOR) {
      throw new Malformed(
          "crate format %d.%d, this version of Whittle reads %d.x"
              .formatted(major, Short.toUnsignedInt(header.getShort(10)), CrateFormat.MAJOR));
    }
    return header;
  }

  private static Map<Section, Entry> sections(
      ByteBuffer buffer, int sections, long dataStart, long length) {
    Map<Section, Entry> entries = new EnumMap<>(Section.class);
    for (int i = 0; i < sections; i++) {
      int at = CrateFormat.HEADER_SIZE + CrateFormat.ENTRY_SIZE * i;
      int id = buffer.getInt(at);
      Entry entry =
          new Entry(buffer.getLong(at + 8), buffer.getLong(at + 16), buffer.getInt(at + 24));
      Section section = Section.of(id);
      if (section == null && (buffer.getInt(at + 4) & CrateFormat.REQUIRED) != 0) {
        throw new Malformed(
            "needs section %d, which this version of Whittle does not know".formatted(id));
      }
      if (section != null) {
        check(section, entry, dataStart, length);
        if (entries.put(section, entry) != null) {
          throw new Malformed("damaged crate: section " + section + " twice");
        }
      }
    }
    for (Section section : Section.values()) {
      if (section.isOptional()) {
        entries.putIfAbsent(section, Entry.ABSENT);
      } else if (!entries.containsKey(section)) {
        throw new Malformed("damaged crate: no section " + section);
      }
    }
    return entries;
  }

  private static void check(Section section, Entry entry, long dataStart, long length) {
    long rows = entry.count() + (long) section.sentinelRows();
    boolean inFile =
        entry.offset() >= dataStart
            && (entry.offset() - dataStart) % 8 == 0
            && entry.length() >= 0
            && entry.offset() <= length
            && entry.length() <= length - entry.offset();
    boolean sized =
        section.rowSize() == 0
            ? entry.count() == 0 || section == Section.PENDING && entry.count() > 0
            : entry.count() >= 0 && entry.length() == rows * section.rowSize();
    if (!inFile || !sized) {
      throw new Malformed("damaged crate: section " + section + " has an impossible place");
    }
  }

  String identityText() {
    return HexFormat.of().formatHex(identity);
  }
}
