package dev.whittle.driver.generate;

import dev.whittle.cache.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * BLAKE3 over fields. A field is a tag and a value, each with its length before it (4 bytes,
 * big-endian), so that no two different lists of fields give the same bytes.
 */
public final class KeyFields {
  private final MessageDigest digest = Digest.fresh();
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

  /** Adds a field whose value is text. */
  public KeyFields add(String tag, String value) {
    return add(tag, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a field. */
  public KeyFields add(String tag, byte[] value) {
    part(tag.getBytes(StandardCharsets.UTF_8));
    part(value);
    return this;
  }

  private void part(byte[] bytes) {
    digest.update(length.clear().putInt(bytes.length).array());
    digest.update(bytes);
  }

  /** The key. Nothing may be added after it was asked for. */
  public Digest digest() {
    return Digest.ofRaw(digest.digest());
  }
}
