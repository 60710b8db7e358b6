package dev.whittle.ir.summary;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
   * This source, working ahead.
   *
   * @param start begins some work, and waits for its result where that is asked for; who does not
   *     begin may leave it to the one who asks
   */
  default SummarySource startingBy(UnaryOperator<Supplier<Summary>> start) {
    SummarySource source = this;
    return new SummarySource() {
      @Override
      public Summary summary(ClassDef owner, FunctionDef function) {
        return source.summary(owner, function);
      }

      @Override
      public Supplier<Summary> ahead(ClassDef owner, FunctionDef function) {
        return start.apply(() -> source.summary(owner, function));
      }
    };
  }
}
