package dev.whittle.lower;

import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.VType;
import java.util.Arrays;

/**
 * The operand stack while a block is translated: temps, and what type each holds now. One serves
 * all functions of a class.
 */
final class OperandStack {
  private int[] temps = new int[16];
  private int depth;
  private VType[] types = new VType[32];
  private int tempCount;

  /** Makes a new temp of this type and pushes it. */
  int push(VType type) {
    int temp = define(type);
    pushAgain(temp);
    return temp;
  }

  /** Makes a new temp without pushing it. */
  int define(VType type) {
    if (tempCount == types.length) {
      types = Arrays.copyOf(types, tempCount * 2);
    }
    types[tempCount] = type;
    return tempCount++;
  }

  /** Pushes a temp that exists. */
  void pushAgain(int temp) {
    if (depth == temps.length) {
      temps = Arrays.copyOf(temps, depth * 2);
    }
    temps[depth++] = temp;
  }

  int pop() {
    if (depth == 0) {
      throw new IllegalStateException("operand stack underflow");
    }
    return temps[--depth];
  }

  /** Pops {@code count} temps; the result has them bottom first. */
  Ints pop(int count) {
    if (depth < count) {
      throw new IllegalStateException("operand stack underflow");
    }
    depth -= count;
    return Ints.copyOf(temps, depth, depth + count);
  }

  VType type(int temp) {
    return types[temp];
  }

  /** All temps on the stack, bottom first. */
  Ints all() {
    return Ints.copyOf(temps, 0, depth);
  }

  /** The types of the temps on the stack, bottom first. */
  VType[] types() {
    VType[] all = new VType[depth];
    for (int i = 0; i < depth; i++) {
      all[i] = types[temps[i]];
    }
    return all;
  }

  int depth() {
    return depth;
  }

  int tempCount() {
    return tempCount;
  }

  void clear() {
    depth = 0;
  }

  /** Forgets the temps, too. */
  void reset() {
    depth = 0;
    tempCount = 0;
  }

  /** Gives every temp on the stack that has type {@code from} the type {@code to}. */
  void retype(VType from, VType to) {
    for (int i = 0; i < depth; i++) {
      if (types[temps[i]].equals(from)) {
        types[temps[i]] = to;
      }
    }
  }
}
