package dev.whittle.ir.crate;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** Names of a table, as a view: they are decoded as they are looked at. */
final class TableNames extends AbstractList<String> implements RandomAccess {
  private final int count;
  private final IntFunction<String> name;

  TableNames(int count, IntFunction<String> name) {
    this.count = count;
    this.name = name;
  }

  @Override
  public String get(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index + " of " + count);
    }
    return name.apply(index);
  }

  @Override
  public int size() {
    return count;
  }
}
