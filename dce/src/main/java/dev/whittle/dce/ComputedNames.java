package dev.whittle.dce;

import dev.whittle.ir.Access;
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
final class ComputedNames implements Mechanism.ByFlow {
  private final Marks marks;
  private final ValueTracing tracing;
  private final NamedClasses named;
  private final Prefixes prefixes;

  ComputedNames(Marks marks, ValueTracing tracing, NamedClasses named, Prefixes prefixes) {
    this.marks = marks;
    this.tracing = tracing;
    this.named = named;
    this.prefixes = prefixes;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Flow flow) {
    if (flow instanceof Effect.Flow.Concatenation(Value value) && !isOfNobody(value)) {
      Evidence sink = new Evidence(this, function);
      tracing.trace(function, value, sink, ValueTracing.Effort.EVIDENCE);
    }
  }

  /**
   * The name of an object's class, of which no more is known than an abstract type: that is not it.
   */
  private boolean isOfNobody(Value value) {
    if (value instanceof Value.Derived(var _, Value.NameOf(Value.ClassOf(String type)))) {
      ClassNode c = marks.hierarchy.ofConstant(type);
      return c != null && Access.has(c.access, Access.ABSTRACT | Access.INTERFACE);
    }
    return false;
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
