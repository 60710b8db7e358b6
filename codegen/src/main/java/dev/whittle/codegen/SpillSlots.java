package dev.whittle.codegen;

import java.util.Arrays;

/**
 * Slots above a body's own locals, handed out while a block is planned and free again at its end:
 * nothing that is spilled crosses an edge.
 */
final class SpillSlots {
  private final int base;
  private int next;
  private int highest;
  private final int[][] free = {new int[8], new int[8]};
  private final int[] freeCount = new int[2];

  /**
   * @param base the first slot that the body does not use
   */
  SpillSlots(int base) {
    this.base = base;
    this.next = base;
    this.highest = base;
  }

  int take(int words) {
    int width = words - 1;
    if (freeCount[width] > 0) {
      return free[width][--freeCount[width]];
    }
    int slot = next;
    next += words;
    highest = Math.max(highest, next);
    return slot;
  }

  void release(int slot, int words) {
    int width = words - 1;
    if (freeCount[width] == free[width].length) {
      free[width] = Arrays.copyOf(free[width], 2 * freeCount[width]);
    }
    free[width][freeCount[width]++] = slot;
  }

  void releaseAll() {
    next = base;
    Arrays.fill(freeCount, 0);
  }

  /** How many slots the body and its spills need. */
  int highest() {
    return highest;
  }
}
