package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Takes out of the headers of blocks the locals that are no longer assigned, with the type that is
 * claimed, on every way there: their store is gone, or their slot has become another's. The rest
 * stays, read or not, as frames that differ little from one block to the next take the least room.
 */
final class Headers {
  /** Why a local keeps its slot, the stronger reason first. */
  private enum Need {
    READ,
    UNINITIALIZED_THIS,
    NONE
  }

  private final Draft draft;
  private final List<BitSet> entries = new ArrayList<>();
  private boolean changed = true;

  private Headers(Draft draft) {
    this.draft = draft;
  }

  /** Headers as they can be after stores were taken out; edges may then go elsewhere. */
  static void settle(Draft draft) {
    boolean isSettled = true;
    for (DraftBlock block : draft.blocks) {
      isSettled &= block.stale.isEmpty();
    }
    if (!isSettled) {
      trim(draft);
      draft.blocks.forEach(block -> block.stale.clear());
    }
  }

  static void trim(Draft draft) {
    Headers headers = new Headers(draft);
    headers.start();
    BitSet reached = draft.reachable();
    while (headers.changed) {
      headers.changed = false;
      for (int b : draft.order) {
        if (reached.get(b)) {
          headers.leave(b);
        }
      }
    }
    for (int b = 0; b < draft.blocks.size(); b++) {
      write(draft.blocks.get(b), headers.entries.get(b));
    }
  }

  private void start() {
    Liveness liveness = draft.slotsMoved() ? Liveness.of(draft) : null;
    for (int b = 0; b < draft.blocks.size(); b++) {
      EntryTypes entry = draft.blocks.get(b).entry;
      BitSet assigned = new BitSet(draft.locals.size());
      for (int i = 0; i < entry.locals().size(); i++) {
        assigned.set(entry.locals().at(i));
      }
      if (liveness != null) {
        takeTurns(entry, liveness.in(b), assigned);
      }
      entries.add(assigned);
    }
  }

  /** Of locals that have one slot, one stays: the one that is needed. */
  private void takeTurns(EntryTypes entry, BitSet live, BitSet assigned) {
    BitSet slots = new BitSet();
    for (Need need : Need.values()) {
      for (int i = 0; i < entry.locals().size(); i++) {
        int local = entry.locals().at(i);
        Local place = draft.locals.get(local);
        int end = place.slot() + place.kind().slots();
        if (need(live.get(local), entry.types().get(i)) == need) {
          int taken = slots.nextSetBit(place.slot());
          if (taken < 0 || taken >= end) {
            slots.set(place.slot(), end);
          } else {
            assigned.clear(local);
          }
        }
      }
    }
  }

  private static Need need(boolean isLive, VType type) {
    return isLive
        ? Need.READ
        : type instanceof VType.UninitThis ? Need.UNINITIALIZED_THIS : Need.NONE;
  }

  private void leave(int index) {
    DraftBlock block = draft.blocks.get(index);
    BitSet assigned = (BitSet) entries.get(index).clone();
    BitSet throughout = (BitSet) assigned.clone();
    for (Step step : block.steps) {
      if (step.statement() instanceof Statement.Store s) {
        kill(s.local(), assigned);
        throughout.and(assigned);
        assigned.set(s.local());
      }
    }
    for (int i = 0; i < block.handlers.size(); i++) {
      arrive(draft.handlers.get(block.handlers.at(i)).block(), throughout);
    }
    BitSet stored = block.stored();
    for (Edge edge : Edges.of(block.terminator)) {
      arrive(edge.block(), typed(assigned, stored, block, draft.blocks.get(edge.block())));
    }
  }

  /** Without references that are not what a store left which is gone: their type is another. */
  private BitSet typed(BitSet assigned, BitSet stored, DraftBlock block, DraftBlock target) {
    BitSet typed = (BitSet) assigned.clone();
    for (int l = block.stale.nextSetBit(0); l >= 0; l = block.stale.nextSetBit(l + 1)) {
      boolean isAsOnEntry =
          !stored.get(l) && Objects.equals(block.entryType(l), target.entryType(l));
      if (draft.kind(l) == Kind.REFERENCE && !isAsOnEntry) {
        typed.clear(l);
      }
    }
    return typed;
  }

  private void kill(int stored, BitSet assigned) {
    Local place = draft.locals.get(stored);
    for (int l = assigned.nextSetBit(0); l >= 0; l = assigned.nextSetBit(l + 1)) {
      if (l != stored && place.overlaps(draft.locals.get(l))) {
        assigned.clear(l);
      }
    }
  }

  private void arrive(int block, BitSet assigned) {
    BitSet entry = entries.get(block);
    int before = entry.cardinality();
    entry.and(assigned);
    changed |= entry.cardinality() < before;
  }

  private static void write(DraftBlock block, BitSet assigned) {
    if (assigned.cardinality() == block.entry.locals().size()) {
      return;
    }
    List<Integer> locals = new ArrayList<>();
    List<VType> types = new ArrayList<>();
    for (int i = 0; i < block.entry.locals().size(); i++) {
      if (assigned.get(block.entry.locals().at(i))) {
        locals.add(block.entry.locals().at(i));
        types.add(block.entry.types().get(i));
      }
    }
    block.entry = new EntryTypes(Ints.of(locals.stream().mapToInt(l -> l).toArray()), types);
  }
}
