package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * For telling whether a file is still what we wrote, in a process that is over before a SHA-256 of
 * it would be: CRC-32 and CRC-32C, one in each half of a long.
 */
public final class Checksum {
  /** Of a file that is read as a whole, to see whether it is the one that was written. */
  private static final long MOST_BYTES = 1L << 29;

  private Checksum() {}

  /**
   * The checksum of a file that was just written; empty when it is another by now, or too large to
   * be read as a whole.
   *
   * @param sha256 of what was written
   */
  public static OptionalLong ofWritten(Path file, Digest sha256) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return OptionalLong.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    return Sha256.of(bytes).equals(sha256) ? OptionalLong.of(of(bytes)) : OptionalLong.empty();
  }

  /** The checksum of {@code bytes}. */
  public static long of(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    CRC32C other = new CRC32C();
    other.update(bytes, 0, bytes.length);
    return crc.getValue() << Integer.SIZE | other.getValue();
  }
}
