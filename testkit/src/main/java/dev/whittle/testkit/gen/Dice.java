package dev.whittle.testkit.gen;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A seeded source of choices. */
public final class Dice {
  private final SplittableRandom random;

  public Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in {@code n} times. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  public int anyInt() {
    return switch (below(6)) {
      case 0 -> below(10);
      case 1 -> -below(200);
      case 2 -> Integer.MIN_VALUE;
      case 3 -> Integer.MAX_VALUE;
      case 4 -> below(70_000);
      default -> random.nextInt();
    };
  }

  public long anyLong() {
    return oneIn(3) ? anyInt() : oneIn(4) ? Long.MIN_VALUE : random.nextLong();
  }

  @SafeVarargs
  public final <T> T of(T... choices) {
    return choices[below(choices.length)];
  }

  public <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Up to {@code max} elements, small lists more often. */
  public <T> List<T> list(int max, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = below(below(max + 1) + 1); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  /** Null once in {@code n} times. */
  public <T> T orNull(int n, Supplier<T> value) {
    return oneIn(n) ? null : value.get();
  }
}
