package dev.whittle.ir.text;

import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Terminator;
import java.util.ArrayList;
import java.util.List;

/** Prints terminators. */
final class TerminatorText {
  private TerminatorText() {}

  /** The lines of a terminator, at least one. */
  static List<String> print(Terminator terminator) {
    return switch (terminator) {
      case Terminator.Goto(Edge target) -> List.of("goto " + edge(target));
      case Terminator.Branch branch -> List.of(branch(branch));
      case Terminator.Switch multi -> lines(multi);
      case Terminator.Return(int value) ->
          List.of(value == Terminator.NONE ? "return" : "return %" + value);
      case Terminator.Throw(int value) -> List.of("throw %" + value);
    };
  }

  private static String branch(Terminator.Branch branch) {
    return "if "
        + StatementText.word(branch.condition())
        + " %"
        + branch.left()
        + (branch.right() == Terminator.NONE ? "" : ", %" + branch.right())
        + " goto "
        + edge(branch.taken())
        + " else "
        + edge(branch.otherwise());
  }

  private static List<String> lines(Terminator.Switch multi) {
    List<String> lines = new ArrayList<>();
    lines.add("switch " + StatementText.word(multi.form()) + " %" + multi.key() + " {");
    for (Terminator.Case one : multi.cases()) {
      lines.add("  " + one.key() + " -> " + edge(one.target()));
    }
    lines.add("  else -> " + edge(multi.otherwise()));
    lines.add("}");
    return lines;
  }

  private static String edge(Edge edge) {
    return "bb"
        + edge.block()
        + (edge.arguments().isEmpty() ? "" : StatementText.temps("(", edge.arguments()) + ")");
  }
}
