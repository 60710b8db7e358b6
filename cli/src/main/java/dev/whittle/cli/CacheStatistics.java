package dev.whittle.cli;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.UsageCounters.Event;
import dev.whittle.driver.report.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code whittle cache stats} says. */
final class CacheStatistics {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** What people see of the shelves of the directory. */
  private static final Map<String, String> SHELVES =
      Map.of(
          "cas", "crates, outputs and other files",
          "ac", "keys that lead to them",
          "inputs", "stat records of inputs",
          "packs", "class files and functions");

  private static final List<String> KINDS = List.of("outputs", "crates", "classes", "functions");
  private static final List<Event> HITS =
      List.of(Event.MEMORY_HIT, Event.DISK_HIT, Event.REMOTE_HIT);

  private final Path directory;
  private final BuildCache.Statistics statistics;

  CacheStatistics(Path directory, BuildCache.Statistics statistics) {
    this.directory = directory;
    this.statistics = statistics;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "cache      %s", directory.toAbsolutePath());
    line(text, "size       %s", Sizes.bytes(statistics.bytes()));
    for (Map.Entry<String, BuildCache.Extent> shelf : statistics.shelves().entrySet()) {
      BuildCache.Extent extent = shelf.getValue();
      String entries = extent.entries() > 0 ? ", %,d entries".formatted(extent.entries()) : "";
      String what = SHELVES.getOrDefault(shelf.getKey(), "");
      line(
          text,
          "  %-8s %10s in %,d files%s: %s",
          shelf.getKey(),
          Sizes.bytes(extent.bytes()),
          extent.files(),
          entries,
          what);
    }
    Instant since = statistics.since();
    if (since == null) {
      line(text, "lookups    none counted yet");
      return text.toString();
    }
    line(text, "lookups    since %s", TIME.format(since.atZone(ZoneId.systemDefault())));
    line(
        text, "  %-10s %10s %10s %10s %10s %8s", "", "memory", "disk", "remote", "missed", "found");
    for (String kind : KINDS) {
      long[] hits = HITS.stream().mapToLong(event -> count(kind, event)).toArray();
      long missed = count(kind, Event.MISS);
      long found = hits[0] + hits[1] + hits[2];
      String share =
          found + missed == 0
              ? "-"
              : String.format(Locale.ROOT, "%.1f %%", 100.0 * found / (found + missed));
      line(
          text,
          "  %-10s %,10d %,10d %,10d %,10d %8s",
          kind,
          hits[0],
          hits[1],
          hits[2],
          missed,
          share);
    }
    Map<String, Long> remote = statistics.counts().getOrDefault(BuildCache.REMOTE, Map.of());
    if (!remote.isEmpty()) {
      line(
          text,
          "remote     %,d requests, %s read, %s sent, %,d errors, given up in %,d builds",
          remote.getOrDefault("requests", 0L),
          Sizes.bytes(remote.getOrDefault("bytes read", 0L)),
          Sizes.bytes(remote.getOrDefault("bytes sent", 0L)),
          remote.getOrDefault("errors", 0L),
          remote.getOrDefault("given up", 0L));
    }
    long damaged = KINDS.stream().mapToLong(kind -> count(kind, Event.DAMAGED)).sum();
    long notKept = KINDS.stream().mapToLong(kind -> count(kind, Event.NOT_KEPT)).sum();
    if (damaged > 0) {
      line(text, "damaged    %,d", damaged);
    }
    if (notKept > 0) {
      line(text, "not kept   %,d", notKept);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }

  private long count(String kind, Event event) {
    return statistics.counts().getOrDefault(kind, Map.of()).getOrDefault(event.label(), 0L);
  }

  String json() {
    Map<String, Object> shelves = new LinkedHashMap<>();
    statistics
        .shelves()
        .forEach(
            (name, extent) -> {
              Map<String, Object> shelf = new LinkedHashMap<>();
              shelf.put("files", extent.files());
              shelf.put("entries", extent.entries());
              shelf.put("bytes", extent.bytes());
              shelves.put(name, shelf);
            });
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("path", directory.toAbsolutePath().toString());
    all.put("bytes", statistics.bytes());
    all.put("shelves", shelves);
    all.put("since", statistics.since() == null ? null : statistics.since().toString());
    all.put("lookups", statistics.counts());
    return Json.print(all);
  }
}
