package dev.whittle.cache;

import java.util.Locale;
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
    NOT_KEPT;

    /** As the log has it and people read it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What stands before the reason of a miss where an event would stand. */
  public static final String MISS_BECAUSE = "miss: ";

  private record Counter(String kind, String event) {}

  private final Map<Counter, LongAdder> counters = new ConcurrentHashMap<>();

  /** Counts one event. */
  public void count(Kind kind, Event event) {
    counters
        .computeIfAbsent(new Counter(kind.name(), event.label()), _ -> new LongAdder())
        .increment();
  }

  /** Counts why something was missed, beside the miss itself. */
  public void countMiss(Kind kind, String reason) {
    counters
        .computeIfAbsent(new Counter(kind.name(), MISS_BECAUSE + reason), _ -> new LongAdder())
        .increment();
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
    return counters.entrySet().stream()
        .filter(entry -> entry.getKey().event().equals(event.label()))
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }
}
