package dev.whittle.ir.verify;

import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The types of locals while one block after the other is walked. */
final class LocalStates {
  private final List<Local> locals;
  private final VType[] types;

  /** Which local owns each slot, -1 when none does; wide locals own two. */
  private final int[] owners;

  /** Slots that were owned at some time in this block, so that leaving it costs what it touched. */
  private final BitSet touched = new BitSet();

  /** How many locals hold uninitialized objects: mostly none, and then nothing is searched. */
  private int uninitialized;

  /** Locals that changed since the last {@link #drainChanges}. */
  private List<Integer> changes = new ArrayList<>();

  LocalStates(Body body) {
    locals = body.locals();
    types = new VType[locals.size()];
    int slots = 0;
    for (Local local : locals) {
      slots = Math.max(slots, local.slot() + local.kind().slots());
    }
    owners = new int[slots];
    Arrays.fill(owners, -1);
  }

  /** Starts a block. */
  void enter(EntryTypes entry) {
    clear();
    for (int i = 0; i < entry.locals().size(); i++) {
      set(entry.locals().at(i), entry.types().get(i));
    }
    changes.clear();
  }

  /** The type of a local, null when it is not assigned. */
  VType type(int local) {
    return types[local];
  }

  Kind kind(int local) {
    return locals.get(local).kind();
  }

  /** A type that a local can have, to go on with after an error. */
  VType anyType(int local) {
    return kind(local) == Kind.REFERENCE ? new VType.Null() : VType.of(kind(local));
  }

  /** Assigns a local and kills those that overlap it. */
  void set(int local, VType type) {
    int slot = locals.get(local).slot();
    for (int i = 0; i < locals.get(local).kind().slots(); i++) {
      kill(owners[slot + i]);
      owners[slot + i] = local;
      touched.set(slot + i);
    }
    types[local] = type;
    uninitialized += isUninit(type) ? 1 : 0;
    changes.add(local);
  }

  /**
   * Gives every local of the uninitialized type {@code from} the type {@code to}; null kills it.
   */
  void replace(VType from, VType to) {
    if (uninitialized == 0) {
      return;
    }
    for (int slot = touched.nextSetBit(0); slot >= 0; slot = touched.nextSetBit(slot + 1)) {
      int local = owners[slot];
      if (local >= 0 && from.equals(types[local])) {
        set(local, to);
      }
    }
  }

  /** The locals that changed since the last call, some perhaps twice. */
  List<Integer> drainChanges() {
    if (changes.isEmpty()) {
      return List.of();
    }
    List<Integer> drained = changes;
    changes = new ArrayList<>();
    return drained;
  }

  private void kill(int local) {
    if (local < 0) {
      return;
    }
    int slot = locals.get(local).slot();
    for (int i = 0; i < locals.get(local).kind().slots(); i++) {
      owners[slot + i] = -1;
    }
    uninitialized -= isUninit(types[local]) ? 1 : 0;
    types[local] = null;
    changes.add(local);
  }

  private static boolean isUninit(VType type) {
    return type instanceof VType.Uninit || type instanceof VType.UninitThis;
  }

  private void clear() {
    uninitialized = 0;
    for (int slot = touched.nextSetBit(0); slot >= 0; slot = touched.nextSetBit(slot + 1)) {
      if (owners[slot] >= 0) {
        types[owners[slot]] = null;
        owners[slot] = -1;
      }
    }
    touched.clear();
  }
}
