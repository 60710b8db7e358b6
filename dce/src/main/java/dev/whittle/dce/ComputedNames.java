package dev.whittle.dce;

import dev.whittle.ir.summary.ComputedName;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Value;

/**
 * Classes named by strings that reached code puts together. A concatenation whose parts turn out to
 * be constants, wherever they come from ({@link ValueTracing}), is as good as a string constant
 * ({@link NamedClasses}) when it is a qualified name. One with a part that stays unknown counts
 * only where it reaches a class look-up ({@link ReflectiveEffects}).
 */
final class ComputedNames implements Mechanism {
  private final ValueTracing tracing;
  private final NamedClasses named;

  ComputedNames(ValueTracing tracing, NamedClasses named) {
    this.tracing = tracing;
    this.named = named;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect effect) {
    if (effect instanceof Effect.Flow.Concatenation(Value value)) {
      Because because = Because.of(ReasonKind.STRING, function.used);
      tracing.trace(function, value, new Evidence(named, because), ValueTracing.Effort.EVIDENCE);
    }
  }

  private record Evidence(NamedClasses named, Because because) implements ValueTracing.Sink {
    @Override
    public boolean wants(Value value) {
      return ComputedName.mayBe(value);
    }

    @Override
    public void accept(Value value) {
      if (value instanceof Value.Text(String text)
          && (text.indexOf('.') > 0 || text.indexOf('/') > 0)) {
        named.text(text, because);
      }
    }
  }
}
