package dev.whittle.codegen.clean;

import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.Terminator.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The edges of terminators. */
final class Edges {
  private Edges() {}

  static List<Edge> of(Terminator terminator) {
    return switch (terminator) {
      case Terminator.Goto t -> List.of(t.target());
      case Terminator.Branch t -> List.of(t.taken(), t.otherwise());
      case Terminator.Switch t -> {
        List<Edge> edges = new ArrayList<>(t.cases().size() + 1);
        t.cases().forEach(c -> edges.add(c.target()));
        edges.add(t.otherwise());
        yield edges;
      }
      case Terminator.Return _, Terminator.Throw _ -> List.of();
    };
  }

  /** The terminator with other edges, the same object when none changed. */
  static Terminator map(Terminator terminator, UnaryOperator<Edge> map) {
    return switch (terminator) {
      case Terminator.Goto t -> {
        Edge target = map.apply(t.target());
        yield target == t.target() ? t : new Terminator.Goto(target);
      }
      case Terminator.Branch t -> {
        Edge taken = map.apply(t.taken());
        Edge otherwise = map.apply(t.otherwise());
        yield taken == t.taken() && otherwise == t.otherwise()
            ? t
            : new Terminator.Branch(t.condition(), t.left(), t.right(), taken, otherwise);
      }
      case Terminator.Switch t -> {
        boolean isSame = true;
        List<Case> cases = new ArrayList<>(t.cases().size());
        for (Case c : t.cases()) {
          Edge target = map.apply(c.target());
          isSame &= target == c.target();
          cases.add(target == c.target() ? c : new Case(c.key(), target));
        }
        Edge otherwise = map.apply(t.otherwise());
        yield isSame && otherwise == t.otherwise()
            ? t
            : new Terminator.Switch(t.form(), t.key(), cases, otherwise);
      }
      case Terminator.Return _, Terminator.Throw _ -> terminator;
    };
  }
}
