package dev.whittle.testkit.crate;

import dev.whittle.digest.Blake3;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * A crate file taken apart, changed, and put together again with checksums that are right.
 *
 * <p>Not for several threads. What is put together unchanged has the bytes it had.
 */
public final class CrateSurgery {
  private final Map<Integer, Part> parts = new TreeMap<>();
  private final byte[] identity;

  /** The three counts of names in the header. */
  private final byte[] counts;

  /** The hash codes of names. */
  private final byte[] names;

  private int major;
  private int minor;
  private int features;

  /** A section: its table entry without its place, and its bytes. */
  private record Part(int flags, int count, byte[] bytes) {}

  /**
   * A function as the crate names it.
   *
   * @param release 0, or the release of a multi-release variant
   */
  public record Function(String owner, int release, String name, String descriptor) {}

  /** Whether the identity in the header follows what was done to the sections. */
  public enum Identity {
    /** It stays: the crate pretends to be what it was, and only {@code verify} can tell. */
    KEPT,
    /** It is the digest of the changed sections. */
    COMPUTED
  }

  private CrateSurgery(byte[] file) {
    ByteBuffer in = little(file);
    major = in.getShort(8);
    minor = in.getShort(10);
    features = in.getInt(12);
    identity = Arrays.copyOfRange(file, 32, 64);
    counts = Arrays.copyOfRange(file, 64, 76);
    names = Arrays.copyOfRange(file, names(in), names(in) + namesLength(in));
    for (int i = 0; i < in.getInt(24); i++) {
      int at = CrateFormat.HEADER_SIZE + CrateFormat.ENTRY_SIZE * i;
      int offset = Math.toIntExact(in.getLong(at + 8));
      int length = Math.toIntExact(in.getLong(at + 16));
      byte[] bytes = Arrays.copyOfRange(file, offset, offset + length);
      parts.put(in.getInt(at), new Part(in.getInt(at + 4), in.getInt(at + 24), bytes));
    }
  }

  /** Where the hash codes of names start. */
  private static int names(ByteBuffer file) {
    int roots = chunks(4 * file.getInt(28));
    return CrateFormat.HEADER_SIZE + CrateFormat.ENTRY_SIZE * file.getInt(24) + 4 * roots;
  }

  private static int namesLength(ByteBuffer file) {
    return 4 * (file.getInt(64) + file.getInt(68));
  }

  /** The hash codes of names, four bytes for each, to look at and to change. */
  public byte[] names() {
    return names;
  }

  /** Takes a crate file apart, which must not be damaged. */
  public static CrateSurgery of(byte[] file) {
    return new CrateSurgery(file);
  }

  /** Takes a crate file apart, which must not be damaged. */
  public static CrateSurgery open(Path file) throws IOException {
    return new CrateSurgery(Files.readAllBytes(file));
  }

  /** Overwrites the bodies of functions with a byte; returns how many there were. */
  public int overwriteBodies(Predicate<Function> functions, int filler) {
    return overwrite(Section.BODIES, 12, functions, filler);
  }

  /** Overwrites the locations of functions with a byte; returns how many there were. */
  public int overwriteLocations(Predicate<Function> functions, int filler) {
    return overwrite(Section.LOCATIONS, 16, functions, filler);
  }

  private int overwrite(Section section, int column, Predicate<Function> functions, int filler) {
    int[] count = new int[1];
    byte[] target = bytes(section);
    ByteBuffer rows = little(bytes(Section.FUNCTIONS));
    int size = Section.FUNCTIONS.rowSize();
    forEachFunction(
        (row, function) -> {
          int from = rows.getInt(row * size + column);
          int to = rows.getInt((row + 1) * size + column);
          if (from < to && functions.test(function)) {
            Arrays.fill(target, from, to, (byte) filler);
            count[0]++;
          }
        });
    return count[0];
  }

  private interface FunctionVisitor {
    void visit(int row, Function function);
  }

  private void forEachFunction(FunctionVisitor visitor) {
    ByteBuffer functions = little(bytes(Section.FUNCTIONS));
    for (Section section : new Section[] {Section.CLASSES, Section.VARIANTS}) {
      ByteBuffer classes = little(bytes(section));
      int size = section.rowSize();
      for (int row = 0; row < parts.get(section.id()).count(); row++) {
        String owner = string(classes.getInt(row * size));
        int release = classes.getInt(row * size + 28);
        int end = classes.getInt((row + 1) * size + 24);
        for (int function = classes.getInt(row * size + 24); function < end; function++) {
          int at = function * Section.FUNCTIONS.rowSize();
          String name = string(functions.getInt(at + 4));
          String descriptor = string(functions.getInt(at + 8));
          visitor.visit(function, new Function(owner, release, name, descriptor));
        }
      }
    }
  }

  /** A string of the crate; names beyond ASCII come out wrong, which no caller minds. */
  private String string(int id) {
    ByteBuffer offsets = little(bytes(Section.STRING_OFFSETS));
    int from = offsets.getInt(4 * id);
    int to = offsets.getInt(4 * id + 4);
    return new String(bytes(Section.STRING_DATA), from, to - from, StandardCharsets.UTF_8);
  }

