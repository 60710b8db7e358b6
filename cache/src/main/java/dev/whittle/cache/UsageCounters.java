package dev.whittle.cache;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What one process met in the cache, by kind. Thread-safe. */
public final class UsageCounters {
  /** What can happen. */
  public enum Event {
    MEMORY_HIT,
    DISK_HIT,
    REMOTE_HIT,
    MISS,
    DAMAGED,
    STORED,
    NOT_KEPT
  }

  private record Counter(String kind, String event) {}

  private final Map<Counter, LongAdder> counters = new ConcurrentHashMap<>();

  /** Counts one event. */
  public void count(Kind kind, Event event) {
    add(kind.name(), event.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), 1);
  }

  /** Counts misses whose reason is known. */
  public void missed(Kind kind, String reason, long count) {
    if (count > 0) {
      add(kind.name(), "missed: " + reason, count);
    }
  }

  private void add(String kind, String event, long count) {
    counters.computeIfAbsent(new Counter(kind, event), _ -> new LongAdder()).add(count);
  }

  /** How often each event was counted, by kind and event. */
  public Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    counters.forEach(
        (counter, count) ->
            counts
                .computeIfAbsent(counter.kind(), _ -> new TreeMap<>())
                .put(counter.event(), count.sum()));
    return counts;
  }

  /** How often one event was counted, over all kinds. */
  public long sum(Event event) {
    String name = event.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return counters.entrySet().stream()
        .filter(entry -> entry.getKey().event().equals(name))
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }
}
