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

  static PackExtent of(Pack pack) {
    Map<Integer, Extent> byDay = new TreeMap<>();
    Map<Integer, Extent> byKind = new TreeMap<>();
    for (int row = 0; row < pack.count(); row++) {
      Extent one = new Extent(1, pack.length(row) + PackFormat.ROW);
      byDay.merge(pack.day(row), one, Extent::plus);
      byKind.merge(pack.kind(row), one, Extent::plus);
    }
    return new PackExtent(pack.path(), pack.size(), byDay, byKind);
  }

  /** What was last used before that day. */
  Extent unused(int firstDay) {
    return byDay.entrySet().stream()
        .filter(entry -> entry.getKey() < firstDay)
        .map(Map.Entry::getValue)
        .reduce(Extent.NONE, Extent::plus);
  }
}
