package dev.whittle.lower;

import dev.whittle.ir.DamagedInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The run-time image of a JDK (JEP 220), the file {@code lib/modules}: resources by path, found by
 * a perfect hash. Where each part lies is told by {@code imageFile.hpp} of the JDK's libjimage. Any
 * version but 1.0, which began with Java 9, is left to the JDK's own reader.
 *
 * <p>▸ The JDK's own file system for images makes a node for each of the 30,000 entries in the
 * directories that it is asked for: a ninth of a cold build of google-java-format.
 *
 * <p>Thread-safe.
 */
final class RuntimeImage {
  private static final int MAGIC = 0xCAFEDADA;
  private static final int VERSION = 1 << 16;
  private static final int HEADER_SIZE = 28;
  private static final int HASH_SEED = 0x01000193;

  private static final int LINK = 2 * Integer.BYTES;

  /** More modules than any JDK has. */
  private static final int MOST_LINKS = 10_000;

  private static final int MOST_NAME = 1_000;

  /** Kinds of attributes of a location; the end is 0. */
  private static final int MODULE = 1;

  private static final int PARENT = 2;
  private static final int BASE = 3;
  private static final int EXTENSION = 4;
  private static final int OFFSET = 5;
  private static final int COMPRESSED = 6;
  private static final int UNCOMPRESSED = 7;
  private static final int KINDS = 8;

  private final Path file;
  private final ByteBuffer bytes;
  private final int tableLength;
  private final int redirects;
  private final int offsets;
  private final int locations;
  private final int strings;
  private final long contents;

  private RuntimeImage(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
    tableLength = bytes.getInt(16);
    redirects = HEADER_SIZE;
    offsets = redirects + Integer.BYTES * tableLength;
    locations = offsets + Integer.BYTES * tableLength;
    strings = locations + bytes.getInt(20);
    contents = (long) strings + bytes.getInt(24);
  }

  /**
   * Opens an image; empty when it is none of the known version, or larger than 2 GB.
   *
   * @throws IOException when it cannot be read
   */
  static Optional<RuntimeImage> open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < HEADER_SIZE || channel.size() > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      // The order is that of the machine that it was made for.
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.getInt(0) != MAGIC) {
        bytes.order(ByteOrder.BIG_ENDIAN);
      }
      boolean isKnown = bytes.getInt(0) == MAGIC && bytes.getInt(4) == VERSION;
      return isKnown ? Optional.of(new RuntimeImage(file, bytes)) : Optional.empty();
    }
  }

  /**
   * Names of the modules that have a package, or packages below it; with dots.
   *
   * @throws Unreadable as {@link #find}
   * @throws DamagedInput as {@link #find}
   */
  List<String> modules(String packageName) {
    Optional<ByteBuffer> links = find("/packages/" + packageName);
    if (links.isEmpty()) {
      return List.of();
    }
    // Of each module, whether its package is empty, and where its name is.
    int length = links.get().limit();
    if (length % LINK != 0 || length > MOST_LINKS * LINK) {
      throw new DamagedInput(file + ": damaged");
    }
    List<String> modules = new ArrayList<>(1);
    try {
      for (int at = Integer.BYTES; at < length; at += LINK) {
        modules.add(string(strings + links.get().getInt(at)));
      }
    } catch (IndexOutOfBoundsException e) {
      throw new DamagedInput(file + ": damaged", e);
    }
    return modules;
  }

  /**
   * The resource of that path, {@code /module/directory/name}; empty when there is none.
   *
   * @throws Unreadable when it is compressed
   * @throws DamagedInput when the image is no image
   */
  Optional<ByteBuffer> find(String path) {
    try {
      byte[] name = path.getBytes(StandardCharsets.UTF_8);
      long[] attributes = new long[KINDS];
      int redirect = bytes.getInt(redirects + Integer.BYTES * slot(name, HASH_SEED));
      if (redirect == 0) {
        return Optional.empty();
      }
      int slot = redirect > 0 ? slot(name, redirect) : -1 - redirect;
      read(locations + bytes.getInt(offsets + Integer.BYTES * slot), attributes);
      if (!isCalled(name, attributes)) {
        return Optional.empty();
      }
      if (attributes[COMPRESSED] != 0) {
        throw new Unreadable();
      }
      int start = Math.toIntExact(contents + attributes[OFFSET]);
      return Optional.of(
          bytes.slice(start, Math.toIntExact(attributes[UNCOMPRESSED])).order(bytes.order()));
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new DamagedInput(file + ": damaged", e);
    }
  }

  /** Thrown for what only the JDK itself can unpack. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Unreadable() {
      super(null, null, false, false);
    }
  }

  private int slot(byte[] name, int seed) {
    int hash = seed;
    for (byte b : name) {
      hash = hash * HASH_SEED ^ b & 0xff;
    }
    return (hash & Integer.MAX_VALUE) % tableLength;
  }

  /** A byte has the kind and, in its lowest three bits, one less than the length of the value. */
  private void read(int location, long[] attributes) {
    int at = location;
    for (int head = bytes.get(at); head >>> 3 != 0; head = bytes.get(at)) {
      at++;
      long value = 0;
      for (int left = (head & 7) + 1; left > 0; left--) {
        value = value << 8 | bytes.get(at++) & 0xff;
      }
      attributes[head >>> 3] = value;
    }
  }

  /** Whether a name is {@code /module/parent/base.extension}, any of which may be missing. */
  private boolean isCalled(byte[] name, long[] attributes) {
    int at = 0;
    if (attributes[MODULE] != 0) {
      at = after(name, after(name, at, '/'), attributes[MODULE]);
      at = after(name, at, '/');
    }
    if (attributes[PARENT] != 0) {
      at = after(name, after(name, at, attributes[PARENT]), '/');
    }
    at = after(name, at, attributes[BASE]);
    if (attributes[EXTENSION] != 0) {
      at = after(name, after(name, at, '.'), attributes[EXTENSION]);
    }
    return at == name.length;
  }

  /** Where a name goes on after a character; -1 when it is not there. */
  private static int after(byte[] name, int at, char character) {
    return at >= 0 && at < name.length && name[at] == character ? at + 1 : -1;
  }

  /** The same after a string of the image. */
  private int after(byte[] name, int at, long string) {
    if (at < 0) {
      return -1;
    }
    int next = at;
    int from = strings + Math.toIntExact(string);
    for (byte b = bytes.get(from); b != 0; b = bytes.get(++from)) {
      if (next == name.length || name[next++] != b) {
        return -1;
      }
    }
    return next;
  }

  /** Module names are ASCII in every JDK; whatever else is the name of no directory. */
  private String string(int at) {
    StringBuilder text = new StringBuilder();
    for (int i = at; bytes.get(i) != 0; i++) {
      if (i - at == MOST_NAME) {
        throw new IndexOutOfBoundsException("name of a module");
      }
      text.append((char) bytes.get(i));
    }
    return text.toString();
  }
}
