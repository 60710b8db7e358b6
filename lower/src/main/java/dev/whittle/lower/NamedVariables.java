package dev.whittle.lower;

import java.util.Arrays;
import java.util.List;

/**
 * The named variables of a function, found by slot while its instructions are passed in order: in
 * time that does not grow with how many variables share a slot, as long as these do not overlap.
 */
final class NamedVariables {
  private static final int BITS = 23;
  private static final int MASK = (1 << BITS) - 1;

  /** Told which variables an access is in. */
  interface Listener {
    void accessed(int variable, int node);
  }

  private final Listener listener;

  /** Slot, start and index of each variable, in this order of significance; ascending. */
  private final long[] keys;

  private final int[] ends;

  /** The furthest end of a variable and all of its slot that start before it. */
  private final int[] furthestEnds;

  /** By slot: behind the last variable that has started; it only moves on. */
  private final int[] started;

  NamedVariables(List<RecordedCode.Variable> table, int slotCount, Listener listener) {
    this.listener = listener;
    keys = new long[table.size()];
    ends = new int[keys.length];
    furthestEnds = new int[keys.length];
    int slots = slotCount;
    for (int v = 0; v < keys.length; v++) {
      RecordedCode.Variable variable = table.get(v);
      slots = Math.max(slots, variable.slot() + 1);
      keys[v] = (long) variable.slot() << 2 * BITS | (long) variable.start() << BITS | v;
    }
    Arrays.sort(keys);
    started = new int[slots];
    for (int i = 0; i < keys.length; i++) {
      ends[i] = table.get(variable(i)).end();
      boolean isFirst = i == 0 || slot(i) != slot(i - 1);
      furthestEnds[i] = isFirst ? ends[i] : Math.max(ends[i], furthestEnds[i - 1]);
      if (isFirst) {
        started[slot(i)] = i;
      }
    }
  }

  /** Names the variables of a slot whose range an instruction is in. */
  void access(int slot, int instruction, int node) {
    startedBy(slot, instruction, instruction, node);
  }

  /** Names the variables of a slot whose range a store is in, or right before. */
  void store(int slot, int instruction, int node) {
    startedBy(slot, instruction + 1, instruction, node);
  }

  private void startedBy(int slot, int latestStart, int instruction, int node) {
    int next = started[slot];
    while (next < keys.length && slot(next) == slot && start(next) <= latestStart) {
      next++;
    }
    started[slot] = next;
    for (int i = next - 1; i >= 0 && slot(i) == slot && furthestEnds[i] > instruction; i--) {
      if (ends[i] > instruction) {
        listener.accessed(variable(i), node);
      }
    }
  }

  private int slot(int i) {
    return (int) (keys[i] >>> 2 * BITS);
  }

  private int start(int i) {
    return (int) (keys[i] >>> BITS) & MASK;
  }

  private int variable(int i) {
    return (int) keys[i] & MASK;
  }
}
