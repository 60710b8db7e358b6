package dev.whittle.lower;

import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The instructions of one method as arrays, with targets as instruction indices. Instruction {@code
 * size()} is the end of the code.
 *
 * <p>The methods of a class are recorded one after the other in one object: most are short, and
 * making these arrays anew for each took 6 % of lowering.
 */
final class RecordedCode {
  /** What {@link #extras} has for a {@code new} that is not translated. */
  static final int NO_TEMP = -1;

  /** JVM opcodes in ASM's normal form: no {@code wide}, no {@code ldc_w}, no {@code iload_0}. */
  int[] opcodes = new int[128];

  /** Slot, immediate or dimension count. */
  int[] operands = new int[128];

  /** Increment amount; of a {@code new}, once it is translated, the temp that it defines. */
  int[] extras = new int[128];

  /** Constant, symbol, {@link Target} or {@link SwitchTargets}. */
  Object[] symbols = new Object[128];

  int size;

  /** Entries of the line table: instruction and line. */
  int[] lineStarts = new int[32];

  int[] lines = new int[32];
  int lineCount;

  final List<TryRange> tryRanges = new ArrayList<>();
  final List<Frame> frames = new ArrayList<>();
  final List<FrameSite> frameSites = new ArrayList<>();
  final List<Variable> variables = new ArrayList<>();
  final List<CodeAnnotation> annotations = new ArrayList<>();
  int maxLocals;

  /** Whether there is a {@code jsr} or {@code ret}. */
  boolean usesSubroutines;

  /** Whether {@code jsr} was inlined here: then the input had no frames for this code. */
  boolean hadSubroutines;

  /** A branch target, resolved to an instruction index when ASM visits it. */
  static final class Target extends Label {
    int index = -1;
  }

  /** Targets of a switch. */
  record SwitchTargets(int[] keys, Target[] targets, Target otherwise) {}

  /** An exception table entry; {@code type} is null for any. */
  record TryRange(Target start, Target end, Target handler, String type) {}

  /**
   * A stack map frame.
   *
   * @param locals by slot
   */
  record Frame(int index, VType[] locals, VType[] stack) {}

  /** An uninitialized entry of a frame: its type is known when the target is. */
  record FrameSite(VType[] types, int entry, Target site) {}

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

  /** Makes room for the next method. */
  void clear() {
    size = 0;
    lineCount = 0;
    tryRanges.clear();
    frames.clear();
    frameSites.clear();
    variables.clear();
    annotations.clear();
    maxLocals = 0;
    usesSubroutines = false;
    hadSubroutines = false;
  }

  void add(int opcode, int operand, int extra, Object symbol) {
    int at = size++;
    if (at == opcodes.length) {
      grow(2 * at);
    }
    opcodes[at] = opcode;
    operands[at] = operand;
    extras[at] = extra;
    symbols[at] = symbol;
  }

  /** The temp that the {@code new} at this instruction defines, once it is translated. */
  int newTemp(int site) {
    if (site < 0 || site >= size || opcodes[site] != Opcodes.NEW || extras[site] == NO_TEMP) {
      throw new IllegalStateException("no new at instruction " + site);
    }
    return extras[site];
  }

  private void grow(int capacity) {
    opcodes = Arrays.copyOf(opcodes, capacity);
    operands = Arrays.copyOf(operands, capacity);
    extras = Arrays.copyOf(extras, capacity);
    symbols = Arrays.copyOf(symbols, capacity);
  }

  /** The next instruction has this line. */
  void addLine(int line) {
    if (lineCount == lines.length) {
      lineStarts = Arrays.copyOf(lineStarts, 2 * lineCount);
      lines = Arrays.copyOf(lines, 2 * lineCount);
    }
    lineStarts[lineCount] = size;
    lines[lineCount++] = line;
  }
}
