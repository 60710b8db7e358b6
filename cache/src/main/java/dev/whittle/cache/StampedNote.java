package dev.whittle.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A note that holds for as long as some files stay what they are. It is found by the whole of its
 * name, which may be long.
 *
 * <p>▸ Reading one is a process of its own, of which most is the start of the JVM: no digests (the
 * first SHA-256 of a process takes 6 ms), and none of what the JVM puts together at run time, such
 * as lambdas, concatenations and the equality of records.
 */
public final class StampedNote {
  /** The shelf of the cache directory with the notes. */
  static final String SHELF = "notes";

  private static final int MAGIC = 0x57_53_4E_31; // WSN1
  private static final long FNV_PRIME = 0x100000001b3L;

  private StampedNote() {}

  /** Keeps {@code note}; where that cannot be, there is none. */
  public static void keep(Path cacheDirectory, byte[] name, FileStamps stamps, byte[] note) {
    NoteWriter out = new NoteWriter().number(MAGIC).bytes(name);
    stamps.write(out);
    byte[] content = out.bytes(note).number(0).toBytes();
    int length = content.length - Integer.BYTES;
    ByteBuffer.wrap(content).putInt(length, checksum(content, length));
    try {
      new CacheDirectory(cacheDirectory).publish(SHELF, address(name), content);
    } catch (IOException _) {
      // The next build finds out for itself.
    }
  }

  /**
   * A note that holds.
   *
   * @param stamps of the files that it depends on
   */
  public record Found(FileStamps stamps, byte[] note) {}

  /** The note of that name; empty when there is none, or one of its files is another now. */
  public static Optional<Found> find(Path cacheDirectory, byte[] name) {
    CacheDirectory directory = new CacheDirectory(cacheDirectory);
    Digest address = address(name);
    Optional<byte[]> content = directory.read(SHELF, address);
    Found found = content.isEmpty() || !isIntact(content.get()) ? null : read(content.get(), name);
    if (found != null) {
      directory.touch(SHELF, address);
    }
    return Optional.ofNullable(found);
  }

  private static Found read(byte[] content, byte[] name) {
    NoteReader in =
        new NoteReader(ByteBuffer.wrap(content, Integer.BYTES, content.length - 2 * Integer.BYTES));
    if (!Arrays.equals(in.bytes(), name)) {
      return null;
    }
    FileStamps stamps = FileStamps.read(in);
    return stamps.areCurrent() ? new Found(stamps, in.bytes()) : null;
  }

  /** Whether it is a note that was written as it is. */
  static boolean isIntact(byte[] content) {
    int length = content.length - Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(content);
    return length > Integer.BYTES
        && in.getInt(0) == MAGIC
        && in.getInt(length) == checksum(content, length);
  }

  /** Where a note is. Of two names with one address the later wins: the name stands in the note. */
  private static Digest address(byte[] name) {
    return new Digest(fnv(name, 1), fnv(name, 2), fnv(name, 3), fnv(name, 4));
  }

  /** FNV-1a. */
  private static long fnv(byte[] bytes, long seed) {
    long hash = 0xcbf29ce484222325L + seed;
    for (byte b : bytes) {
      hash = (hash ^ b & 0xff) * FNV_PRIME;
    }
    return hash;
  }

  /** Here as well, so that finding a note loads no class for it. */
  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
