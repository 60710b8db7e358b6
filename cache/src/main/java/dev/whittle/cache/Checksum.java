package dev.whittle.cache;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * For telling whether a file is still what we wrote, in a process that is over before a SHA-256 of
 * it would be: CRC-32 and CRC-32C, one in each half of a long.
 */
public final class Checksum {
  private Checksum() {}

  /** The checksum of {@code bytes}. */
  public static long of(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    CRC32C other = new CRC32C();
    other.update(bytes, 0, bytes.length);
    return crc.getValue() << Integer.SIZE | other.getValue();
  }
}
