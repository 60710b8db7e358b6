package dev.whittle.codegen;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import java.util.ArrayList;
import java.util.List;

/**
 * The exception table of planned code: for each handler, in search order, the runs of code whose
 * blocks list it.
 */
final class ExceptionRanges {
  private ExceptionRanges() {}

  /**
   * An entry of the table (JVMS 4.7.3); positions are numbers of instructions.
   *
   * @param handler index into {@link Body#handlers()}
   */
  record Entry(int handler, int start, int end) {}

  static List<Entry> of(Body body, CodePlan plan) {
    List<Handler> handlers = body.handlers();
    if (handlers.isEmpty()) {
      return List.of();
    }
    List<List<Entry>> runs = new ArrayList<>();
    handlers.forEach(_ -> runs.add(new ArrayList<>(1)));
    for (int b = 0; b < body.blocks().size(); b++) {
      Block block = body.blocks().get(b);
      int start = plan.labelStart(b);
      int end =
          b + 1 < body.blocks().size()
              ? plan.labelStart(b + 1)
              : plan.pointStart(plan.pointCount());
      Ints covering = block.handlers();
      for (int i = 0; i < covering.size() && start < end; i++) {
        extend(runs.get(covering.at(i)), covering.at(i), start, end);
      }
    }
    return runs.stream().flatMap(List::stream).toList();
  }

  private static void extend(List<Entry> runs, int handler, int start, int end) {
    if (!runs.isEmpty() && runs.getLast().end == start) {
      runs.set(runs.size() - 1, new Entry(handler, runs.getLast().start, end));
    } else {
      runs.add(new Entry(handler, start, end));
    }
  }
}
