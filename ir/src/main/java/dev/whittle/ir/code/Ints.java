package dev.whittle.ir.code;

import java.util.Arrays;
import java.util.stream.IntStream;

/** An immutable sequence of ints with value equality: operands, indices, points. */
public final class Ints {
  public static final Ints EMPTY = new Ints(new int[0]);

  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  public static Ints of(int... values) {
    return values.length == 0 ? EMPTY : new Ints(values.clone());
  }

  /** The elements {@code from} (inclusive) to {@code to} (exclusive) of {@code array}. */
  public static Ints copyOf(int[] array, int from, int to) {
    return from == to ? EMPTY : new Ints(Arrays.copyOfRange(array, from, to));
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
