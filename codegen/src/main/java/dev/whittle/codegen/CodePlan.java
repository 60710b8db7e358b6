package dev.whittle.codegen;

import dev.whittle.ir.code.Terminator.SwitchForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The instructions of a body before they have bytes: opcodes with their operands, constants as
 * symbols, jumps to labels. Instructions are numbered from 0; positions in the code (starts of
 * points and labels) are numbers of the instruction that follows.
 *
 * <p>Labels are numbered: those below the number of blocks are the blocks, those above are {@link
 * Stub}s. A back end gives positions their pcs; what depends on widths (constant indices, jumps,
 * switch padding) is its business.
 */
final class CodePlan {
  private static final int[] NO_SITES = {};

  private int[] opcodes;
  private int[] arguments;
  private Object[] symbols;
  private int size;

  private final int[] pointStarts;
  private int[] newSites = NO_SITES;
  private int[] labelStarts;
  private boolean[] targets;
  private final int blockCount;
  private final List<Stub> stubs = new ArrayList<>(0);
  private int maxStack;
  private int maxLocals;

  CodePlan(int blocks, int points) {
    blockCount = blocks;
    // A point is one instruction at most, but for what is spilled.
    opcodes = new int[points];
    arguments = new int[points];
    symbols = new Object[points];
    pointStarts = new int[points + 1];
    labelStarts = new int[blocks];
    targets = new boolean[blocks];
  }

  /**
   * Code at the end of the method that puts an edge's arguments, which its source left in slots, on
   * the stack and goes to the target. Its frame is the target's, and the slots.
   *
   * @param block the target
   * @param slots one for each parameter of the target
   */
  record Stub(int block, int[] slots) {}

  /**
   * What a switch instruction refers to.
   *
   * @param keys ascending; without gaps when the form is {@code TABLE}
   * @param labels parallel to {@code keys}
   */
  record SwitchTargets(SwitchForm form, int[] keys, int[] labels, int otherwise) {}

  // What the planner says.

  void add(int opcode) {
    add(opcode, 0, null);
  }

  void add(int opcode, int argument) {
    add(opcode, argument, null);
  }

  void add(int opcode, Object symbol) {
    add(opcode, 0, symbol);
  }

  void add(int opcode, int argument, Object symbol) {
    if (size == opcodes.length) {
      opcodes = Arrays.copyOf(opcodes, 2 * size);
      arguments = Arrays.copyOf(arguments, 2 * size);
      symbols = Arrays.copyOf(symbols, 2 * size);
    }
    opcodes[size] = opcode;
    arguments[size] = argument;
    symbols[size++] = symbol;
  }

  void startPoint(int point) {
    pointStarts[point] = size;
  }

  /** The next instruction is the {@code new} of this temp, of so many. */
  void siteIsNext(int temp, int temps) {
    if (newSites.length == 0) {
      newSites = new int[temps];
    }
    newSites[temp] = size;
  }

  void startLabel(int label) {
    labelStarts[label] = size;
  }

  /** Something other than the preceding instruction leads to this label. */
  void target(int label) {
    targets[label] = true;
  }

  /** The label of a new stub. */
  int addStub(Stub stub) {
    int label = blockCount + stubs.size();
    stubs.add(stub);
    if (label == labelStarts.length) {
      labelStarts = Arrays.copyOf(labelStarts, 2 * label + 1);
      targets = Arrays.copyOf(targets, 2 * label + 1);
    }
    targets[label] = true;
    targets[stub.block()] = true;
    return label;
  }

  void limits(int stack, int locals) {
    maxStack = stack;
    maxLocals = locals;
  }

  // What a back end asks.

  int size() {
    return size;
  }

  int opcode(int instruction) {
    return opcodes[instruction];
  }

  int argument(int instruction) {
    return arguments[instruction];
  }

  Object symbol(int instruction) {
    return symbols[instruction];
  }

  /** All opcodes. */
  int[] opcodes() {
    return size == opcodes.length ? opcodes : Arrays.copyOf(opcodes, size);
  }

  /** All arguments, parallel to the opcodes. */
  int[] arguments() {
    return size == arguments.length ? arguments : Arrays.copyOf(arguments, size);
  }

  /** All symbols, parallel to the opcodes. */
  Object[] symbols() {
    return size == symbols.length ? symbols : Arrays.copyOf(symbols, size);
  }

  /** The positions of all labels. */
  int[] labelStarts() {
    int count = labelCount();
    return count == labelStarts.length ? labelStarts : Arrays.copyOf(labelStarts, count);
  }

  /** Which labels are targets, parallel to their positions. */
  boolean[] targets() {
    int count = labelCount();
    return count == targets.length ? targets : Arrays.copyOf(targets, count);
  }

  /** Where all points start, and last where their code ends. */
  int[] pointStarts() {
    return pointStarts;
  }

  int pointCount() {
    return pointStarts.length - 1;
  }

  /** Where a point's code starts; the one after the last point is where the stubs start. */
  int pointStart(int point) {
    return pointStarts[point];
  }

  /** The {@code new} instruction that defines this temp. */
  int newSite(int temp) {
    return newSites[temp];
  }

  int blockCount() {
    return blockCount;
  }

  /** Blocks and stubs, in the order of their code. */
  int labelCount() {
    return blockCount + stubs.size();
  }

  int labelStart(int label) {
    return labelStarts[label];
  }

  /** Whether a frame must stand at this label. */
  boolean isTarget(int label) {
    return targets[label];
  }

  /** The stub of a label that is no block's. */
  Stub stub(int label) {
    return stubs.get(label - blockCount);
  }

  int maxStack() {
    return maxStack;
  }

  int maxLocals() {
    return maxLocals;
  }
}
