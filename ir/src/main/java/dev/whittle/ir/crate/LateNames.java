package dev.whittle.ir.crate;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;

/** Names of which at first no more is known than how many there are. */
final class LateNames extends AbstractList<String> implements RandomAccess {
  private final int count;
  private final Supplier<List<String>> source;
  private volatile List<String> names;

  LateNames(int count, Supplier<List<String>> source) {
    this.count = count;
    this.source = source;
  }

  @Override
  public String get(int index) {
    List<String> known = names;
    if (known == null) {
      known = source.get();
      names = known;
    }
    return known.get(index);
  }

  @Override
  public int size() {
    return count;
  }
}
