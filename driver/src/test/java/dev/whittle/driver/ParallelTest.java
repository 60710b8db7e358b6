package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.whittle.driver.timing.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 5000).boxed().toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void resultsAreInOrder(int threads) {
    try (Parallel parallel = Parallel.of(threads)) {
      List<Integer> expected = ITEMS.stream().map(i -> i * i).toList();
      for (int round = 0; round < 20; round++) {
        assertEquals(expected, parallel.map(ITEMS, i -> i * i));
      }
      assertEquals(List.of(), parallel.map(List.of(), i -> i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theFirstFailureIsThrown(int threads) {
    try (Parallel parallel = Parallel.of(threads)) {
      for (int round = 0; round < 50; round++) {
        Diagnostic first =
            assertThrows(Diagnostic.class, () -> parallel.map(ITEMS, ParallelTest::failFrom100));
        assertEquals("100", first.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theSinkGetsResultsInOrder(int threads) {
    try (Parallel parallel = Parallel.of(threads)) {
      for (int round = 0; round < 20; round++) {
        List<Integer> delivered = new ArrayList<>();
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        parallel.inOrder(
            ITEMS,
            i -> {
              most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
              return i;
            },
            i -> {
              waiting.decrementAndGet();
              delivered.add(i);
            });
        assertEquals(ITEMS, delivered);
        assertTrue(most.get() <= 65 * threads, "at most " + most + " results wait");
      }
      parallel.inOrder(List.of(), i -> i, _ -> fail("nothing to deliver"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theSinkGetsWhatIsBeforeTheFirstFailure(int threads) {
    try (Parallel parallel = Parallel.of(threads)) {
      for (int round = 0; round < 50; round++) {
        List<Integer> delivered = new ArrayList<>();
        Diagnostic first =
            assertThrows(
                Diagnostic.class,
                () -> parallel.inOrder(ITEMS, ParallelTest::failFrom100, delivered::add));
        assertEquals("100", first.getMessage());
        assertEquals(ITEMS.subList(0, 100), delivered);
      }
      assertThrows(
          Diagnostic.class, () -> parallel.inOrder(ITEMS, i -> i, ParallelTest::failFrom100));
      assertEquals(ITEMS, parallel.map(ITEMS, i -> i), "it can be used again");
    }
  }

  private static int failFrom100(int i) {
    if (i >= 100) {
      throw new Diagnostic(Integer.toString(i));
    }
    return i;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void whatIsStartedAheadIsDoneOnceAndThrownWhenItIsAskedFor(int threads) {
    try (Parallel parallel = Parallel.of(threads)) {
      AtomicInteger done = new AtomicInteger();
      List<Supplier<Integer>> started = new ArrayList<>();
      for (int i : ITEMS) {
        started.add(
            parallel.ahead(
                () -> {
                  done.incrementAndGet();
                  return failFrom100(i % 101);
                }));
      }
      for (int i : ITEMS) {
        Supplier<Integer> result = started.get(i);
        if (i % 101 == 100) {
          assertEquals("100", assertThrows(Diagnostic.class, result::get).getMessage());
        } else {
          assertEquals(failFrom100(i % 101), result.get());
        }
      }
      assertEquals(ITEMS.size(), done.get());
    }
  }

  /** It is no work: another thread does it meanwhile. */
  @Test
  void whoeverWaitsForWhatWasStartedAheadWaits() throws InterruptedException {
    Timings timings = Timings.started();
    try (Parallel parallel = Parallel.of(2, timings)) {
      CountDownLatch begun = new CountDownLatch(1);
      Supplier<Integer> result =
          parallel.ahead(
              () -> {
                begun.countDown();
                LockSupport.parkNanos(50_000_000);
                return 1;
              });
      begun.await();
      assertEquals(1, result.get());
      assertEquals(1, timings.of(Timings.Kind.WAIT).size());
      assertEquals(1, timings.of(Timings.Kind.WORK).size());
      int waiting = timings.of(Timings.Kind.WAIT).getFirst().lane();
      assertNotEquals(waiting, timings.of(Timings.Kind.WORK).getFirst().lane());
    }
  }
}
