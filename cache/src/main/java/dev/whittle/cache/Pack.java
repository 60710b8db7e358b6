package dev.whittle.cache;

import dev.whittle.digest.Checksum;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A mapped pack. Opening one reads its header and footer, whatever it holds; rows of its index are
 * read when a look-up comes by, and what a row says is believed only together with the bytes that
 * it leads to. All is copied out of the mapping and the copy checked, as another process may
 * truncate the file at any time. Thread-safe; readers take no lock.
 */
final class Pack {
  /** A file that is not a whole pack. */
  static class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    Damaged(String message) {
      super(message);
    }
  }

  /** A pack of another version of Whittle, which reads it. */
  static final class OtherVersion extends IOException {
    private static final long serialVersionUID = 1;

    OtherVersion(String message) {
      super(message);
    }
  }

  /** The rows of a kind: from the first, inclusive, to the other. */
  private record Range(int kind, int from, int to) {}

  /** More kinds than this, and a pack is none: nobody has so many. */
  private static final int MOST_KINDS = 256;

  /** As {@link PackFormat#KEY}, wherever it lies. */
  private static final ValueLayout.OfLong KEY =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** How far from where a key should be it is looked for first. */
  private static final int FIRST_STEP = 8;

  private final Path path;
  private final MemorySegment mapping;
  private final long indexStart;
  private final int count;
  private final int indexChecksum;

  /** Ascending by kind. */
  private final List<Range> kinds;

  private Pack(Path path, MemorySegment mapping) throws IOException {
    this.path = path;
    this.mapping = mapping;
    long size = mapping.byteSize();
    if (size < PackFormat.HEADER + PackFormat.FOOTER) {
      throw new Damaged(path + ": damaged pack: only " + size + " bytes");
    }
    byte[] header = copy(0, PackFormat.HEADER);
    require(long64(header, 0) == PackFormat.MAGIC, "no pack");
    if (int32(header, 8) != PackFormat.VERSION) {
      throw new OtherVersion(path + ": a pack of version " + int32(header, 8));
    }
    byte[] footer = copy(size - PackFormat.FOOTER, PackFormat.FOOTER);
    require(long64(footer, 24) == PackFormat.MAGIC, "cut off");
    require(int32(footer, 20) == Checksum.crc32c(footer, 0, 20), "footer");
    indexStart = long64(footer, 0);
    count = (int) long64(footer, 8);
    indexChecksum = int32(footer, 16);
    long indexLength = (long) count * PackFormat.ROW;
    require(count >= 0 && indexStart + indexLength + PackFormat.FOOTER == size, "length");
    kinds = kinds();
  }

  /** A search for the end of each kind: some forty rows, not all of them. */
  private List<Range> kinds() throws Damaged {
    List<Range> found = new ArrayList<>();
    for (int from = 0; from < count; from = found.getLast().to()) {
      int kind = row(from).kind();
      require(found.size() < MOST_KINDS, "index");
      int low = from + 1;
      int high = count;
      while (low < high) {
        int middle = low + high >>> 1;
        if (row(middle).kind() <= kind) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      found.add(new Range(kind, from, low));
    }
    return List.copyOf(found);
  }

  /**
   * Maps a pack.
   *
   * @throws Damaged when it is none
   * @throws OtherVersion when it is one, but not for us
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
   * What the index says of an entry.
   *
   * @param start in the file
   * @param checksum over kind, key and bytes
   * @param day when it was last used, in days since 1970-01-01 UTC
   */
  record Row(Digest key, long start, int length, int checksum, int kind, int day) {}

  /**
   * An entry's row, as the index has it now.
   *
   * @throws Damaged when the file was cut off meanwhile
   */
  Row row(int number) throws Damaged {
    byte[] bytes = copy(indexStart + (long) number * PackFormat.ROW, PackFormat.ROW);
    Digest key =
        new Digest(
            (long) PackFormat.KEY.get(bytes, 0),
            (long) PackFormat.KEY.get(bytes, 8),
            (long) PackFormat.KEY.get(bytes, 16),
            (long) PackFormat.KEY.get(bytes, 24));
    return new Row(
        key,
        long64(bytes, PackFormat.ROW_START),
        int32(bytes, PackFormat.ROW_LENGTH),
        int32(bytes, PackFormat.ROW_CHECKSUM),
        int32(bytes, PackFormat.ROW_KIND),
        int32(bytes, PackFormat.ROW_DAY));
  }

  /**
   * The row of an entry; empty when there is none. Keys are spread evenly, so that the row is near
   * where its first bits say: the search begins there and widens.
   *
   * @throws Damaged when the file was cut off meanwhile
   */
  Optional<Row> find(Kind kind, Digest key) throws Damaged {
    for (Range range : kinds) {
      if (range.kind() == kind.number()) {
        int number = search(key, range.from(), range.to());
        Row row = number < range.to() ? row(number) : null;
        return row != null && row.key().equals(key) ? Optional.of(row) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The first row of {@code from} to {@code to} whose key is not less; {@code to} for none. */
  private int search(Digest key, int from, int to) throws Damaged {
    int guess = from + (int) Math.multiplyHigh(key.first() >>> 1, 2L * (to - from));
    try {
      int low = guess;
      for (int step = FIRST_STEP; low > from && compareKey(low, key) > 0; step *= 2) {
        low = Math.max(from, low - step);
      }
      int high = guess + 1;
      for (int step = FIRST_STEP; high < to && compareKey(high, key) < 0; step *= 2) {
        high = Math.min(to, high + step);
      }
      while (low < high) {
        int middle = low + high >>> 1;
        if (compareKey(middle, key) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      deliverErrors();
      return low;
    } catch (InternalError truncated) {
      throw truncated();
    }
  }

  /**
   * Reads the mapping without a copy, as nothing depends on what it says: the row that is found at
   * last is copied and its key compared.
   */
  private int compareKey(int number, Digest key) {
    long at = indexStart + (long) number * PackFormat.ROW;
    int order = Long.compareUnsigned(mapping.get(KEY, at), key.first());
    if (order == 0) {
      order = Long.compareUnsigned(mapping.get(KEY, at + 8), key.second());
    }
    if (order == 0) {
      order = Long.compareUnsigned(mapping.get(KEY, at + 16), key.third());
    }
    if (order == 0) {
      order = Long.compareUnsigned(mapping.get(KEY, at + 24), key.fourth());
    }
    return order;
  }

  /**
   * The bytes of an entry.
   *
   * @throws Damaged when they are not what was written for that kind and key
   */
  byte[] read(Row row) throws Damaged {
    long start = row.start();
    int length = row.length();
    boolean within = start >= 0 && length >= 0 && start <= mapping.byteSize() - length;
    require(within, "entry " + row.key());
    byte[] bytes = copy(start, length);
    require(
        PackFormat.checksum(row.kind(), row.key(), bytes) == row.checksum(), "entry " + row.key());
    return bytes;
  }

  /** Reads every entry, and the index as a whole. */
  void verify() throws Damaged {
    CRC32C index = new CRC32C();
    for (int number = 0; number < count; number++) {
      index.update(copy(indexStart + (long) number * PackFormat.ROW, PackFormat.ROW));
      read(row(number));
    }
    require((int) index.getValue() == indexChecksum, "index");
  }

  /** See {@link PackFormat#name}. */
  Digest name() throws Damaged {
    long footer = mapping.byteSize() - PackFormat.FOOTER;
    return PackFormat.name(
        copy(0, PackFormat.HEADER),
        copy(indexStart, (int) (footer - indexStart)),
        copy(footer, PackFormat.FOOTER));
  }

  /** See {@code CrateFile} in {@code ir} for the reasons. */
  private byte[] copy(long start, int length) throws Damaged {
    byte[] bytes = new byte[length];
    try {
      MemorySegment.copy(mapping, start, MemorySegment.ofArray(bytes), 0, length);
      deliverErrors();
      return bytes;
    } catch (InternalError e) {
      throw truncated();
    } catch (IndexOutOfBoundsException e) {
      throw new Damaged(path + ": damaged pack: length");
    }
  }

  /** Makes HotSpot deliver the error of a truncated mapping here and not behind the handler. */
  private void deliverErrors() {
    Thread.holdsLock(this);
  }

  private Damaged truncated() {
    return new Damaged(path + ": damaged pack: truncated while it is read");
  }

  private static long long64(byte[] bytes, int at) {
    return (long) PackFormat.LONG.get(bytes, at);
  }

  private static int int32(byte[] bytes, int at) {
    return (int) PackFormat.INT.get(bytes, at);
  }
}
