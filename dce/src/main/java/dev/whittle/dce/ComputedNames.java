package dev.whittle.dce;

import dev.whittle.ir.summary.ComputedName;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Value;

/**
 * Classes named by strings that reached code puts together. A concatenation whose parts turn out to
 * be constants, wherever they come from ({@link ValueTracing}), is as good as a string constant
 * ({@link NamedClasses}) when it is a qualified name. One with a part that stays unknown counts
 * where it reaches a class look-up ({@link ReflectiveEffects}), else with what a string may stand
 * for ({@link Prefixes}).
 */
final class ComputedNames implements Mechanism {
  private final ValueTracing tracing;
  private final NamedClasses named;
  private final Prefixes prefixes;

  ComputedNames(ValueTracing tracing, NamedClasses named, Prefixes prefixes) {
    this.tracing = tracing;
    this.named = named;
    this.prefixes = prefixes;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect effect) {
    if (effect instanceof Effect.Flow.Concatenation(Value value)) {
      Evidence sink = new Evidence(this, function);
      tracing.trace(function, value, sink, ValueTracing.Effort.EVIDENCE);
    }
  }

  private record Evidence(ComputedNames names, FunctionNode function) implements ValueTracing.Sink {
    @Override
    public boolean wants(Value value) {
      return ComputedName.mayBe(value);
    }

    @Override
    public void accept(Value value) {
      switch (value) {
        case Value.Text(String text) when text.indexOf('.') > 0 || text.indexOf('/') > 0 ->
            names.named.text(text, Because.of(ReasonKind.STRING, function.used));
        case Value.Concat concat ->
            names.prefixes.add(
                function.owner,
                NamePattern.of(concat),
                Because.of(ReasonKind.PATTERN, function.used));
        case Value _ -> {}
      }
    }
  }
}
