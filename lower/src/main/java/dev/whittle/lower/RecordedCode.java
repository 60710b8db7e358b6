package dev.whittle.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The instructions of one method as arrays, with targets as instruction indices. Instruction {@code
 * size()} is the end of the code.
 */
final class RecordedCode {
  /** JVM opcodes in ASM's normal form: no {@code wide}, no {@code ldc_w}, no {@code iload_0}. */
  int[] opcodes = new int[32];

  /** Slot, immediate or dimension count. */
  int[] operands = new int[32];

  /** Increment amount. */
  int[] extras = new int[32];

  /** Constant, symbol, {@link Target} or {@link SwitchTargets}. */
  Object[] symbols = new Object[32];

  int size;

  final List<TryRange> tryRanges = new ArrayList<>();
  final List<Frame> frames = new ArrayList<>();
  final List<Line> lines = new ArrayList<>();
  final List<Variable> variables = new ArrayList<>();
  final List<CodeAnnotation> annotations = new ArrayList<>();
  int maxLocals;

  /** Whether {@code jsr} was inlined here: then the input had no frames for this code. */
  boolean hasSubroutines;

  /** A branch target, resolved to an instruction index when its label is visited. */
  static final class Target {
    int index = -1;
  }

  /** Targets of a switch. */
  record SwitchTargets(int[] keys, Target[] targets, Target otherwise) {}

  /** An exception table entry; {@code type} is null for any. */
  record TryRange(Target start, Target end, Target handler, String type) {}

  /** A stack map frame in ASM's expanded form, uninitialized entries as {@link Target}. */
  record Frame(int index, Object[] locals, Object[] stack) {}

  /** A line table entry. */
  record Line(int index, int line) {}

  /** A local variable table entry. */
  record Variable(
      String name, String descriptor, String signature, Target start, Target end, int slot) {}

  /** A type annotation in code; ranges as triples of start, end and slot. */
  record CodeAnnotation(
      int target,
      String path,
      dev.whittle.ir.Annotation.Retention retention,
      dev.whittle.ir.Annotation annotation,
      int position,
      List<Variable> ranges) {}

  int add(int opcode, int operand, int extra, Object symbol) {
    if (size == opcodes.length) {
      int capacity = size * 2;
      opcodes = Arrays.copyOf(opcodes, capacity);
      operands = Arrays.copyOf(operands, capacity);
      extras = Arrays.copyOf(extras, capacity);
      symbols = Arrays.copyOf(symbols, capacity);
    }
    opcodes[size] = opcode;
    operands[size] = operand;
    extras[size] = extra;
    symbols[size] = symbol;
    return size++;
  }
}
