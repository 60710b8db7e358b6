package dev.whittle.driver;

import dev.whittle.codegen.link.OrderedMap;
import dev.whittle.driver.timing.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one place where a build runs on several threads: an ordered map, and one that hands results
 * on as they come. What comes out, results and exceptions alike, does not show how many threads
 * there were: the exception that is thrown is that of the first item that fails.
 */
public final class Parallel implements OrderedMap, AutoCloseable {
  /** Results that may wait for a sink, for each thread. */
  private static final int AHEAD = 64;

  private final int threads;
  private final ExecutorService pool;
  private final Timings timings;

  private Parallel(int threads, Timings timings) {
    this.threads = threads;
    this.timings = timings;
    this.pool = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, new Workers());
  }

  /** ▸ The JDK's factory of named threads puts six method handles together first, 3 ms. */
  private static final class Workers implements ThreadFactory {
    private final AtomicInteger made = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "whittle-" + made.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }

  /** On at most {@code threads} threads, the caller's among them. */
  public static Parallel of(int threads) {
    return of(threads, Timings.NONE);
  }

  /** The same, and {@code timings} takes the time of every piece of work. */
  static Parallel of(int threads, Timings timings) {
    return new Parallel(threads, timings);
  }

  /**
   * Starts work whose result will be asked for once, on this thread. What has not been begun when
   * it is asked for is done by the one who asks; what goes wrong is thrown then.
   */
  <T> Supplier<T> ahead(Supplier<T> work) {
    if (pool == null) {
      return work;
    }
    FutureTask<T> task =
        new FutureTask<>(
            timings.areTaken() ? () -> timings.time(Timings.Kind.WORK, "", work) : work::get);
    pool.execute(task);
    return () -> result(task);
  }

  private <T> T result(FutureTask<T> task) {
    task.run();
    try {
      if (!timings.areTaken() || task.isDone()) {
        return task.get();
      }
      Timings.Start start = timings.start();
      try {
        return task.get();
      } finally {
        timings.add(Timings.Kind.WAIT, "", start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for work", e);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  @Override
  public <A, B> List<B> map(List<A> items, Function<? super A, ? extends B> function) {
    if (threads == 1 || items.size() < 2) {
      return OrderedMap.SEQUENTIAL.map(items, function);
    }
    return new Run<A, B>(items, timed(function)).run();
  }

  /**
   * Hands what {@code function} makes of each item to {@code sink}, in order and on this thread,
   * while later items are worked on. Results wait for the sink in limited number, so a long list
   * needs no more memory than a short one.
   */
  public <A, B> void inOrder(
      List<A> items, Function<? super A, ? extends B> function, Consumer<? super B> sink) {
    if (threads == 1) {
      items.forEach(item -> sink.accept(function.apply(item)));
    } else {
      new Pipeline<A, B>(items, timed(function), AHEAD * threads, timings)
          .run(pool, threads - 1, sink);
    }
  }

  private <A, B> Function<? super A, ? extends B> timed(Function<? super A, ? extends B> function) {
    return timings.areTaken()
        ? item -> timings.time(Timings.Kind.WORK, "", () -> function.apply(item))
        : function;
  }

  /** One call of {@link #map}: workers take the next item until none is left or one has failed. */
  private final class Run<A, B> {
    private final List<A> items;
    private final Function<? super A, ? extends B> function;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger firstFailure = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicReferenceArray<B> results;
    private final AtomicReferenceArray<Throwable> failures;

    Run(List<A> items, Function<? super A, ? extends B> function) {
      this.items = items;
      this.function = function;
      this.results = new AtomicReferenceArray<>(items.size());
      this.failures = new AtomicReferenceArray<>(items.size());
    }

    List<B> run() {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 1; i < Math.min(threads, items.size()); i++) {
        workers.add(pool.submit(this::work));
      }
      work();
      Timings.Start start = timings.start();
      workers.forEach(this::join);
      timings.add(Timings.Kind.WAIT, "", start);
      if (firstFailure.get() < items.size()) {
        throw unchecked(failures.get(firstFailure.get()));
      }
      List<B> ordered = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        ordered.add(results.get(i));
      }
      return ordered;
    }

    /** Items before a failed one are still done, as one of them may be the first to fail. */
    private void work() {
      for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
        if (i > firstFailure.get()) {
          return;
        }
        try {
          results.set(i, function.apply(items.get(i)));
        } catch (RuntimeException | Error failure) {
          failures.set(i, failure);
          firstFailure.accumulateAndGet(i, Math::min);
        }
      }
    }

    private void join(Future<?> worker) {
      try {
        worker.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for workers", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a worker lost an exception", e);
      }
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case RuntimeException exception -> exception;
      case Error error -> throw error;
      default -> new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
