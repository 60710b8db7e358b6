package dev.whittle.ir.crate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NameFilterTest {
  /** Of names as libraries have them, alike but for a few characters. */
  @Test
  void nothingThatWasAddedIsLackingAndLittleElseIsThere() {
    for (int size : new int[] {1, 8, 9, 1000, 50_000}) {
      NameFilter filter = new NameFilter(size);
      for (int i = 0; i < size; i++) {
        filter.add(("org/example/core/Part" + i).hashCode());
      }
      for (int i = 0; i < size; i++) {
        assertFalse(filter.lacks(("org/example/core/Part" + i).hashCode()));
      }
      int inVain = 0;
      for (int i = 0; i < 10_000; i++) {
        inVain += filter.lacks(("org/example/util/Part" + i).hashCode()) ? 0 : 1;
      }
      assertTrue(inVain < 1000, inVain + " of 10,000 with " + size);
    }
  }

  @Test
  void anEmptyOneLacksEverything() {
    assertTrue(new NameFilter(0).lacks("a/A".hashCode()));
  }
}
