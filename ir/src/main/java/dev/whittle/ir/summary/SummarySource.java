package dev.whittle.ir.summary;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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

  /** This source, working ahead on an executor. */
  default SummarySource on(Executor executor) {
    SummarySource source = this;
    return new SummarySource() {
      @Override
      public Summary summary(ClassDef owner, FunctionDef function) {
        return source.summary(owner, function);
      }

      @Override
      public Supplier<Summary> ahead(ClassDef owner, FunctionDef function) {
        CompletableFuture<Summary> future =
            CompletableFuture.supplyAsync(() -> source.summary(owner, function), executor);
        return () -> joined(future);
      }
    };
  }

  private static Summary joined(CompletableFuture<Summary> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw e;
    }
  }
}
