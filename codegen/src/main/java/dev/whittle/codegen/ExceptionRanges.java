package dev.whittle.codegen;

import dev.whittle.codegen.GeneratedCode.ExceptionRange;
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

  static List<ExceptionRange> of(Body body, CodePlan plan) {
    List<Handler> handlers = body.handlers();
    if (handlers.isEmpty()) {
      return List.of();
    }
    List<List<ExceptionRange>> runs = new ArrayList<>();
    for (int i = 0; i < handlers.size(); i++) {
      runs.add(new ArrayList<>(1));
    }
    for (int b = 0; b < body.blocks().size(); b++) {
      Block block = body.blocks().get(b);
      int start = plan.labelStart(b);
      int end =
          b + 1 < body.blocks().size()
              ? plan.labelStart(b + 1)
              : plan.pointStart(plan.pointCount());
      Ints covering = block.handlers();
      for (int i = 0; i < covering.size() && start < end; i++) {
        extend(runs.get(covering.at(i)), handlers.get(covering.at(i)), covering.at(i), start, end);
      }
    }
    List<ExceptionRange> all = new ArrayList<>(runs.size());
    for (List<ExceptionRange> ofHandler : runs) {
      all.addAll(ofHandler);
    }
    return all;
  }

  private static void extend(
      List<ExceptionRange> runs, Handler to, int handler, int start, int end) {
    boolean goesOn = !runs.isEmpty() && runs.getLast().end() == start;
    int from = goesOn ? runs.removeLast().start() : start;
    runs.add(new ExceptionRange(handler, from, end, to.block(), to.catchType()));
  }
}
