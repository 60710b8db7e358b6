package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which locals may be read later. What a handler reads is live everywhere in the blocks that it
 * covers: it sees locals as they are before each instruction. So is what a debugger may ask for.
 */
final class Liveness {
  private final Draft draft;

  /**
   * Words that hold a bit for each local; the sets of block {@code b} start at {@code b * words}.
   */
  private final int words;

  /** What a block reads before it stores to it. */
  private final long[] read;

  private final long[] stored;
  private final long[] in;
  private final long[] out;
  private final long[] throughout;
  private final boolean isConstructor;

  private Liveness(Draft draft) {
    this.draft = draft;
    words = (draft.locals.size() + 63) >> 6;
    int size = draft.blocks.size() * words;
    read = new long[size];
    stored = new long[size];
    in = new long[size];
    out = new long[size];
    throughout = draft.seen(words);
    isConstructor = draft.blocks.getFirst().entryType(0) instanceof VType.UninitThis;
  }

  /** The least fixed point over the blocks that are reached. */
  static Liveness of(Draft draft) {
    Liveness liveness = new Liveness(draft);
    if (liveness.words == 0) {
      return liveness;
    }
    BitSet reached = draft.reachable();
    for (int b = reached.nextSetBit(0); b >= 0; b = reached.nextSetBit(b + 1)) {
      liveness.scan(b);
    }
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
    return set(in, block);
  }

  /** Locals that are live before the terminator of a block. */
  BitSet atEnd(int block) {
    BitSet live = set(out, block);
    live.or(throughout(block));
    return live;
  }

  /** Locals that are live at every instruction of a block, for its handlers or a debugger. */
  BitSet throughout(int block) {
    return set(throughout, block);
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

  private BitSet set(long[] sets, int block) {
    return BitSet.valueOf(Arrays.copyOfRange(sets, block * words, (block + 1) * words));
  }

  private void scan(int block) {
    int kept = isConstructor ? keptThis(draft.blocks.get(block)) : -1;
    if (kept >= 0) {
      read(block, kept);
    }
    for (Step step : draft.blocks.get(block).steps) {
      switch (step.statement()) {
        case Statement.Store s -> stored[block * words + (s.local() >> 6)] |= 1L << s.local();
        case Statement.Load s -> read(block, s.local());
        case Statement.Increment s -> read(block, s.local());
        case Statement _ -> {}
      }
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

  private void read(int block, int local) {
    int word = block * words + (local >> 6);
    read[word] |= 1L << local & ~stored[word];
  }

  private boolean update(int index) {
    DraftBlock block = draft.blocks.get(index);
    int start = index * words;
    for (int i = 0; i < block.handlers.size(); i++) {
      add(throughout, start, draft.handlers.get(block.handlers.at(i)).block());
    }
    for (Edge edge : Edges.of(block.terminator)) {
      add(out, start, edge.block());
    }
    boolean changed = false;
    for (int word = start; word < start + words; word++) {
      long everywhere = throughout[word];
      long live = everywhere | read[word] | out[word] & ~stored[word];
      changed |= live != in[word];
      in[word] = live;
    }
    return changed;
  }

  /** Adds what is live at the start of a block. */
  private void add(long[] to, int start, int block) {
    for (int word = 0; word < words; word++) {
      to[start + word] |= in[block * words + word];
    }
  }
}
