package dev.whittle.lower;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The named variables of a function, found by slot and instruction: in time that does not grow with
 * how many variables share a slot, as long as these do not overlap.
 */
final class NamedVariables {
  private static final int BITS = 23;
  private static final int MASK = (1 << BITS) - 1;

  /** Slot, start and index of each variable, in this order of significance; ascending. */
  private final long[] keys;

  private final int[] ends;

  /** The furthest end of a variable and all of its slot that start before it. */
  private final int[] furthestEnds;

  NamedVariables(List<RecordedCode.Variable> table) {
    keys = new long[table.size()];
    ends = new int[keys.length];
    furthestEnds = new int[keys.length];
    for (int v = 0; v < keys.length; v++) {
      keys[v] = key(table.get(v).slot(), table.get(v).start().index) | v;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      ends[i] = table.get(variable(i)).end().index;
      boolean isFirst = i == 0 || slot(i) != slot(i - 1);
      furthestEnds[i] = isFirst ? ends[i] : Math.max(ends[i], furthestEnds[i - 1]);
    }
  }

  /** The variables of a slot whose range an instruction is in. */
  void around(int slot, int instruction, IntConsumer action) {
    startedBy(slot, instruction, instruction, action);
  }

  /** The variables of a slot whose range a store is in, or right before. */
  void aroundStore(int slot, int instruction, IntConsumer action) {
    startedBy(slot, instruction + 1, instruction, action);
  }

  private void startedBy(int slot, int latestStart, int instruction, IntConsumer action) {
    if (keys.length == 0) {
      return;
    }
    int next = -Arrays.binarySearch(keys, key(slot, latestStart) | MASK) - 1;
    for (int i = next - 1; i >= 0 && slot(i) == slot && furthestEnds[i] > instruction; i--) {
      if (ends[i] > instruction) {
        action.accept(variable(i));
      }
    }
  }

  private static long key(int slot, int start) {
    return (long) slot << 2 * BITS | (long) start << BITS;
  }

  private int slot(int i) {
    return (int) (keys[i] >>> 2 * BITS);
  }

  private int variable(int i) {
    return (int) keys[i] & MASK;
  }
}
