package dev.whittle.cache;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pack holds.
 *
 * @param bytes of its entries, without the index
 * @param unusedBytes those of entries that were last used before the day in question
 * @param bytesByDay of entries, by the day of their last use since 1970-01-01 UTC
 * @param entriesByKind how many there are, by the number of their kind
 * @param bytesByKind of them
 */
public record PackExtent(
    Path path,
    long bytes,
    long unusedBytes,
    Map<Integer, Long> bytesByDay,
    Map<Integer, Long> entriesByKind,
    Map<Integer, Long> bytesByKind) {

  static PackExtent of(Pack pack) {
    return of(pack, 0);
  }

  static PackExtent of(Pack pack, int firstDay) {
    long bytes = 0;
    long unused = 0;
    Map<Integer, Long> byDay = new TreeMap<>();
    Map<Integer, Long> entries = new TreeMap<>();
    Map<Integer, Long> byKind = new TreeMap<>();
    for (int row = 0; row < pack.count(); row++) {
      long length = pack.length(row);
      bytes += length;
      unused += pack.day(row) < firstDay ? length : 0;
      byDay.merge(pack.day(row), length, Long::sum);
      entries.merge(pack.kind(row), 1L, Long::sum);
      byKind.merge(pack.kind(row), length, Long::sum);
    }
    return new PackExtent(pack.path(), bytes, unused, byDay, entries, byKind);
  }
}
