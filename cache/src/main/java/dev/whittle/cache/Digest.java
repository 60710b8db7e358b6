package dev.whittle.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256, as four longs so that it is cheap to keep, compare and use in a map. */
public record Digest(long first, long second, long third, long fourth)
    implements Comparable<Digest> {
  /** The length in bytes. */
  public static final int LENGTH = 32;

  private static final int CHUNK = 1 << 16;

  /** The digest of {@code content}. */
  public static Digest of(byte[] content) {
    return ofRaw(sha256().digest(content));
  }

  /** The digest of a file's content. */
  public static Digest ofFile(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        sha256.update(chunk, 0, read);
      }
    }
    return ofRaw(sha256.digest());
  }

  /**
   * The digest whose bytes are {@code raw}.
   *
   * @throws IllegalArgumentException unless there are exactly {@link #LENGTH} of them
   */
  public static Digest ofRaw(byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 has " + LENGTH + " bytes, not " + raw.length);
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

  /** Lower-case hexadecimal, as {@code sha256sum} prints it. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(raw());
  }

  /** A fresh SHA-256 to feed. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
