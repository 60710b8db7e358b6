package dev.whittle.cache;

import dev.whittle.digest.Blake3;
import dev.whittle.digest.Checksum;
import dev.whittle.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A digest of 256 bits, as four longs so that it is cheap to keep, compare and use in a map:
 * BLAKE3, but for what leaves Whittle, which has its {@linkplain Sha256 SHA-256}.
 */
public record Digest(long first, long second, long third, long fourth)
    implements Comparable<Digest> {
  /** The length in bytes. */
  public static final int LENGTH = 32;

  private static final int CHUNK = 1 << 16;

  /** The digest of {@code content}. */
  public static Digest of(byte[] content) {
    return ofRaw(fresh().digest(content));
  }

  /** The digest of a file's content. */
  public static Digest ofFile(Path file) throws IOException {
    return ofFile(file, fresh(), null);
  }

  /** The digest of a file's content, which is added to {@code checksum}. */
  static Digest ofFile(Path file, Checksum checksum) throws IOException {
    return ofFile(file, fresh(), checksum);
  }

  /** The SHA-256 of {@code content}. */
  public static Digest sha256(byte[] content) {
    return ofRaw(Sha256.fresh().digest(content));
  }

  /** The SHA-256 of a file's content, as {@code sha256sum} prints it. */
  public static Digest sha256OfFile(Path file) throws IOException {
    return ofFile(file, Sha256.fresh(), null);
  }

  private static Digest ofFile(Path file, MessageDigest digest, Checksum checksum)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
        if (checksum != null) {
          checksum.update(chunk, 0, read);
        }
      }
    }
    return ofRaw(digest.digest());
  }

  /**
   * The digest whose bytes are {@code raw}.
   *
   * @throws IllegalArgumentException unless there are exactly {@link #LENGTH} of them
   */
  public static Digest ofRaw(byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException("a digest has " + LENGTH + " bytes, not " + raw.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(raw);
    return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** The bytes. */
  public byte[] raw() {
    return ByteBuffer.allocate(LENGTH)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** In the order of their bytes. */
  @Override
  public int compareTo(Digest other) {
    int order = Long.compareUnsigned(first, other.first);
    if (order == 0) {
      order = Long.compareUnsigned(second, other.second);
    }
    if (order == 0) {
      order = Long.compareUnsigned(third, other.third);
    }
    return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
  }

  /** As a record's, see {@link StatRecord#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest
        && first == digest.first
        && second == digest.second
        && third == digest.third
        && fourth == digest.fourth;
  }

  /** Some of its bits, which are random. */
  @Override
  public int hashCode() {
    return (int) first;
  }

  /** Lower-case hexadecimal, as {@code b3sum} and {@code sha256sum} print it. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(raw());
  }

  /** A fresh BLAKE3 to feed. */
  public static MessageDigest fresh() {
    return new Blake3();
  }
}
