package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
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

  /** In a constructor, by block, the local that {@link #keptThis} is; else null. */
  private final int[] kept;

  private Liveness(Draft draft) {
    this.draft = draft;
    for (int b = 0; b < draft.blocks.size(); b++) {
      in.add(new BitSet());
      out.add(new BitSet());
    }
    throughout.addAll(draft.seen());
    kept =
        draft.blocks.getFirst().entryType(0) instanceof VType.UninitThis
            ? draft.blocks.stream().mapToInt(Liveness::keptThis).toArray()
            : null;
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

  /**
   * A local with the uninitialized {@code this}, when slot 0 has something else: as long as there
   * is one, frames have to name it, read or not (JVMS 4.10.1.4). -1 when there is none.
   */
  private static int keptThis(DraftBlock block) {
    int kept = block.entry.types().indexOf(new VType.UninitThis());
    return kept < 0 || block.entry.locals().at(kept) == 0 ? -1 : block.entry.locals().at(kept);
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
    if (kept != null && kept[index] >= 0) {
      live.set(kept[index]);
    }
    if (live.equals(in.get(index))) {
      return false;
    }
    in.set(index, live);
    return true;
  }
}
