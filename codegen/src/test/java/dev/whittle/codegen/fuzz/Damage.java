package dev.whittle.codegen.fuzz;

import dev.whittle.testkit.gen.Dice;
import java.util.Arrays;

/**
 * Random damage to bytes: flips, numbers that matter, cuts, copies of parts elsewhere, repetition.
 */
final class Damage {
  private static final int[] NUMBERS = {
    0,
    1,
    2,
    3,
    7,
    8,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xfffe,
    0xffff,
    0x10000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    -1,
    -2
  };

  private final Dice dice;

  Damage(Dice dice) {
    this.dice = dice;
  }

  /** Damaged bytes, perhaps more or fewer. */
  byte[] to(byte[] whole) {
    byte[] bytes = whole;
    for (int edits = 1 + dice.below(4); edits > 0 && bytes.length > 0; edits--) {
      bytes =
          switch (dice.below(10)) {
            case 0 -> Arrays.copyOf(bytes, dice.below(bytes.length));
            case 1 -> without(bytes);
            case 2 -> repeated(bytes);
            default -> inPlace(bytes);
          };
    }
    return bytes;
  }

  /** Damaged bytes, as many as there were. */
  byte[] inPlace(byte[] whole) {
    byte[] bytes = whole.clone();
    int at = dice.below(bytes.length);
    switch (dice.below(5)) {
      case 0 -> bytes[at] ^= (byte) (1 << dice.below(8));
      case 1 -> bytes[at] = (byte) dice.below(256);
      case 2 -> number(bytes, at, dice.of(1, 2, 4));
      case 3 -> {
        int from = dice.below(bytes.length);
        int length = Math.min(1 + dice.below(20), bytes.length - Math.max(at, from));
        System.arraycopy(whole, from, bytes, at, length);
      }
      default -> {
        for (int i = at; i < Math.min(bytes.length, at + 1 + dice.below(8)); i++) {
          bytes[i] = (byte) "\0\u00ff[({".charAt(dice.below(5));
        }
      }
    }
    return bytes;
  }

  private void number(byte[] bytes, int at, int size) {
    int value = NUMBERS[dice.below(NUMBERS.length)];
    boolean big = dice.oneIn(2);
    for (int i = 0; i < size && at + i < bytes.length; i++) {
      int shift = 8 * (big ? size - 1 - i : i);
      bytes[at + i] = (byte) (value >> shift);
    }
  }

  private byte[] without(byte[] bytes) {
    int from = dice.below(bytes.length);
    int to = Math.min(bytes.length, from + 1 + dice.below(64));
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }

  private byte[] repeated(byte[] bytes) {
    int from = dice.below(bytes.length);
    int length = Math.min(bytes.length - from, 1 + dice.below(16));
    int times = dice.oneIn(8) ? dice.below(8000) : 1 + dice.below(4);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length * times);
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, from, longer, from + length * (i + 1), length);
    }
    System.arraycopy(
        bytes, from + length, longer, from + length * (times + 1), bytes.length - from - length);
    return longer;
  }
}
