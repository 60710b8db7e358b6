package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which locals may be read later. What a handler reads is live everywhere in the blocks that it
 * covers: it sees locals as they are before each instruction. So is what a debugger may ask for.
 */
final class Liveness {
  private final Draft draft;
  private final List<BitSet> in = new ArrayList<>();
  private final List<BitSet> out = new ArrayList<>();
  private final List<BitSet> throughout = new ArrayList<>();

  private Liveness(Draft draft) {
    this.draft = draft;
    for (int b = 0; b < draft.blocks.size(); b++) {
      in.add(new BitSet());
      out.add(new BitSet());
    }
    throughout.addAll(draft.seen());
  }

  /** The least fixed point over the blocks that are reached. */
  static Liveness of(Draft draft) {
    Liveness liveness = new Liveness(draft);
    BitSet reached = draft.reachable();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int b = reached.length() - 1; b >= 0; b = reached.previousSetBit(b - 1)) {
        changed |= liveness.update(b);
      }
    }
    return liveness;
  }

  /** Locals that are live at the start of a block. */
  BitSet in(int block) {
    return in.get(block);
  }

  /** Locals that are live before the terminator of a block, in a set of the caller's own. */
  BitSet atEnd(int block) {
    BitSet live = (BitSet) out.get(block).clone();
    live.or(throughout.get(block));
    return live;
  }

  /** Locals that are live at every instruction of a block, for its handlers or a debugger. */
  BitSet throughout(int block) {
    return throughout.get(block);
  }

  /** Steps from after a statement to before it; {@code throughout} is of its block. */
  static void before(Statement statement, BitSet live, BitSet throughout) {
    switch (statement) {
      case Statement.Store s -> {
        if (!throughout.get(s.local())) {
          live.clear(s.local());
        }
      }
      case Statement.Load s -> live.set(s.local());
      case Statement.Increment s -> live.set(s.local());
      case Statement _ -> {}
    }
  }

  private boolean update(int index) {
    DraftBlock block = draft.blocks.get(index);
    BitSet everywhere = throughout.get(index);
    for (int i = 0; i < block.handlers.size(); i++) {
      everywhere.or(in.get(draft.handlers.get(block.handlers.at(i)).block()));
    }
    for (Edge edge : Edges.of(block.terminator)) {
      out.get(index).or(in.get(edge.block()));
    }
    BitSet live = atEnd(index);
    for (Step step : block.steps.reversed()) {
      before(step.statement(), live, everywhere);
    }
    if (live.equals(in.get(index))) {
      return false;
    }
    in.set(index, live);
    return true;
  }
}
