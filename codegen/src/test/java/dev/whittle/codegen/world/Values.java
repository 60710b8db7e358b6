package dev.whittle.codegen.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Numbers for values that code computes: two numbers are the same when the values are computed from
 * the same by the same operations. The lowest bit says whether a value takes two words (JVMS
 * 2.6.2).
 */
final class Values {
  /** What a slot holds that nobody may read: the upper half of a value of two words. */
  static final int HALF = 0;

  private static final int WIDE = 1;
  private static final String INT = "int ";
  private static final String STRING = "ldc ";

  /** {@code aconst_null}. */
  private static final String NULL = "1";

  private final Map<Value, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> returnAddresses = new HashMap<>();
  private final Map<Integer, Integer> integers = new HashMap<>();
  private final Set<Integer> strings = new HashSet<>();
  private int next = 2;

  private record Value(String operation, int first, int second) {}

  /** The value that an operation makes of two operands; of words it has one. */
  int of(String operation, int first, int second) {
    return numbers.computeIfAbsent(new Value(operation, first, second), _ -> fresh(HALF));
  }

  /** A value that is like no other, as wide as {@code like}. */
  int fresh(int like) {
    int number = next | like & WIDE;
    next += 2;
    return number;
  }

  /** The constant that {@code text} loads (see {@link Code#text}) without resolution. */
  int constant(String text) {
    int number = of(text, 0, 0);
    if (text.startsWith(INT)) {
      integers.put(number, Integer.parseInt(text, INT.length(), text.length(), 10));
    } else if (text.startsWith(STRING)) {
      strings.add(number);
    }
    return number;
  }

  /** The number of an {@code int}. */
  int integer(int value) {
    return constant(INT + value);
  }

  /** The number of null. */
  int nothing() {
    return constant(NULL);
  }

  /** Which {@code int} a value is known to be, null when it is not known. */
  Integer knownInteger(int value) {
    return integers.get(value);
  }

  boolean isString(int value) {
    return strings.contains(value);
  }

  /** The address of an instruction, as {@code jsr} pushes it. */
  int returnAddress(int instruction) {
    int number = of("return address", instruction, 0);
    returnAddresses.put(number, instruction);
    return number;
  }

  /** The instruction of a return address; -1 when the value is none. */
  int instruction(int value) {
    return returnAddresses.getOrDefault(value, -1);
  }

  static boolean isWide(int value) {
    return (value & WIDE) != 0;
  }

  static int wide(int value, boolean isWide) {
    return isWide ? value | WIDE : value & ~WIDE;
  }
}
