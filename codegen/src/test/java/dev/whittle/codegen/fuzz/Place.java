package dev.whittle.codegen.fuzz;

import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Ints;
import java.util.List;

/**
 * Where an exception comes from, as a stack trace shows it.
 *
 * @param line {@link #NO_LINE} where none is known
 */
record Place(String function, int line) {
  private static final int NO_LINE = -1;

  /**
   * The place of a point of a function. Its line is the first that is anchored there, as HotSpot
   * looks for it, else the last one before.
   */
  static Place of(FunctionDef function, int point) {
    Ints anchors = function.code().body().anchors();
    Ints lines = function.code().locations().lines();
    int line = NO_LINE;
    for (int i = 0; i < lines.size() && anchors.at(i) <= point; i++) {
      boolean isFirst = i == 0 || anchors.at(i) != anchors.at(i - 1);
      line = isFirst || anchors.at(i) < point ? lines.at(i) : line;
    }
    return new Place(function.name(), line);
  }

  /** Places as a stack trace has them. */
  static List<Place> of(List<StackTraceElement> trace) {
    return trace.stream()
        .map(e -> new Place(e.getMethodName(), Math.max(NO_LINE, e.getLineNumber())))
        .toList();
  }
}
