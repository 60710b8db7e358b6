package dev.whittle.digest;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * For telling whether a file is still what we wrote, in a process that is over before a digest of
 * it would be: CRC-32 and CRC-32C, one in each half of a long.
 */
public final class Checksum implements java.util.zip.Checksum {
  /** The most bytes of a file that is read as a whole, to see whether it is what was written. */
  public static final long MOST_BYTES = 1L << 29;

  private final CRC32 crc = new CRC32();
  private final CRC32C other = new CRC32C();

  /** The checksum of {@code bytes}. */
  public static long of(byte[] bytes) {
    Checksum checksum = new Checksum();
    checksum.update(bytes, 0, bytes.length);
    return checksum.getValue();
  }

  /** The CRC-32C alone of {@code length} bytes: what small files end with. */
  public static int crc32c(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  @Override
  public void update(int b) {
    crc.update(b);
    other.update(b);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    crc.update(bytes, offset, length);
    other.update(bytes, offset, length);
  }

  @Override
  public long getValue() {
    return crc.getValue() << Integer.SIZE | other.getValue();
  }

  @Override
  public void reset() {
    crc.reset();
    other.reset();
  }
}
