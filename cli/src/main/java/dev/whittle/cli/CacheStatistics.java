package dev.whittle.cli;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.Trimming;
import dev.whittle.cache.UsageCounters;
import dev.whittle.cache.UsageCounters.Event;
import dev.whittle.cache.UsageLog;
import dev.whittle.driver.inspect.CacheContents;
import dev.whittle.driver.patch.Patch;
import dev.whittle.driver.report.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code whittle cache stats} says. */
final class CacheStatistics {
  /** What people see of the shelves of the directory. */
  private static final Map<String, String> SHELVES =
      Map.of(
          "cas", "crates, outputs and other files",
          "ac", "keys that lead to them",
          "inputs", "stat records of inputs",
          "ledger", "what the last builds were made of",
          "notes", "what to do when a build is repeated",
          "packs", "class files and functions");

  private static final List<String> KINDS = List.of("outputs", "crates", "classes", "functions");
  private static final List<Event> HITS =
      List.of(Event.MEMORY_HIT, Event.DISK_HIT, Event.REMOTE_HIT);

  private final Path directory;
  private final BuildCache.Statistics statistics;
  private final Trimming.Limits limits;

  CacheStatistics(Path directory, BuildCache.Statistics statistics, Trimming.Limits limits) {
    this.directory = directory;
    this.statistics = statistics;
    this.limits = limits;
  }

  /** For people: what there is and what was found. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "cache      %s", directory.toAbsolutePath());
    line(
        text,
        "size       %s of at most %s",
        Sizes.bytes(statistics.bytes()),
        Sizes.bytes(limits.maxBytes()));
    text.append(shelves().text("  "));
    Instant since = statistics.since();
    if (since == null) {
      line(text, "lookups    none counted yet");
      return text.toString();
    }
    line(text, "lookups    since %s", Times.minute(since));
    text.append(lookups().text("  "));
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
    Map<String, Long> patches = statistics.counts().getOrDefault(Patch.COUNTED, Map.of());
    if (!patches.isEmpty()) {
      line(
          text,
          "patches    times an output was patched: %,d, classes made anew in it: %,d",
          patches.getOrDefault(UsageLog.DONE, 0L),
          patches.getOrDefault(Patch.COUNTED_CLASSES, 0L));
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

  /** For people who want to know: also why misses missed, and what is in packs. */
  String details() {
    StringBuilder text = new StringBuilder(text());
    Table reasons = reasons();
    if (!reasons.isEmpty()) {
      line(text, "missed because");
      text.append(reasons.text("  "));
    }
    if (!statistics.kinds().isEmpty()) {
      line(text, "in packs");
      text.append(packs().text("  "));
    }
    line(text, "kept       what was used within %s", Times.age(limits.maxAge()));
    return text.toString();
  }

  private Table shelves() {
    Table table = new Table("lrrl");
    for (Map.Entry<String, BuildCache.Extent> shelf : statistics.shelves().entrySet()) {
      BuildCache.Extent extent = shelf.getValue();
      String what = SHELVES.getOrDefault(shelf.getKey(), "");
      table.row(
          shelf.getKey(),
          Sizes.bytes(extent.bytes()),
          number(extent.files()) + (extent.files() == 1 ? " file " : " files"),
          extent.entries() > 0 ? number(extent.entries()) + " " + what : what);
    }
    return table;
  }

  private Table lookups() {
    Table table = new Table("lrrrrr");
    table.row("", "memory", "disk", "remote", "missed", "found");
    for (String kind : KINDS) {
      long[] hits = HITS.stream().mapToLong(event -> count(kind, event)).toArray();
      long missed = count(kind, Event.MISS);
      long found = hits[0] + hits[1] + hits[2];
      String share =
          found + missed == 0
              ? "-"
              : String.format(Locale.ROOT, "%.1f %%", 100.0 * found / (found + missed));
      table.row(kind, number(hits[0]), number(hits[1]), number(hits[2]), number(missed), share);
    }
    return table;
  }

  private Table reasons() {
    TreeSet<String> all = new TreeSet<>();
    KINDS.forEach(kind -> all.addAll(misses(kind).keySet()));
    Table table = new Table("lrrrr");
    if (!all.isEmpty()) {
      table.row("", KINDS.get(0), KINDS.get(1), KINDS.get(2), KINDS.get(3));
    }
    for (String reason : all) {
      String[] row = new String[1 + KINDS.size()];
      row[0] = reason;
      for (int i = 0; i < KINDS.size(); i++) {
        long count = misses(KINDS.get(i)).getOrDefault(reason, 0L);
        row[i + 1] = count == 0 ? "-" : number(count);
      }
      table.row(row);
    }
    return table;
  }

  private Table packs() {
    Table table = new Table("lrrr");
    statistics
        .kinds()
        .forEach(
            (kind, extent) ->
                table.row(
                    CacheContents.kind(kind),
                    number(extent.entries()),
                    Sizes.bytes(extent.bytes()),
                    Sizes.bytes(extent.bytes() / Math.max(1, extent.entries())) + " each"));
    return table;
  }

  /** Why entries of a kind were missed, and how often. */
  private Map<String, Long> misses(String kind) {
    Map<String, Long> misses = new TreeMap<>();
    statistics
        .counts()
        .getOrDefault(kind, Map.of())
        .forEach(
            (event, count) -> {
              if (event.startsWith(UsageCounters.MISS_BECAUSE)) {
                misses.put(event.substring(UsageCounters.MISS_BECAUSE.length()), count);
              }
            });
    return misses;
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }

  private long count(String kind, Event event) {
    return statistics.counts().getOrDefault(kind, Map.of()).getOrDefault(event.label(), 0L);
  }

  /** For scripts: everything. */
  String json() {
    Map<String, Object> shelves = new LinkedHashMap<>();
    statistics.shelves().forEach((name, extent) -> shelves.put(name, json(extent)));
    Map<String, Object> kinds = new LinkedHashMap<>();
    statistics.kinds().forEach((kind, extent) -> kinds.put(CacheContents.kind(kind), json(extent)));
    Map<String, Object> lookups = new LinkedHashMap<>();
    Map<String, Object> misses = new LinkedHashMap<>();
    statistics
        .counts()
        .forEach(
            (kind, events) -> {
              Map<String, Long> plain = new TreeMap<>(events);
              plain.keySet().removeIf(event -> event.startsWith(UsageCounters.MISS_BECAUSE));
              lookups.put(kind, plain);
              if (!misses(kind).isEmpty()) {
                misses.put(kind, misses(kind));
              }
            });
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("path", directory.toAbsolutePath().toString());
    all.put("bytes", statistics.bytes());
    all.put("maxBytes", limits.maxBytes());
    all.put("maxAgeHours", limits.maxAge().toHours());
    all.put("shelves", shelves);
    all.put("kinds", kinds);
    all.put("since", statistics.since() == null ? null : statistics.since().toString());
    all.put("lookups", lookups);
    all.put("misses", misses);
    return Json.print(all);
  }

  private static Map<String, Object> json(BuildCache.Extent extent) {
    Map<String, Object> shelf = new LinkedHashMap<>();
    shelf.put("files", extent.files());
    shelf.put("entries", extent.entries());
    shelf.put("bytes", extent.bytes());
    return shelf;
  }
}
