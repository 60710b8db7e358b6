package dev.whittle.codegen.link;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a file as a zip archive holds it. It can be kept and put into another archive as
 * it lies: compressing takes longer than anything else that linking does.
 *
 * @param method 8 when {@code data} is deflated (RFC 1951), 0 when that would not make it smaller
 * @param crc CRC-32 of the content
 * @param size of the content in bytes
 */
public record Deflated(int method, int crc, int size, byte[] data) {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Compresses {@code content}, unless that would not make it smaller. */
  public static Deflated of(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    byte[] deflated = Deflation.USUAL.of(content);
    boolean smaller = deflated.length < content.length;
    return new Deflated(
        smaller ? DEFLATED : STORED,
        (int) crc.getValue(),
        content.length,
        smaller ? deflated : content);
  }

  /**
   * The content.
   *
   * @throws IOException when this is not what {@link #of} gives
   */
  public byte[] content() throws IOException {
    byte[] content = method == STORED ? data : inflate();
    CRC32 actual = new CRC32();
    actual.update(content);
    if (content.length != size || (int) actual.getValue() != crc) {
      throw new IOException("compressed data of another content");
    }
    return content;
  }

  private byte[] inflate() throws IOException {
    byte[] content = new byte[size];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(data);
      if (inflater.inflate(content) != size) {
        throw new IOException("compressed data of another content");
      }
      return content;
    } catch (DataFormatException malformed) {
      throw new IOException(malformed);
    }
  }
}
