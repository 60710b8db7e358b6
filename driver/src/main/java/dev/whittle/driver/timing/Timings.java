package dev.whittle.driver.timing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** What the parts of a build took, on which thread. Parts of parts are within them. Thread-safe. */
public final class Timings {
  /** Takes no times. */
  public static final Timings NONE = new Timings(false);

  /** What a span is the time of. */
  public enum Kind {
    /** A phase of the pipeline, of which one runs at a time. */
    STAGE,
    /** Lowering a crate, from the end of the one before it to its own. */
    CRATE,
    /** Making the class file of a class, or finding it. */
    CLASS,
    /** Generating the code of a function. */
    FUNCTION
  }

  /**
   * A stretch of time.
   *
   * @param start in nanoseconds, from the start of all
   * @param end likewise
   * @param lane a number for each thread, from 0
   */
  public record Span(Kind kind, String name, long start, long end, int lane) {
    /** In nanoseconds. */
    public long length() {
      return end - start;
    }
  }

  private final boolean taken;
  private final long origin = System.nanoTime();
  private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
  private final Map<Thread, Integer> lanes = new ConcurrentHashMap<>();

  private Timings(boolean taken) {
    this.taken = taken;
  }

  /** Takes times from now on. */
  public static Timings started() {
    return new Timings(true);
  }

  /** Whether times are taken at all. */
  public boolean areTaken() {
    return taken;
  }

  /** Does {@code work} and takes its time. */
  public <T> T time(Kind kind, String name, Supplier<T> work) {
    if (!taken) {
      return work.get();
    }
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      add(kind, name, start, System.nanoTime());
    }
  }

  /** Adds a span between two values of {@link System#nanoTime}. */
  public void add(Kind kind, String name, long start, long end) {
    if (taken) {
      int lane;
      synchronized (lanes) {
        lane = lanes.computeIfAbsent(Thread.currentThread(), _ -> lanes.size());
      }
      spans.add(new Span(kind, name, start - origin, end - origin, lane));
    }
  }

  /** All of a kind, by start. */
  public List<Span> of(Kind kind) {
    return spans.stream()
        .filter(span -> span.kind == kind)
        .sorted(Comparator.comparingLong(Span::start))
        .toList();
  }

  /** The longest of a kind, the longest first. */
  public List<Span> longest(Kind kind, int count) {
    return spans.stream()
        .filter(span -> span.kind == kind)
        .sorted(Comparator.comparingLong(Span::length).reversed().thenComparing(Span::name))
        .limit(count)
        .toList();
  }

  /** How many threads there were. */
  public int lanes() {
    return lanes.size();
  }

  /** When the last span ended, in nanoseconds. */
  public long end() {
    return spans.stream().mapToLong(Span::end).max().orElse(0);
  }

  /**
   * How many threads worked on classes or crates, or did a stage by themselves, in each of {@code
   * slices} equal parts of the time: between 0 and {@link #lanes}.
   */
  public double[] concurrency(int slices) {
    double[] busy = new double[slices];
    double width = Math.max(1, end()) / (double) slices;
    List<List<Span>> byLane = new ArrayList<>();
    for (int lane = 0; lane < lanes(); lane++) {
      byLane.add(new ArrayList<>());
    }
    for (Span span : spans) {
      if (span.kind != Kind.FUNCTION) {
        byLane.get(span.lane).add(span);
      }
    }
    for (List<Span> lane : byLane) {
      lane.sort(Comparator.comparingLong(Span::start));
      long covered = 0;
      for (Span span : lane) {
        long from = Math.max(covered, span.start);
        for (int i = (int) (from / width); i < slices && i * width < span.end; i++) {
          double overlap = Math.min(span.end, (i + 1) * width) - Math.max(from, i * width);
          busy[i] += Math.max(0, overlap) / width;
        }
        covered = Math.max(covered, span.end);
      }
    }
    return busy;
  }
}
