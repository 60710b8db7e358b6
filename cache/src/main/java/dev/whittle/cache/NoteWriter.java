package dev.whittle.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts together what {@link NoteReader} reads. Big-endian. */
public final class NoteWriter {
  private ByteBuffer out = ByteBuffer.allocate(1 << 12);

  /** A number. */
  public NoteWriter number(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  /** A number. */
  public NoteWriter number(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** The bytes of a digest. */
  public NoteWriter digest(Digest digest) {
    return raw(digest.raw());
  }

  /** Bytes, with their length before them. */
  public NoteWriter bytes(byte[] bytes) {
    return number(bytes.length).raw(bytes);
  }

  /** A text as UTF-8, with its length before it. */
  public NoteWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes without a length. */
  NoteWriter raw(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      ByteBuffer larger = ByteBuffer.allocate(2 * out.capacity() + bytes);
      out = larger.put(out.flip());
    }
    return out;
  }

  /** All that was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
