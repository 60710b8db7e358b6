package dev.whittle.ir.crate;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;

/**
 * Two sorted lists without common elements as one; the long one is looked at as little as can be.
 */
final class MergedNames extends AbstractList<String> implements RandomAccess {
  private final List<String> base;
  private final List<String> others;

  /** The index of each of the others. */
  private final int[] places;

  MergedNames(List<String> base, List<String> others) {
    this.base = base;
    this.others = others;
    this.places = new int[others.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = -Collections.binarySearch(base, others.get(i)) - 1 + i;
      if (places[i] < i || i > 0 && places[i] <= places[i - 1]) {
        throw new Malformed("names of classes that do not ascend");
      }
    }
  }

  @Override
  public String get(int index) {
    int at = Arrays.binarySearch(places, index);
    return at >= 0 ? others.get(at) : base.get(index + at + 1);
  }

  @Override
  public int size() {
    return base.size() + others.size();
  }
}
