package dev.whittle.cache;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pack holds.
 *
 * @param bytes of the file
 * @param byDay entries by the day of their last use, in days since 1970-01-01 UTC
 * @param byKind entries by the number of their kind
 */
record PackExtent(Path path, long bytes, Map<Integer, Extent> byDay, Map<Integer, Extent> byKind) {

  /** So many entries, and so many bytes in them. */
  record Extent(long entries, long bytes) {
    static final Extent NONE = new Extent(0, 0);

    Extent plus(Extent other) {
      return new Extent(entries + other.entries, bytes + other.bytes);
    }
  }

  /**
   * @throws Pack.Damaged when the pack was cut off since it was opened
   */
  static PackExtent of(Pack pack) throws Pack.Damaged {
    Map<Integer, Extent> byDay = new TreeMap<>();
    Map<Integer, Extent> byKind = new TreeMap<>();
    for (int number = 0; number < pack.count(); number++) {
      Pack.Row row = pack.row(number);
      Extent one = new Extent(1, row.length() + PackFormat.ROW);
      byDay.merge(row.day(), one, Extent::plus);
      byKind.merge(row.kind(), one, Extent::plus);
    }
    return new PackExtent(pack.path(), pack.size(), byDay, byKind);
  }

  /** How many there are. */
  long entries() {
    return byKind.values().stream().mapToLong(Extent::entries).sum();
  }

  /** What was last used before that day. */
  Extent unused(int firstDay) {
    return byDay.entrySet().stream()
        .filter(entry -> entry.getKey() < firstDay)
        .map(Map.Entry::getValue)
        .reduce(Extent.NONE, Extent::plus);
  }
}
