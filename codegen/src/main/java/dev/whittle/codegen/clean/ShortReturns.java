package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.Constant;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import java.util.BitSet;

/**
 * Returns where a jump to a return was, when that is shorter than the jump: {@code return}, or a
 * value of one byte and a return. Where a lock may still be held a return can throw: then it keeps
 * its line, and must be under the same handlers.
 */
final class ShortReturns {
  private ShortReturns() {}

  static void copy(Draft draft) {
    if (!draft.isRelease()) {
      return;
    }
    BitSet reached = draft.reachable();
    int[] next = draft.followers(reached);
    for (int b = reached.nextSetBit(0); b >= 0; b = reached.nextSetBit(b + 1)) {
      DraftBlock block = draft.blocks.get(b);
      if (block.terminator instanceof Terminator.Goto(var edge) && edge.block() != next[b]) {
        DraftBlock target = draft.blocks.get(edge.block());
        if (isShort(draft, target) && (!draft.hasLocks || target.handlers.equals(block.handlers))) {
          replace(draft, block, target, edge.arguments());
        }
      }
    }
  }

  private static boolean isShort(Draft draft, DraftBlock block) {
    return block.terminator instanceof Terminator.Return
        && (block.steps.isEmpty()
            || block.steps.size() == 1 && isByte(draft, block.steps.getFirst().statement()));
  }

  private static boolean isByte(Draft draft, Statement statement) {
    return switch (statement) {
      case Statement.Load s -> draft.locals.get(s.local()).slot() < 4;
      case Statement.Const s ->
          switch (s.constant()) {
            case Constant.Null _ -> true;
            case Constant.Int(int value) -> value >= -1 && value <= 5;
            case Constant.Long c -> c.value() == 0 || c.value() == 1;
            case Constant _ -> false;
          };
      case Statement _ -> false;
    };
  }

  private static void replace(Draft draft, DraftBlock block, DraftBlock target, Ints arguments) {
    int value = ((Terminator.Return) target.terminator).value();
    for (int i = 0; i < arguments.size(); i++) {
      value = target.parameters.get(i).temp() == value ? arguments.at(i) : value;
    }
    // Without locks it cannot throw, and is in no stack trace: the table of lines is spared an
    // entry.
    int origin = draft.hasLocks ? target.origin : block.origin;
    for (Step step : target.steps) {
      int copy = draft.newTemp();
      value = value == Temps.result(step.statement()) ? copy : value;
      Statement statement = Temps.rename(step.statement(), t -> t, _ -> copy);
      block.steps.add(new Step(statement, origin));
    }
    draft.end(block, new Terminator.Return(value));
    block.origin = origin;
  }
}
