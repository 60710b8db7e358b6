package dev.whittle.driver.timing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.timing.Timings.Kind;
import dev.whittle.driver.timing.Timings.Span;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimingsTest {
  private final long now = System.nanoTime();
  private final Timings timings = Timings.started();

  private void add(Kind kind, String name, long start, long end) {
    timings.add(kind, name, now + start, now + end);
  }

  @Test
  void theLongestComeFirst() {
    add(Kind.FUNCTION, "b", 1_000, 2_000);
    add(Kind.FUNCTION, "a", 5_000, 6_000);
    add(Kind.FUNCTION, "c", 1_000, 9_000);
    add(Kind.CLASS, "d", 0, 99_000);
    assertEquals(
        List.of("c", "a"),
        timings.longest(Kind.FUNCTION, Span::length, 2).stream().map(Span::name).toList());
    assertEquals(3, timings.of(Kind.FUNCTION).size());
    assertEquals("a", timings.of(Kind.FUNCTION).getLast().name());
  }

  /** A part within a part keeps a thread busy once; another thread counts for itself. */
  @Test
  void threadsAtWork() throws InterruptedException {
    long second = 1_000_000_000;
    add(Kind.STAGE, "lower", second, 9 * second);
    add(Kind.CLASS, "x", 2 * second, 4 * second);
    Thread other = new Thread(() -> add(Kind.CLASS, "y", 5 * second, 9 * second));
    other.start();
    other.join();
    double[] busy = timings.concurrency(9);
    for (int i = 0; i < busy.length; i++) {
      busy[i] = Math.round(busy[i] * 10) / 10.0;
    }
    assertEquals(2, timings.lanes());
    assertArrayEquals(new double[] {0, 1, 1, 1, 1, 2, 2, 2, 2}, busy, 0.11);
  }

  /** Who waits does not work, and what is in several parts is added up. */
  @Test
  void waitingAndTotals() {
    long second = 1_000_000_000;
    add(Kind.STAGE, "lower", 0, 8 * second);
    add(Kind.WAIT, "", 4 * second, 6 * second);
    add(Kind.LOWER, "a.jar", 0, second);
    add(Kind.CRATE, "b.jar", second, 3 * second);
    add(Kind.LOWER, "a.jar", 5 * second, 7 * second);
    double[] busy = timings.concurrency(4);
    for (int i = 0; i < busy.length; i++) {
      busy[i] = Math.round(busy[i] * 10) / 10.0;
    }
    assertArrayEquals(new double[] {1, 1, 0, 1}, busy, 0.11);
    List<Span> waits = timings.waits(timings.of(Kind.STAGE).getFirst());
    assertEquals(List.of(2 * second), waits.stream().map(Span::length).toList());
    List<Map.Entry<String, Long>> crates =
        timings.totals(Set.of(Kind.CRATE, Kind.LOWER), Span::length);
    assertEquals(List.of("a.jar", "b.jar"), crates.stream().map(Map.Entry::getKey).toList());
    assertEquals(3 * second, crates.getFirst().getValue());
  }

  /** Of what others do, that which is done last keeps the main thread; else the crate it makes. */
  @Test
  void whatIsWaitedFor() throws InterruptedException {
    add(Kind.STAGE, "generate", 0, 100);
    add(Kind.CLASS, "own", 0, 19);
    add(Kind.WAIT, "", 20, 50);
    add(Kind.CRATE, "a.jar", 60, 90);
    add(Kind.CRATE, "b.jar", 90, 99);
    add(Kind.WAIT, "", 70, 80);
    add(Kind.WAIT, "", 100, 101);
    Thread other =
        new Thread(
            () -> {
              add(Kind.CLASS, "before", 5, 15);
              add(Kind.CLASS, "first", 15, 30);
              add(Kind.CLASS, "last", 30, 49);
              add(Kind.CLASS, "later", 49, 69);
            });
    other.start();
    other.join();
    assertEquals(
        List.of("last", "a.jar", "nothing"),
        timings.of(Kind.WAIT).stream()
            .map(timings::awaited)
            .map(awaited -> awaited.map(Span::name).orElse("nothing"))
            .toList());
  }

  @Test
  void spansWithLittleBetweenThemAreOne() {
    add(Kind.LOWER, "a", 0, 10);
    add(Kind.LOWER, "a", 14, 20);
    add(Kind.LOWER, "b", 20, 29);
    add(Kind.LOWER, "a", 26, 30);
    add(Kind.CRATE, "a", 30, 40);
    long origin = timings.of(Kind.LOWER).getFirst().start();
    assertEquals(
        List.of("0-20", "26-30"),
        timings.joined(Kind.LOWER, "a", 5).stream()
            .map(span -> (span.start() - origin) + "-" + (span.end() - origin))
            .toList());
  }

  /** Whoever sleeps uses no processor; the clock goes on. */
  @Test
  void workIsMeasuredByWhatItUsed() {
    timings.time(Kind.CLASS, "sleeps", () -> pause(120));
    timings.time(Kind.CLASS, "works", () -> work(60_000_000));
    timings.time(Kind.CLASS, "sleeps", () -> pause(120));
    List<Map.Entry<String, Long>> cpu = timings.totals(Set.of(Kind.CLASS), Span::cpu);
    assertEquals(List.of("works", "sleeps"), cpu.stream().map(Map.Entry::getKey).toList());
    assertTrue(cpu.getFirst().getValue() >= 60_000_000, cpu.toString());
    assertTrue(cpu.getLast().getValue() < 60_000_000, cpu.toString());
    assertEquals("works", timings.longest(Kind.CLASS, Span::cpu, 1).getFirst().name());
    long slept =
        timings.totals(Set.of(Kind.CLASS), Span::length).stream()
            .filter(one -> one.getKey().equals("sleeps"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertTrue(slept >= 240_000_000, slept + " ns");
  }

  private static int pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long work(long nanoseconds) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + nanoseconds;
    long turns = 0;
    while (threads.getCurrentThreadCpuTime() < end) {
      turns++;
    }
    return turns;
  }

  @Test
  void nothingIsTakenUnlessAskedFor() {
    assertSame(Timings.NONE.start(), Timings.NONE.start());
    assertEquals(3, Timings.NONE.time(Kind.CLASS, "x", () -> 3));
    assertEquals(0, Timings.NONE.lanes());
    assertFalse(Timings.NONE.areTaken());
  }
}
