package dev.whittle.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest of what others look at: outputs, by which people and scripts compare them, and what a
 * remote cache holds, whose protocol names contents so.
 */
public final class Sha256 {
  private Sha256() {}

  /** One to feed. */
  public static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