  /** How many sections there are. */
  public int sectionCount() {
    return parts.size();
  }

  /** Whether the file has this section. */
  public boolean has(Section section) {
    return parts.containsKey(section.id());
  }

  /** The bytes of a section, to look at and to change. */
  public byte[] bytes(Section section) {
    return parts.get(section.id()).bytes();
  }

  /** Replaces the bytes of a section; a table's count is {@code count}, a stream's 0. */
  public CrateSurgery replace(Section section, int count, byte[] bytes) {
    parts.put(section.id(), new Part(section.flags(), count, bytes));
    return this;
  }

  /** Adds a section of any number. */
  public CrateSurgery add(int id, int flags, byte[] bytes) {
    parts.put(id, new Part(flags, 0, bytes));
    return this;
  }

  /** Leaves a section out. */
  public CrateSurgery remove(Section section) {
    parts.remove(section.id());
    return this;
  }

  /** Sets the format version. */
  public CrateSurgery version(int newMajor, int newMinor) {
    major = newMajor;
    minor = newMinor;
    return this;
  }

  /** Sets feature bits in addition to those there are. */
  public CrateSurgery features(int more) {
    features |= more;
    return this;
  }

  /** The file put together again. */
  public byte[] toBytes(Identity identityIs) {
    int dataLength = 0;
    for (Part part : parts.values()) {
      dataLength = align(dataLength) + part.bytes().length;
    }
    int chunks = chunks(dataLength);
    int roots = chunks(4 * chunks);
    int hashes = CrateFormat.HEADER_SIZE + CrateFormat.ENTRY_SIZE * parts.size() + 4 * roots;
    int checked = hashes + names.length;
    int table = align(checked + 4);
    int data = align(table + 4 * chunks);
    byte[] file = new byte[data + dataLength];
    ByteBuffer out = little(file);
    entries(out, data);
    for (int chunk = 0; chunk < chunks; chunk++) {
      out.putInt(
          table + 4 * chunk, checksum(file, data + chunk * CrateFormat.CHUNK_SIZE, file.length));
    }
    for (int root = 0; root < roots; root++) {
      int sum = checksum(file, table + root * CrateFormat.CHUNK_SIZE, table + 4 * chunks);
      out.putInt(hashes - 4 * (roots - root), sum);
    }
    out.putLong(0, CrateFormat.MAGIC);
    out.putShort(8, (short) major);
    out.putShort(10, (short) minor);
    out.putInt(12, features);
    out.putLong(16, file.length);
    out.putInt(24, parts.size());
    out.putInt(28, chunks);
    out.put(64, counts);
    out.put(hashes, names);
    out.put(32, identityIs == Identity.KEPT ? identity : digest());
    seal(file, checked);
    return file;
  }

  private void entries(ByteBuffer out, int data) {
    int at = CrateFormat.HEADER_SIZE;
    int offset = data;
    for (Map.Entry<Integer, Part> entry : parts.entrySet()) {
      Part part = entry.getValue();
      offset = data + align(offset - data);
      out.putInt(at, entry.getKey());
      out.putInt(at + 4, part.flags());
      out.putLong(at + 8, offset);
      out.putLong(at + 16, part.bytes().length);
      out.putInt(at + 24, part.count());
      out.put(offset, part.bytes());
      offset += part.bytes().length;
      at += CrateFormat.ENTRY_SIZE;
    }
  }

  /**
   * Rewrites the checksum of a file's header and section table, whatever they hold; of a header
   * that says of more hash codes than the file has room for there is none.
   */
  public static void sealHeader(byte[] file) {
    ByteBuffer in = little(file);
    long end = names(in) + 4L * in.getInt(64) + 4L * in.getInt(68);
    if (end >= 0 && end + 4 <= file.length) {
      seal(file, (int) end);
    }
  }

  private static void seal(byte[] file, int checked) {
    CRC32C crc = new CRC32C();
    crc.update(file, 0, checked);
    little(file).putInt(checked, (int) crc.getValue());
  }

  private byte[] digest() {
    MessageDigest digest = new Blake3();
    ByteBuffer start = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    digest.update(start.putLong(CrateFormat.MAGIC).putInt(major).putInt(features).array());
    parts.forEach(
        (id, part) -> {
          if ((part.flags() & CrateFormat.PRIMARY) != 0) {
            ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            digest.update(
                head.putInt(id).putInt(part.count()).putLong(part.bytes().length).array());
            digest.update(part.bytes());
          }
        });
    return digest.digest();
  }

  private static int checksum(byte[] file, int from, int end) {
    CRC32C crc = new CRC32C();
    crc.update(file, from, Math.min(CrateFormat.CHUNK_SIZE, end - from));
    return (int) crc.getValue();
  }

  private static int chunks(int bytes) {
    return Math.ceilDiv(bytes, CrateFormat.CHUNK_SIZE);
  }

  private static int align(int offset) {
    return offset + 7 & -8;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
