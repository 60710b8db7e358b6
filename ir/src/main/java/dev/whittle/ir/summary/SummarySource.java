package dev.whittle.ir.summary;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What can answer "the summary of this function": {@link Summaries#of} itself, or a store that
 * keeps its results. A pure function behind a memo; it may be asked from several threads.
 */
@FunctionalInterface
public interface SummarySource {
  Summary summary(ClassDef owner, FunctionDef function);

  /**
   * The summary, which will be asked for soon and once. A source that can work ahead starts now;
   * what goes wrong is thrown when it is asked for.
   */
  default Supplier<Summary> ahead(ClassDef owner, FunctionDef function) {
    return () -> summary(owner, function);
  }

  /**
   * This source, working ahead on an executor. What has not been started when it is asked for is
   * done by the one who asks, so the executor may also do nothing.
   */
  default SummarySource on(Executor executor) {
    SummarySource source = this;
    return new SummarySource() {
      @Override
      public Summary summary(ClassDef owner, FunctionDef function) {
        return source.summary(owner, function);
      }

      @Override
      public Supplier<Summary> ahead(ClassDef owner, FunctionDef function) {
        FutureTask<Summary> task = new FutureTask<>(() -> source.summary(owner, function));
        executor.execute(task);
        return () -> result(task);
      }
    };
  }

  private static Summary result(FutureTask<Summary> task) {
    task.run();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a summary", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
