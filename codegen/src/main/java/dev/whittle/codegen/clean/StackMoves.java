package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Leaves values on the operand stack that a local only carried to their one use: {@code _1 = %0; %1
 * = _1} without other reads of {@code _1}. What is pushed between, when these are leaves, is pushed
 * before the value is made, so that the value comes to lie on top of it.
 */
final class StackMoves {
  private final Draft draft;
  private int[] uses;

  private StackMoves(Draft draft) {
    this.draft = draft;
  }

  static void forward(Draft draft) {
    if (!draft.hasInvisibleLocals()) {
      return;
    }
    StackMoves moves = new StackMoves(draft);
    moves.uses = draft.uses();
    Liveness liveness = Liveness.of(draft);
    BitSet reached = draft.reachable();
    for (int b = reached.nextSetBit(0); b >= 0; b = reached.nextSetBit(b + 1)) {
      moves.block(draft.blocks.get(b), liveness.atEnd(b), liveness.throughout(b));
    }
    draft.rename();
    Headers.settle(draft);
  }

  private void block(DraftBlock block, BitSet liveAtEnd, BitSet throughout) {
    if (!block.hasStores()) {
      return;
    }
    boolean[] carries = carriers(block, liveAtEnd, throughout);
    List<Step> done = new ArrayList<>(block.steps.size());
    BitSet lost = new BitSet();
    for (int i = 0; i < block.steps.size(); i++) {
      Step step = block.steps.get(i);
      if (carries[i] && step.statement() instanceof Statement.Load load && forward(done, load)) {
        lost.set(load.local());
        draft.remove(block, i);
        if (block.steps.get(i) instanceof Step line) {
          done.add(line);
        }
        continue;
      }
      if (step.statement() instanceof Statement.Store s) {
        lost.clear(s.local());
      }
      done.add(step);
    }
    block.steps = done;
    block.stale.or(lost);
  }

  /** Which loads are the last, and the only ones since a store, of what that stored. */
  private boolean[] carriers(DraftBlock block, BitSet live, BitSet throughout) {
    boolean[] last = new boolean[block.steps.size()];
    for (int i = block.steps.size() - 1; i >= 0; i--) {
      Statement statement = block.steps.get(i).statement();
      if (statement instanceof Statement.Load s) {
        last[i] = !live.get(s.local()) && !draft.visible.get(s.local());
      }
      Liveness.before(statement, live, throughout);
    }
    BitSet fresh = new BitSet();
    for (int i = 0; i < block.steps.size(); i++) {
      switch (block.steps.get(i).statement()) {
        case Statement.Store s -> fresh.set(s.local());
        case Statement.Increment s -> fresh.clear(s.local());
        case Statement.Load s -> {
          last[i] &= fresh.get(s.local());
          fresh.clear(s.local());
        }
        case Statement _ -> {}
      }
    }
    return last;
  }

  /** Takes the store out of {@code done} when its value can lie where the load would put it. */
  private boolean forward(List<Step> done, Statement.Load load) {
    int store = done.size() - 1;
    while (store >= 0
        && Purity.isLeaf(done.get(store).statement())
        && !draft.lineStarts.get(done.get(store).origin())) {
      store--;
    }
    if (store < 1
        || !(done.get(store).statement() instanceof Statement.Store s)
        || s.local() != load.local()
        || uses[s.value()] != 1) {
      return false;
    }
    int leaves = done.size() - 1 - store;
    int start = leaves == 0 ? store : start(done, store);
    if (start < 0 || leaves > 0 && isStoredTo(done, start, store)) {
      return false;
    }
    if (draft.lineStarts.get(done.get(store).origin()) && !draft.isRelease()) {
      return false;
    }
    int origin = done.get(start).origin();
    List<Step> moved = new ArrayList<>(done.subList(store + 1, done.size()));
    done.subList(store, done.size()).clear();
    moved.replaceAll(step -> new Step(step.statement(), origin));
    done.addAll(start, moved);
    draft.alias(load.result(), s.value());
    draft.changed();
    return true;
  }

  /** Where the code starts that leaves one value on the stack before {@code end}, or -1. */
  private int start(List<Step> done, int end) {
    int depth = 1;
    for (int i = end - 1; i >= 0; i--) {
      Statement statement = done.get(i).statement();
      int copied = copied(statement);
      if (copied < 0) {
        return -1;
      }
      depth -= copied + (Temps.result(statement) == Temps.NONE ? 0 : 1);
      if (depth < 0) {
        return -1;
      }
      int[] operands = {0};
      if (!(statement instanceof Statement.Shuffle)) {
        Temps.forEachUse(statement, _ -> operands[0]++);
      }
      depth += operands[0];
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** How many values a hint adds to the stack, -1 when that depends on their sizes. */
  private static int copied(Statement statement) {
    return switch (statement) {
      case Statement.Shuffle s ->
          switch (s.form()) {
            case SWAP -> 0;
            case DUP, DUP_X1, DUP_X2 -> 1;
            case DUP2 -> s.values().size();
            case DUP2_X1, DUP2_X2 -> -1;
          };
      case Statement _ -> 0;
    };
  }

  /** Whether a local that is read after {@code store} is stored to from {@code start} on. */
  private static boolean isStoredTo(List<Step> done, int start, int store) {
    BitSet read = new BitSet();
    for (Step step : done.subList(store + 1, done.size())) {
      if (step.statement() instanceof Statement.Load s) {
        read.set(s.local());
      }
    }
    for (Step step : done.subList(start, store + 1)) {
      if (step.statement() instanceof Statement.Store s && read.get(s.local())
          || step.statement() instanceof Statement.Increment i && read.get(i.local())) {
        return true;
      }
    }
    return false;
  }
}
