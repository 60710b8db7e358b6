package dev.whittle.codegen.fuzz;

import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an exception comes from.
 *
 * @param lines that a stack trace may show; one but for code of no instruction, whose line comes to
 *     stand at what follows; {@link #NO_LINE} where none is known
 */
record Place(String function, Set<Integer> lines) {
  private static final int NO_LINE = -1;

  /** The place of a point: what the anchors say of it. */
  static Place of(FunctionDef function, int point) {
    Body body = function.code().body();
    Ints anchors = body.anchors();
    Ints lines = function.code().locations().lines();
    Set<Integer> possible = new TreeSet<>();
    int own = NO_LINE;
    for (int i = 0; i < lines.size() && anchors.at(i) <= point; i++) {
      boolean isFirst = i == 0 || anchors.at(i) != anchors.at(i - 1);
      own = isFirst || anchors.at(i) < point ? lines.at(i) : own;
    }
    possible.add(own);
    for (int before = point - 1; before >= 0 && mayBeEmpty(body, before); before--) {
      for (int i = lines.size() - 1; i >= 0; i--) {
        if (anchors.at(i) == before) {
          possible.add(lines.at(i));
        }
      }
    }
    return new Place(function.name(), possible);
  }

  /** Whether what stands at a point may get its code elsewhere, or none. */
  private static boolean mayBeEmpty(Body body, int point) {
    int first = 0;
    for (int b = 0; b < body.blocks().size(); b++) {
      Block block = body.blocks().get(b);
      int index = point - first;
      if (index < block.statements().size()) {
        return switch (block.statements().get(index)) {
          case Statement.Const _, Statement.Load _, Statement.Shuffle _, Statement.Discard _ ->
              true;
          default -> false;
        };
      }
      if (index == block.statements().size()) {
        return block.terminator() instanceof Terminator.Goto(Edge edge) && edge.block() == b + 1;
      }
      first += block.statements().size() + 1;
    }
    throw new IllegalArgumentException("no point " + point);
  }

  /**
   * Whether these elements, of one class, are what a stack trace has of these places; null when
   * they are, else a text for each side.
   */
  static String difference(List<Place> expected, List<StackTraceElement> actual) {
    boolean fits = expected.size() == actual.size();
    for (int i = 0; fits && i < actual.size(); i++) {
      fits = expected.get(i).admits(actual.get(i));
    }
    return fits ? null : "\n  expected " + expected + "\n  was      " + new ArrayList<>(actual);
  }

  private boolean admits(StackTraceElement element) {
    return function.equals(element.getMethodName())
        && lines.contains(Math.max(NO_LINE, element.getLineNumber()));
  }
}
