package dev.whittle.driver;

import dev.whittle.driver.timing.Timings;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One call of {@link Parallel#inOrder}: workers run ahead of the consumer, at most by a window, so
 * that what waits stays small whatever the number of items. The consumer's thread works too when
 * what it waits for is not there yet.
 */
final class Pipeline<A, B> {
  private record Outcome<B>(B value, Throwable failure) {}

  private final List<A> items;
  private final Function<? super A, ? extends B> function;
  private final Outcome<B>[] window;
  private final Timings timings;
  private int next;
  private int delivered;

  Pipeline(List<A> items, Function<? super A, ? extends B> function, int window, Timings timings) {
    this.timings = timings;
    this.items = items;
    this.function = function;
    @SuppressWarnings({"unchecked", "rawtypes"})
    Outcome<B>[] outcomes = new Outcome[window];
    this.window = outcomes;
  }

  /** Hands all results to {@code sink}; the first item that fails ends it. */
  void run(ExecutorService pool, int helpers, Consumer<? super B> sink) {
    for (int i = 0; i < helpers; i++) {
      pool.execute(this::work);
    }
    try {
      for (int i = 0; i < items.size(); i++) {
        Outcome<B> outcome = await(i);
        switch (outcome.failure()) {
          case null -> sink.accept(outcome.value());
          case RuntimeException exception -> throw exception;
          case Error error -> throw error;
          default -> throw new IllegalStateException(outcome.failure());
        }
        deliver(i);
      }
    } finally {
      stop();
    }
  }

  private void work() {
    for (int i = take(); i >= 0; i = take()) {
      compute(i);
    }
  }

  private void compute(int index) {
    Outcome<B> outcome;
    try {
      outcome = new Outcome<>(function.apply(items.get(index)), null);
    } catch (RuntimeException | Error failure) {
      outcome = new Outcome<>(null, failure);
    }
    synchronized (this) {
      window[index % window.length] = outcome;
      notifyAll();
    }
  }

  /** The next item to work on, as soon as there is room for its result; negative at the end. */
  private synchronized int take() {
    while (next < items.size() && next >= delivered + window.length) {
      pause();
    }
    return next < items.size() ? next++ : -1;
  }

  private Outcome<B> await(int index) {
    while (true) {
      int mine = -1;
      synchronized (this) {
        Outcome<B> outcome = window[index % window.length];
        if (outcome != null) {
          window[index % window.length] = null;
          return outcome;
        }
        if (next < items.size() && next < delivered + window.length) {
          mine = next++;
        } else {
          Timings.Start start = timings.start();
          pause();
          timings.add(Timings.Kind.WAIT, "", start);
        }
      }
      if (mine >= 0) {
        compute(mine);
      }
    }
  }

  private synchronized void deliver(int index) {
    delivered = index + 1;
    notifyAll();
  }

  private synchronized void stop() {
    next = items.size();
    notifyAll();
  }

  private void pause() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for workers", e);
    }
  }
}
