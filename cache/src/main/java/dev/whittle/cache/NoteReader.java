package dev.whittle.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link NoteWriter} wrote, in the same order, and nothing else: notes have a checksum.
 */
public final class NoteReader {
  private final ByteBuffer in;

  /** Of all of {@code bytes}. */
  public NoteReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  NoteReader(ByteBuffer in) {
    this.in = in;
  }

  /** A number of 4 bytes. */
  public int number() {
    return in.getInt();
  }

  /** A number of 8 bytes. */
  public long longNumber() {
    return in.getLong();
  }

  /** A digest. */
  public Digest digest() {
    byte[] raw = new byte[Digest.LENGTH];
    in.get(raw);
    return Digest.ofRaw(raw);
  }

  /** Bytes with their length before them. */
  public byte[] bytes() {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  /** A text with its length before it. */
  public String text() {
    int length = in.getInt();
    int start = in.position();
    in.position(start + length);
    return new String(in.array(), in.arrayOffset() + start, length, StandardCharsets.UTF_8);
  }
}
