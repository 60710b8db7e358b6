package dev.whittle.lower;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** Slot, immediate, dimension count, or the instruction that a branch leads to. */
  int[] operands = new int[128];

  /** Increment amount; of a {@code new}, once it is translated, the temp that it defines. */
  int[] extras = new int[128];

  /** {@link SwitchTargets}, or what {@link ConstantPool} has for the instruction. */
  Object[] symbols = new Object[128];

  int size;

  /** The instructions that end a block, ascending. */
  int[] controls = new int[32];

  int controlCount;

  /** Entries of the line table: instruction and line. */
  int[] lineStarts = new int[32];

  int[] lines = new int[32];
  int lineCount;

  final List<TryRange> tryRanges = new ArrayList<>();
  final List<Frame> frames = new ArrayList<>();
  final List<Variable> variables = new ArrayList<>();
  final List<CodeAnnotation> annotations = new ArrayList<>();
  int maxLocals;

  /** Whether there is a {@code jsr} or {@code ret}. */
  boolean usesSubroutines;

  /** Whether {@code jsr} was inlined here: then the input had no frames for this code. */
  boolean hadSubroutines;

  /** Targets of a switch: one for each key, and the default last. */
  record SwitchTargets(int[] keys, int[] targets) {}

  /** An exception table entry; {@code type} is null for any. */
  record TryRange(int start, int end, int handler, String type) {}

  /**
   * A stack map frame. Frames may share their arrays.
   *
   * @param locals by slot
   */
  record Frame(int index, VType[] locals, VType[] stack) {}

  /** A local variable table entry; {@code kind} is null when the table does not say. */
  record Variable(Locations.Variable named, Kind kind, int start, int end, int slot) {}

  /** Where an annotated variable lives. */
  record Range(int start, int end, int slot) {}

  /**
   * A type annotation in code.
   *
   * @param position an instruction, or an entry of the exception table
   */
  record CodeAnnotation(
      int target,
      String path,
      Annotation.Retention retention,
      Annotation annotation,
      int position,
      List<Range> ranges) {}

  /** Makes room for the next method. */
  void clear() {
    size = 0;
    controlCount = 0;
    lineCount = 0;
    tryRanges.clear();
    frames.clear();
    variables.clear();
    annotations.clear();
    maxLocals = 0;
    usesSubroutines = false;
    hadSubroutines = false;
  }

  /** Adds an instruction; what it does not have keeps what another method had there. */
  void add(int opcode, int operand) {
    int at = size++;
    if (at == opcodes.length) {
      grow(2 * at);
    }
    opcodes[at] = opcode;
    operands[at] = operand;
  }

  void add(int opcode, int operand, int extra, Object symbol) {
    int at = size;
    add(opcode, operand);
    extras[at] = extra;
    symbols[at] = symbol;
  }

  /** Adds an instruction that ends a block. */
  void addControl(int opcode, int operand, Object symbol) {
    if (controlCount == controls.length) {
      controls = Arrays.copyOf(controls, 2 * controlCount);
    }
    controls[controlCount++] = size;
    add(opcode, operand, 0, symbol);
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

  /** The line of an instruction. */
  void addLine(int instruction, int line) {
    if (lineCount == lines.length) {
      lineStarts = Arrays.copyOf(lineStarts, 2 * lineCount);
      lines = Arrays.copyOf(lines, 2 * lineCount);
    }
    lineStarts[lineCount] = instruction;
    lines[lineCount++] = line;
  }

  /** Puts lines in the order of their instructions, as most tables have them. */
  void sortLines() {
    boolean ascends = true;
    for (int i = 1; i < lineCount && ascends; i++) {
      ascends = lineStarts[i - 1] <= lineStarts[i];
    }
    if (ascends) {
      return;
    }
    long[] entries = new long[lineCount];
    for (int i = 0; i < lineCount; i++) {
      entries[i] = (long) lineStarts[i] << 32 | i;
    }
    Arrays.sort(entries);
    int[] unsorted = lines.clone();
    for (int i = 0; i < lineCount; i++) {
      lineStarts[i] = (int) (entries[i] >>> 32);
      lines[i] = unsorted[(int) entries[i]];
    }
  }
}
