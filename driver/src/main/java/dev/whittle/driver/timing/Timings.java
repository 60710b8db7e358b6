package dev.whittle.driver.timing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the parts of a build took, on which thread. Parts of parts are within them. Thread-safe. */
public final class Timings {
  /** Takes no times. */
  public static final Timings NONE = new Timings(false);

  /** What a span is the time of. */
  public enum Kind {
    /** A phase of the pipeline, of which one runs at a time. */
    STAGE,
    /**
     * Listing a jar, or lowering another input or a small root, from the end of the one before it
     * to its own.
     */
    CRATE,
    /** Lowering a class of a crate that was asked for. */
    LOWER,
    /** A piece of work that several threads share. */
    WORK,
    /** The main thread, with nothing to do until the others are done. */
    WAIT,
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
   * @param cpu in nanoseconds, what its thread used of a processor; the length where that is
   *     unknown
   * @param lane a number for each thread, from 0
   */
  public record Span(Kind kind, String name, long start, long end, long cpu, int lane) {
    /** In nanoseconds, by the clock: with what others had of the processor meanwhile. */
    public long length() {
      return end - start;
    }
  }

  /**
   * When work began on this thread.
   *
   * @param clock as of {@link System#nanoTime}
   * @param cpu in nanoseconds, what the thread had used of a processor until then
   */
  public record Start(long clock, long cpu) {
    private static final Start NONE = new Start(0, 0);
  }

  private final boolean taken;

  /**
   * Null where nothing is taken, or threads are not measured.
   *
   * <p>▸ It takes 15 ms until it is there, and each question 0.2 to 1 µs: only who takes times pays
   * for it.
   */
  private final ThreadMXBean threads;

  private final long origin;
  private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
  private final Map<Thread, Integer> lanes = new ConcurrentHashMap<>();

  private Timings(boolean taken) {
    this.taken = taken;
    this.threads = taken ? measured() : null;
    this.origin = System.nanoTime();
  }

  private static ThreadMXBean measured() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads
        : null;
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
    Start start = start();
    try {
      return work.get();
    } finally {
      add(kind, name, start);
    }
  }

  /** Something begins now, on this thread. */
  public Start start() {
    if (!taken) {
      return Start.NONE;
    }
    long clock = System.nanoTime();
    return new Start(clock, cpu(clock));
  }

  /** Adds what began at {@code start}, on this thread, and ends now. */
  public void add(Kind kind, String name, Start start) {
    if (taken) {
      long end = System.nanoTime();
      add(kind, name, start.clock, end, cpu(end) - start.cpu);
    }
  }

  /** Adds a span between two values of {@link System#nanoTime}. */
  public void add(Kind kind, String name, long start, long end) {
    add(kind, name, start, end, end - start);
  }

  private void add(Kind kind, String name, long start, long end, long cpu) {
    if (taken) {
      int lane;
      synchronized (lanes) {
        lane = lanes.computeIfAbsent(Thread.currentThread(), _ -> lanes.size());
      }
      spans.add(new Span(kind, name, start - origin, end - origin, cpu, lane));
    }
  }

  /** What this thread has used of a processor; the clock where that is unknown. */
  private long cpu(long clock) {
    return threads == null ? clock : threads.getCurrentThreadCpuTime();
  }

  /** All of a kind, by start. */
  public List<Span> of(Kind kind) {
    return spans.stream()
        .filter(span -> span.kind == kind)
        .sorted(Comparator.comparingLong(Span::start))
        .toList();
  }

  /** Those of a kind that took the most of what is measured, the most first. */
  public List<Span> longest(Kind kind, ToLongFunction<Span> measure, int count) {
    return spans.stream()
        .filter(span -> span.kind == kind)
        .sorted(Comparator.comparingLong(measure).reversed().thenComparing(Span::name))
        .limit(count)
        .toList();
  }

  /** What all of some kinds took together of what is measured, by name, the most first. */
  public List<Map.Entry<String, Long>> totals(Set<Kind> kinds, ToLongFunction<Span> measure) {
    Map<String, Long> totals = new HashMap<>();
    for (Span span : spans) {
      if (kinds.contains(span.kind)) {
        totals.merge(span.name, measure.applyAsLong(span), Long::sum);
      }
    }
    return totals.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /** How often and how long the main thread waited in {@code stage}, the longest first. */
  public List<Span> waits(Span stage) {
    return spans.stream()
        .filter(span -> span.kind == Kind.WAIT)
        .filter(span -> span.start >= stage.start && span.end <= stage.end)
        .sorted(Comparator.comparingLong(Span::length).reversed())
        .toList();
  }

  /**
   * What {@code wait} ended with: of what other threads did meanwhile, that which was done last;
   * otherwise the crate that was being made. Empty when nothing has a name.
   */
  public Optional<Span> awaited(Span wait) {
    Span last = null;
    Span crate = null;
    for (Span span : spans) {
      boolean overlaps = span.start < wait.end && span.end > wait.start;
      if (!overlaps || span.name.isEmpty()) {
        continue;
      }
      switch (span.kind) {
        case CLASS, LOWER -> {
          boolean isDone = span.lane != wait.lane && span.end <= wait.end;
          last = isDone && (last == null || span.end > last.end) ? span : last;
        }
        case CRATE -> crate = crate == null || span.end < crate.end ? span : crate;
        case STAGE, WORK, WAIT, FUNCTION -> {}
      }
    }
    return Optional.ofNullable(last == null ? crate : last);
  }

  /** The spans of a kind and a name, by start; those with less than {@code gap} between are one. */
  public List<Span> joined(Kind kind, String name, long gap) {
    List<Span> joined = new ArrayList<>();
    for (Span span : of(kind)) {
      if (span.name.equals(name)) {
        Span before = joined.isEmpty() ? null : joined.getLast();
        if (before != null && span.start - before.end < gap) {
          long end = Math.max(before.end, span.end);
          long cpu = before.cpu + span.cpu;
          joined.set(joined.size() - 1, new Span(kind, name, before.start, end, cpu, before.lane));
        } else {
          joined.add(span);
        }
      }
    }
    return joined;
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
   * How many threads worked, in each of {@code slices} equal parts of the time: between 0 and
   * {@link #lanes}. A stage is the work of the main thread, but for when it waits.
   */
  public double[] concurrency(int slices) {
    double[] busy = new double[slices];
    double width = Math.max(1, end()) / (double) slices;
    List<List<Span>> byLane = new ArrayList<>();
    for (int lane = 0; lane < lanes(); lane++) {
      byLane.add(new ArrayList<>());
    }
    for (Span span : spans) {
      if (span.kind == Kind.WAIT) {
        add(busy, width, span.start, span.end, -1);
      } else {
        byLane.get(span.lane).add(span);
      }
    }
    for (List<Span> lane : byLane) {
      lane.sort(Comparator.comparingLong(Span::start));
      long covered = 0;
      for (Span span : lane) {
        add(busy, width, Math.max(covered, span.start), span.end, 1);
        covered = Math.max(covered, span.end);
      }
    }
    return busy;
  }

  /** Adds to each slice how much of it lies between {@code start} and {@code end}. */
  private static void add(double[] busy, double width, long start, long end, int sign) {
    for (int i = (int) (start / width); i < busy.length && i * width < end; i++) {
      double overlap = Math.min(end, (i + 1) * width) - Math.max(start, i * width);
      busy[i] += sign * Math.max(0, overlap) / width;
    }
  }
}
