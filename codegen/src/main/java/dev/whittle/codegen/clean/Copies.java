package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.Constant;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what was copied instead of the copy: where a local is stored to once, and the value is a
 * cheap constant or another local that is not stored to after it was assigned, its reads become
 * constants, or reads of that other local.
 *
 * <p>One store to each is all it takes: the store of the copy dominates its reads, as a local is
 * read only where it is assigned on every path; and when the original were assigned again between,
 * then the way to that assignment would reach the read without a copy.
 */
final class Copies {
  private static final int NONE = -1;

  private final Draft draft;
  private final int[] stores;
  private final int[] loads;
  private final int[] sources;
  private final Constant[] constants;

  private Copies(Draft draft) {
    this.draft = draft;
    int locals = draft.locals.size();
    stores = new int[locals];
    loads = new int[locals];
    sources = new int[locals];
    constants = new Constant[locals];
    Arrays.fill(sources, NONE);
    for (int p = 0; p < draft.source.parameterCount(); p++) {
      stores[p] = 1;
    }
  }

  static void propagate(Draft draft) {
    if (draft.hasInvisibleLocals()) {
      new Copies(draft).propagate();
    }
  }

  private void propagate() {
    draft.blocks.forEach(this::collect);
    boolean any = false;
    for (int local = 0; local < sources.length; local++) {
      boolean single = stores[local] == 1 && !draft.visible.get(local);
      int source = sources[local];
      if (!single
          || source == NONE
          || stores[source] != 1
          || draft.kind(source) != draft.kind(local)) {
        sources[local] = NONE;
      }
      if (!single || constants[local] == null || !isCheap(constants[local], loads[local])) {
        constants[local] = null;
      }
      any |= sources[local] != NONE || constants[local] != null;
    }
    if (any) {
      BitSet reached = draft.reachable();
      reached.stream().forEach(b -> replace(draft.blocks.get(b)));
    }
  }

  private void collect(DraftBlock block) {
    Map<Integer, Statement> leaves = new HashMap<>();
    for (Step step : block.steps) {
      switch (step.statement()) {
        case Statement.Load s -> {
          loads[s.local()]++;
          leaves.put(s.result(), s);
        }
        case Statement.Const s when s.constant().isLeaf() -> leaves.put(s.result(), s);
        case Statement.Store s -> {
          stores[s.local()]++;
          switch (leaves.get(s.value())) {
            case Statement.Load load -> sources[s.local()] = load.local();
            case Statement.Const constant -> constants[s.local()] = constant.constant();
            case null, default -> {}
          }
        }
        case Statement.Increment s -> stores[s.local()] += 2;
        case Statement _ -> {}
      }
    }
  }

  /** Whether pushing it at each read costs no more than storing it once and loading it. */
  private static boolean isCheap(Constant constant, int loads) {
    return loads <= 1
        || switch (constant) {
          case Constant.Null _ -> true;
          case Constant.Int c ->
              c.value() >= -1 && c.value() <= 5 || loads <= 3 && c.value() == (byte) c.value();
          case Constant.Long c -> c.value() == 0 || c.value() == 1;
          case Constant.Float c -> c.bits() == 0;
          case Constant.Double c -> c.bits() == 0;
          case Constant _ -> false;
        };
  }

  private void replace(DraftBlock block) {
    BitSet stored = new BitSet();
    Map<Integer, Integer> owners = new HashMap<>();
    for (int i = 0; i < block.steps.size(); i++) {
      Step step = block.steps.get(i);
      if (step.statement() instanceof Statement.Store s) {
        stored.set(s.local());
        Local local = draft.locals.get(s.local());
        for (int slot = 0; slot < local.kind().slots(); slot++) {
          owners.put(local.slot() + slot, s.local());
        }
      }
      if (!(step.statement() instanceof Statement.Load s)) {
        continue;
      }
      if (constants[s.local()] != null) {
        block.steps.set(i, step.with(new Statement.Const(s.result(), constants[s.local()])));
        draft.changed();
        continue;
      }
      int local = s.local();
      // Once stored to in this block the copy has the original's type as it is now.
      while (sources[local] != NONE
          && isIntact(sources[local], owners)
          && (stored.get(local) || hasSameType(block.entry, local, sources[local]))) {
        local = sources[local];
      }
      if (local != s.local()) {
        block.steps.set(i, step.with(new Statement.Load(s.result(), local)));
        draft.changed();
      }
    }
  }

  /** Whether no local that overlaps this one has been stored to in the block. */
  private boolean isIntact(int local, Map<Integer, Integer> owners) {
    int slot = draft.locals.get(local).slot();
    int last = slot + draft.kind(local).slots() - 1;
    return owners.getOrDefault(slot, local) == local && owners.getOrDefault(last, local) == local;
  }

  /** Whether a block's header gives both locals the same type. */
  private boolean hasSameType(EntryTypes entry, int local, int source) {
    VType type = null;
    VType other = null;
    for (int i = 0; i < entry.locals().size(); i++) {
      if (entry.locals().at(i) == local) {
        type = entry.types().get(i);
      } else if (entry.locals().at(i) == source) {
        other = entry.types().get(i);
      }
    }
    return type != null && type.equals(other);
  }
}
