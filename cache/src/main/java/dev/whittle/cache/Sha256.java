package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest of what others look at: outputs, by which people and scripts compare them, and what a
 * remote cache holds, whose protocol names contents so.
 */
public final class Sha256 {
  private Sha256() {}

  /** The SHA-256 of {@code content}. */
  public static Digest of(byte[] content) {
    return Digest.ofRaw(fresh().digest(content));
  }

  /** The SHA-256 of a file's content, as {@code sha256sum} prints it. */
  public static Digest ofFile(Path file) throws IOException {
    return Digest.ofFile(file, fresh());
  }

  static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
