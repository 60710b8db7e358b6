package dev.whittle.cache;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What stands under {@code /ac/}: the message {@code ActionResult} of the Remote Execution API
 * (build.bazel.remote.execution.v2) with output files, in protobuf's wire format. Servers that
 * check what is put there expect it, and do not give it out without the contents that it names.
 *
 * @param key in clear as the first file's path, so that an answer to another question shows
 * @param content the digest of the first file
 * @param size of that file in bytes
 * @param others that the first one is of no use without
 */
record ActionResult(Digest key, Digest content, long size, List<Other> others) {
  /** A further output file; its digest is its path. */
  record Other(Digest content, long size) {}

  ActionResult(Digest key, Digest content, long size) {
    this(key, content, size, List.of());
  }

  // Field numbers and wire types: (field << 3) | type, type 2 is length-delimited, 0 a varint.
  private static final int OUTPUT_FILES = 2 << 3 | 2;
  private static final int FILE_PATH = 1 << 3 | 2;
  private static final int FILE_DIGEST = 2 << 3 | 2;
  private static final int DIGEST_HASH = 1 << 3 | 2;
  private static final int DIGEST_SIZE = 2 << 3;

  byte[] toBytes() {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    field(result, OUTPUT_FILES, file(key, content, size));
    for (Other other : others) {
      field(result, OUTPUT_FILES, file(other.content(), other.content(), other.size()));
    }
    return result.toByteArray();
  }

  private static byte[] file(Digest path, Digest content, long size) {
    ByteArrayOutputStream digest = new ByteArrayOutputStream();
    field(digest, DIGEST_HASH, text(content));
    varint(digest, DIGEST_SIZE);
    varint(digest, size);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    field(file, FILE_PATH, text(path));
    field(file, FILE_DIGEST, digest.toByteArray());
    return file.toByteArray();
  }

  private static byte[] text(Digest digest) {
    return digest.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void field(ByteArrayOutputStream out, int tag, byte[] value) {
    varint(out, tag);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write((int) (rest & 0x7f | 0x80));
    }
    out.write((int) rest);
  }

  /** The first file in {@code bytes}, whatever else they say; empty when they are none of ours. */
  static Optional<ActionResult> parse(byte[] bytes) {
    try {
      byte[] file = new Fields(bytes).bytes(OUTPUT_FILES);
      byte[] digest = new Fields(file).bytes(FILE_DIGEST);
      return Optional.of(
          new ActionResult(
              digest(new Fields(file).bytes(FILE_PATH)),
              digest(new Fields(digest).bytes(DIGEST_HASH)),
              new Fields(digest).number(DIGEST_SIZE)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static Digest digest(byte[] hex) {
    return Digest.ofRaw(HexFormat.of().parseHex(new String(hex, StandardCharsets.US_ASCII)));
  }

  /** The fields of one message. */
  private static final class Fields {
    private final byte[] bytes;
    private int at;

    Fields(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The first field with that tag. */
    byte[] bytes(int tag) {
      seek(tag);
      int length = Math.toIntExact(varint());
      if (length < 0 || length > bytes.length - at) {
        throw new IllegalArgumentException("length " + length);
      }
      return Arrays.copyOfRange(bytes, at, at + length);
    }

    long number(int tag) {
      seek(tag);
      return varint();
    }

    private void seek(int tag) {
      at = 0;
      for (long next = varint(); next != tag; next = varint()) {
        switch ((int) next & 7) {
          case 0 -> varint();
          case 1 -> at += Long.BYTES;
          case 2 -> {
            long length = varint();
            if (length < 0 || length > bytes.length - at) {
              throw new IllegalArgumentException("length " + length);
            }
            at += (int) length;
          }
          case 5 -> at += Integer.BYTES;
          default -> throw new IllegalArgumentException("wire type of " + next);
        }
      }
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of more than 64 bits");
    }
  }
}
