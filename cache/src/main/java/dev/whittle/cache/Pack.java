package dev.whittle.cache;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A mapped pack. Its index is read and checked when it is opened; an entry is copied out of the
 * mapping, and its copy checked, when it is asked for, as another process may truncate the file at
 * any time. Thread-safe; readers take no lock.
 */
final class Pack {
  /** A file that is not a whole pack of this version. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    Damaged(String message) {
      super(message);
    }
  }

  private final Path path;
  private final MemorySegment mapping;
  private final byte[] index;
  private final int count;

  private Pack(Path path, MemorySegment mapping) throws IOException {
    this.path = path;
    this.mapping = mapping;
    long size = mapping.byteSize();
    if (size < PackFormat.HEADER + PackFormat.FOOTER) {
      throw new Damaged(path + ": damaged pack: only " + size + " bytes");
    }
    byte[] header = copy(0, PackFormat.HEADER);
    require(long64(header, 0) == PackFormat.MAGIC, "no pack");
    require(int32(header, 8) == PackFormat.VERSION, "another version");
    byte[] footer = copy(size - PackFormat.FOOTER, PackFormat.FOOTER);
    require(long64(footer, 24) == PackFormat.MAGIC, "cut off");
    require(int32(footer, 20) == PackFormat.checksum(footer, 0, 20), "footer");
    long indexStart = long64(footer, 0);
    count = (int) long64(footer, 8);
    long indexLength = (long) count * PackFormat.ROW;
    require(count >= 0 && indexStart + indexLength + PackFormat.FOOTER == size, "length");
    index = copy(indexStart, Math.toIntExact(indexLength));
    require(int32(footer, 16) == PackFormat.checksum(index, 0, index.length), "index");
  }

  /**
   * Maps a pack.
   *
   * @throws Damaged when it is none that this version reads
   * @throws IOException when it cannot be read
   */
  static Pack open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new Pack(
          path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    }
  }

  private void require(boolean condition, String what) throws Damaged {
    if (!condition) {
      throw new Damaged(path + ": damaged pack: " + what);
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return mapping.byteSize();
  }

  int count() {
    return count;
  }

  /**
   * The row of an entry, negative when there is none. Keys are spread evenly, so that the row is
   * near where its first bits say: the search begins there and widens.
   */
  int find(Kind kind, Digest key) {
    int from = lowestOfKind(kind.number());
    int to = lowestOfKind(kind.number() + 1);
    if (from == to) {
      return -1;
    }
    int guess = from + (int) Math.multiplyHigh(key.first() >>> 1, 2L * (to - from));
    int low = guess;
    for (int step = 8; low > from && compareKey(low, key) > 0; step *= 2) {
      low = Math.max(from, low - step);
    }
    int high = guess + 1;
    for (int step = 8; high < to && compareKey(high, key) <= 0; step *= 2) {
      high = Math.min(to, high + step);
    }
    while (low < high) {
      int middle = low + high >>> 1;
      int order = compareKey(middle, key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return -1;
  }

  private int lowestOfKind(int kind) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = low + high >>> 1;
      if (kind(middle) < kind) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compareKey(int row, Digest key) {
    int at = row * PackFormat.ROW;
    int order = Long.compareUnsigned((long) PackFormat.KEY.get(index, at), key.first());
    if (order == 0) {
      order = Long.compareUnsigned((long) PackFormat.KEY.get(index, at + 8), key.second());
    }
    if (order == 0) {
      order = Long.compareUnsigned((long) PackFormat.KEY.get(index, at + 16), key.third());
    }
    if (order == 0) {
      order = Long.compareUnsigned((long) PackFormat.KEY.get(index, at + 24), key.fourth());
    }
    return order;
  }

  /**
   * The bytes of an entry.
   *
   * @throws Damaged when they are not what was written
   */
  byte[] read(int row) throws Damaged {
    int at = row * PackFormat.ROW;
    long start = long64(index, at + PackFormat.ROW_START);
    int length = length(row);
    require(start >= 0 && length >= 0 && start + length <= mapping.byteSize(), "entry " + row);
    byte[] bytes = copy(start, length);
    require(
        PackFormat.checksum(bytes, 0, length) == int32(index, at + PackFormat.ROW_CHECKSUM),
        "entry " + row);
    return bytes;
  }

  Digest key(int row) {
    int at = row * PackFormat.ROW;
    return new Digest(
        (long) PackFormat.KEY.get(index, at),
        (long) PackFormat.KEY.get(index, at + 8),
        (long) PackFormat.KEY.get(index, at + 16),
        (long) PackFormat.KEY.get(index, at + 24));
  }

  int length(int row) {
    return int32(index, row * PackFormat.ROW + PackFormat.ROW_LENGTH);
  }

  int kind(int row) {
    return int32(index, row * PackFormat.ROW + PackFormat.ROW_KIND);
  }

  /** When the entry was last used, in days since 1970-01-01 UTC. */
  int day(int row) {
    return int32(index, row * PackFormat.ROW + PackFormat.ROW_DAY);
  }

  /** Reads every entry. */
  void verify() throws Damaged {
    for (int row = 0; row < count; row++) {
      read(row);
    }
  }

  /** The only place that reads the mapping; see {@code CrateFile} in {@code ir} for the reasons. */
  private byte[] copy(long start, int length) throws Damaged {
    byte[] bytes = new byte[length];
    try {
      MemorySegment.copy(mapping, ValueLayout.JAVA_BYTE, start, bytes, 0, length);
      // Makes HotSpot deliver the error of a truncated mapping here and not behind the handler.
      Thread.holdsLock(bytes);
      return bytes;
    } catch (InternalError e) {
      throw new Damaged(path + ": damaged pack: truncated while it is read");
    } catch (IndexOutOfBoundsException e) {
      throw new Damaged(path + ": damaged pack: length");
    }
  }

  private static long long64(byte[] bytes, int at) {
    return (long) PackFormat.LONG.get(bytes, at);
  }

  private static int int32(byte[] bytes, int at) {
    return (int) PackFormat.INT.get(bytes, at);
  }
}
