package dev.whittle.codegen.clean;

import dev.whittle.ir.code.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Gives locals other slots, so that those named most have the short instructions of slots 0 to 3,
 * and slots of values that are no longer needed serve others. Parameters and {@code this} keep
 * theirs, {@code this} to the end; what a debugger sees lives as long as its extents.
 *
 * <p>Greedy colouring of the interference graph, most used locals first. The old slots stay when
 * the new ones do not save anything.
 */
final class SlotAssignment {
  private static final int SHORT_SLOTS = 4;
  private static final int BYTE_SLOTS = 256;

  /** Above this the graph would cost more than it saves. */
  private static final long MAX_WORK = 1L << 26;

  private final Draft draft;
  private final int count;
  private final int[] references;
  private final int[] slots;

  /** Locals that may get another slot. */
  private final BitSet movable = new BitSet();

  /** By local that may get another slot: those that need one of their own at the same time. */
  private final List<BitSet> conflicts = new ArrayList<>();

  private SlotAssignment(Draft draft) {
    this.draft = draft;
    this.count = draft.locals.size();
    this.references = new int[count];
    this.slots = new int[count];
  }

  static void assign(Draft draft) {
    long work = (long) draft.locals.size() * draft.locals.size() * 2;
    if (work + (long) draft.locals.size() * draft.blocks.size() < MAX_WORK) {
      new SlotAssignment(draft).assign();
    }
  }

  private void assign() {
    if (draft.slotCount() <= SHORT_SLOTS || !draft.hasInvisibleLocals()) {
      return;
    }
    movable.set(draft.source.parameterCount(), count);
    movable.andNot(draft.visible);
    if (movable.isEmpty()) {
      return;
    }
    interfere();
    boolean isSmaller = color();
    if (isSmaller) {
      draft.move(slots);
    }
  }

  private void interfere() {
    for (int local = 0; local < count; local++) {
      conflicts.add(movable.get(local) ? new BitSet(count) : null);
    }
    Liveness liveness = Liveness.of(draft);
    BitSet lasting = lasting();
    BitSet reached = draft.reachable();
    for (int b = reached.nextSetBit(0); b >= 0; b = reached.nextSetBit(b + 1)) {
      BitSet pinned = liveness.throughout(b);
      pinned.or(lasting);
      block(draft.blocks.get(b), liveness.atEnd(b), pinned);
    }
    // Parameters are all assigned at once, whether anything reads them or not.
    BitSet entry = liveness.in(0);
    entry.or(lasting);
    entry.set(0, draft.source.parameterCount());
    clash(entry, entry);
  }

  private void block(DraftBlock block, BitSet live, BitSet pinned) {
    live.or(pinned);
    clash(pinned, pinned);
    for (int i = block.steps.size() - 1; i >= 0; i--) {
      switch (block.steps.get(i).statement()) {
        case Statement.Store s -> {
          references[s.local()]++;
          conflict(s.local(), live);
          if (!pinned.get(s.local())) {
            live.clear(s.local());
          }
        }
        case Statement.Increment s -> {
          references[s.local()]++;
          conflict(s.local(), live);
          live.set(s.local());
        }
        case Statement.Load s -> {
          references[s.local()]++;
          live.set(s.local());
        }
        case Statement _ -> {}
      }
    }
    // What a debugger sees at the start of a block may have been stored nowhere near.
    clash(pinned, live);
    clash(live, pinned);
  }

  private void conflict(int local, BitSet with) {
    if (movable.get(local)) {
      conflicts.get(local).or(with);
    }
    for (int o = with.nextSetBit(0); o >= 0; o = with.nextSetBit(o + 1)) {
      if (movable.get(o)) {
        conflicts.get(o).set(local);
      }
    }
  }

  /** Each of the locals that may move is needed together with all of those. */
  private void clash(BitSet locals, BitSet with) {
    for (int l = locals.nextSetBit(0); l >= 0; l = locals.nextSetBit(l + 1)) {
      if (movable.get(l)) {
        conflicts.get(l).or(with);
      }
    }
  }

  /** Locals that keep their slots to themselves: {@code this}; for a debugger all parameters. */
  private BitSet lasting() {
    BitSet lasting = new BitSet();
    if (draft.isRelease()) {
      lasting.set(0, draft.hasThis ? 1 : 0);
    } else {
      lasting.set(0, draft.source.parameterCount());
    }
    return lasting;
  }

  /** Whether the slots that were found make the code smaller. */
  private boolean color() {
    int parameters = draft.source.parameterCount();
    int[] order =
        movable.stream()
            .filter(local -> references[local] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(local -> -references[local]))
            .mapToInt(local -> local)
            .toArray();
    BitSet colored = new BitSet();
    long before = 0;
    long after = 0;
    for (int local = 0; local < count; local++) {
      slots[local] = draft.locals.get(local).slot();
      before += (long) references[local] * size(slots[local]);
      if (local < parameters || draft.visible.get(local)) {
        colored.set(local);
      }
    }
    for (int local : order) {
      slots[local] = free(local, colored);
      colored.set(local);
    }
    for (int local = 0; local < count; local++) {
      after += (long) references[local] * size(slots[local]);
    }
    return after < before;
  }

  private int free(int local, BitSet colored) {
    BitSet taken = new BitSet();
    BitSet others = conflicts.get(local);
    for (int o = others.nextSetBit(0); o >= 0; o = others.nextSetBit(o + 1)) {
      if (o != local && colored.get(o)) {
        taken.set(slots[o], slots[o] + draft.kind(o).slots());
      }
    }
    int slot = taken.nextClearBit(0);
    while (draft.kind(local).slots() == 2 && taken.get(slot + 1)) {
      slot = taken.nextClearBit(slot + 1);
    }
    return slot;
  }

  /** Bytes of an instruction that names a slot. */
  private static int size(int slot) {
    return slot < SHORT_SLOTS ? 1 : slot < BYTE_SLOTS ? 2 : 4;
  }
}
