package dev.whittle.ir.summary;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;

/**
 * What can answer "the summary of this function": {@link Summaries#of} itself, or a store that
 * keeps its results. A pure function behind a memo; it may be asked from several threads.
 */
@FunctionalInterface
public interface SummarySource {
  Summary summary(ClassDef owner, FunctionDef function);
}
