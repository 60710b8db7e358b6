package dev.whittle.ir.code;

import java.util.Arrays;
import java.util.stream.IntStream;

/** An immutable sequence of ints with value equality: operands, indices, points. */
public final class Ints {
  public static final Ints EMPTY = new Ints(new int[0]);

  /** Most operand lists are one small number, so these are made once: lowering allocates less. */
  private static final Ints[] SINGLE = new Ints[256];

  static {
    for (int i = 0; i < SINGLE.length; i++) {
      SINGLE[i] = new Ints(new int[] {i});
    }
  }

  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  public static Ints of(int... values) {
    return copyOf(values, 0, values.length);
  }

  /** The elements {@code from} (inclusive) to {@code to} (exclusive) of {@code array}. */
  public static Ints copyOf(int[] array, int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    int first = array[from];
    return to - from == 1 && first >= 0 && first < SINGLE.length
        ? SINGLE[first]
        : new Ints(Arrays.copyOfRange(array, from, to));
  }

  public int size() {
    return values.length;
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  public int at(int index) {
    return values[index];
  }

  public int last() {
    return values[values.length - 1];
  }

  public IntStream stream() {
    return Arrays.stream(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ints ints && Arrays.equals(values, ints.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
