package dev.whittle.codegen.world;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * Executes code on {@link Values}. By itself it goes through what cannot be seen from outside:
 * loads, stores, constants, moves on the stack, arithmetic that cannot throw, jumps. It stops
 * before everything else, and where a line starts; there {@link #take} does what the instruction
 * does to the stack.
 */
final class Machine {
  /** What a machine stopped at. */
  enum Stop {
    LINE,
    EVENT,
    /** A loop in which there is nothing to stop at, or code without a next instruction. */
    NOWHERE
  }

  private static final int[] NONE = {};
  private static final int IINC = 132;
  private static final int GOTO = 167;
  private static final int JSR = 168;
  private static final int RET = 169;
  private static final int CHECKCAST = 192;
  private static final int MAX_DECISIONS = 64;
  private static final int MAX_NESTED = 3;

  final Instructions program;
  private final Values values;
  private int[] locals;
  private int[] stack = new int[16];
  private int depth;
  private int at;
  private Stop stop = Stop.EVENT;
  private boolean merged;
  private final TreeSet<Integer> loadedLoops = new TreeSet<>();
  private final int maxDecisions;

  private Machine(Instructions program, Values values, int maxDecisions) {
    this.program = program;
    this.values = values;
    this.maxDecisions = maxDecisions;
    locals = new int[program.slotCount()];
    Arrays.setAll(locals, slot -> values.of("slot", slot, 0));
  }

  /** A machine before the first instruction; every slot holds a value of its own. */
  static Machine of(Instructions program, Values values) {
    return new Machine(program, values, 0);
  }

  /** One that also goes through branches and switches of which it knows where they lead. */
  static Machine deciding(Instructions program, Values values) {
    return new Machine(program, values, MAX_DECISIONS);
  }

  Values values() {
    return values;
  }

  /** Where the machine stopped. */
  int at() {
    return at;
  }

  Stop stop() {
    return stop;
  }

  /** Whether the last run came through an instruction that control enters from elsewhere. */
  boolean merged() {
    return merged;
  }

  /** Loop heads that backward jumps entered with operands on the stack. */
  TreeSet<Integer> loadedLoops() {
    return loadedLoops;
  }

  int depth() {
    return depth;
  }

  int local(int slot) {
    return slot < locals.length ? locals[slot] : Values.HALF;
  }

  /** The value that lies {@code below} others on the stack. */
  int operand(int below) {
    return stack[depth - 1 - below];
  }

  /** All slots, then the stack. */
  int[] cells() {
    int[] cells = Arrays.copyOf(locals, locals.length + depth);
    System.arraycopy(stack, 0, cells, locals.length, depth);
    return cells;
  }

  /** Stands at an instruction with these contents of slots and stack. */
  void restore(int instruction, Stop reason, int[] cells) {
    at = instruction;
    stop = reason;
    locals = Arrays.copyOf(cells, locals.length);
    depth = 0;
    for (int i = locals.length; i < cells.length; i++) {
      push(cells[i]);
    }
  }

  /** Goes from the start of the code to the first stop. */
  void start() {
    run(0, false);
  }

  /** Goes on from a line, or after {@link #take} to the next instruction, up to the next stop. */
  void resume() {
    run(stop == Stop.LINE ? at : at + 1, stop == Stop.LINE);
  }

  /** Makes these jumps, from a branch or switch to the next and on. */
  void choose(int... jumps) {
    for (int target : jumps) {
      take(0);
      jump(target);
    }
  }

  /**
   * Goes past a branch or switch all ways of which come to the same stop, at once or past others
   * like it. What they do differently is a value that is like no other there.
   *
   * @return false when they do not, and the machine stands where it stood
   */
  boolean passIdleChoice() {
    return passIdleChoice(0) || passIdleChoice(MAX_NESTED);
  }

  private boolean passIdleChoice(int nested) {
    int from = at;
    int[] before = cells();
    int[] targets = Choice.targets(this);
    take(0);
    int[] taken = cells();
    int to = -1;
    Stop reason = Stop.NOWHERE;
    int[] after = null;
    for (int target : targets) {
      restore(from, Stop.EVENT, taken);
      jump(target);
      for (int i = nested; i > 0 && isAtChoice() && passIdleChoice(i - 1); i--) {}

      if (after == null) {
        to = at;
        reason = stop;
        after = cells();
      }
      if (at != to || stop != reason || stop == Stop.NOWHERE || !join(after, "either at " + from)) {
        restore(from, Stop.EVENT, before);
        return false;
      }
    }
    restore(to, reason, after);
    return true;
  }

  /** Whether the machine stopped at a branch or a switch. */
  boolean isAtChoice() {
    return stop == Stop.EVENT && Choice.isChoice(program.code.opcode(at));
  }

  private boolean join(int[] cells, String how) {
    int[] others = cells();
    for (int i = 0; i < Math.min(cells.length, others.length); i++) {
      if (cells[i] != others[i]) {
        cells[i] = Values.wide(values.of(how, cells[i], others[i]), Values.isWide(cells[i]));
      }
    }
    return cells.length == others.length;
  }

  /** Takes an edge of a branch or switch after {@link #take}. */
  void jump(int target) {
    noteLoop(target);
    run(target, false);
  }

  /** Enters a handler with this value. */
  void enter(int handler, int caught) {
    depth = 0;
    push(caught);
    run(handler, false);
  }

  /**
   * Does what an event does to the stack.
   *
   * @param result the number of its result, if it has one that is not computed from operands
   */
  void take(int result) {
    int opcode = program.code.opcode(at);
    String text = program.code.text(at);
    boolean isWide = opcode == 20 || opcode == 47 || opcode == 49 || opcode == 109 || opcode == 113;
    switch (opcode) {
      case 18, 20 -> push(Values.wide(values.of(text, 0, 0), isWide));
      case 108, 109, 112, 113 -> compute(text, 2, isWide);
      case CHECKCAST -> {}
      default -> {
        depth -= operandCount();
        char type = resultType(opcode);
        if (type != 'V') {
          push(Values.wide(result, isWide || type == 'J' || type == 'D'));
        }
      }
    }
  }

  /** How many values the event here consumes, or looks at. */
  int operandCount() {
    int opcode = program.code.opcode(at);
    return switch (opcode) {
      case 18, 20, 177, 178, 187 -> 0;
      case 79, 80, 81, 82, 83, 84, 85, 86 -> 3;
      case 46, 47, 48, 49, 50, 51, 52, 53, 108, 109, 112, 113, 181 -> 2;
      case 159, 160, 161, 162, 163, 164, 165, 166 -> 2;
      case 182, 183, 185 -> 1 + parameterCount(program.code.descriptor(at));
      case 184, 186 -> parameterCount(program.code.descriptor(at));
      case 197 -> {
        String text = program.code.text(at);
        yield Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
      }
      default -> 1;
    };
  }

  private char resultType(int opcode) {
    String descriptor = opcode >= 178 && opcode <= 186 ? program.code.descriptor(at) : "";
    return switch (opcode) {
      case 178, 180 -> descriptor.charAt(0);
      case 182, 183, 184, 185, 186 -> descriptor.charAt(descriptor.indexOf(')') + 1);
      case 46, 47, 48, 49, 50, 51, 52, 53, 187, 188, 189, 190, 193, 197 -> 'I';
      default -> 'V';
    };
  }

  private static int parameterCount(String descriptor) {
    int count = 0;
    for (int i = 1; descriptor.charAt(i) != ')'; i++) {
      while (descriptor.charAt(i) == '[') {
        i++;
      }
      i = descriptor.charAt(i) == 'L' ? descriptor.indexOf(';', i) : i;
      count++;
    }
    return count;
  }

  private void run(int from, boolean isPastLine) {
    merged = false;
    boolean pastLine = isPastLine;
    int decisions = maxDecisions;
    int budget = budget();
    for (at = from; at < program.code.size() && budget > 0; budget--) {
      if (!pastLine) {
        merged |= program.isMerge(at);
        if (!program.lines(at).isEmpty()) {
          stop = Stop.LINE;
          return;
        }
      }
      pastLine = false;
      if (isEvent(at)) {
        int next =
            decisions > 0 && Choice.isChoice(program.code.opcode(at)) ? Choice.onlyWay(this) : -1;
        if (next < 0) {
          stop = Stop.EVENT;
          return;
        }
        decisions--;
        budget = budget();
        depth -= operandCount();
        noteLoop(next);
        at = next;
        continue;
      }
      at = step(program.code.opcode(at));
    }
    stop = Stop.NOWHERE;
  }

  /** As many steps as there can be between two decisions, where there is no circle. */
  private int budget() {
    return 2 * program.code.size() + 16;
  }

  private boolean isEvent(int instruction) {
    int opcode = program.code.opcode(instruction);
    return switch (opcode) {
      case 18, 20 -> program.code.isResolved(instruction);
      case 108, 109, 112, 113 -> true;
      case GOTO, JSR, RET -> false;
      default -> opcode >= 46 && opcode <= 53 || opcode >= 79 && opcode <= 86 || opcode >= 153;
    };
  }

  /** Executes an instruction that is no event; the next one. */
  private int step(int opcode) {
    String text = program.code.text(at);
    int slot = program.slot(at);
    switch (opcode) {
      case 0 -> {}
      case 1, 18, 20 -> push(Values.wide(values.constant(text), opcode == 20));
      case 21, 22, 23, 24, 25 -> push(Values.wide(locals[slot], opcode == 22 || opcode == 24));
      case 54, 55, 56, 57, 58 -> store(slot);
      case 87 -> depth--;
      case 88 -> pop(2);
      case 89, 90, 91, 92, 93, 94 -> duplicate(opcode < 92 ? 1 : 2, (opcode - 89) % 3);
      case 95 -> {
        int top = stack[depth - 1];
        stack[depth - 1] = stack[depth - 2];
        stack[depth - 2] = top;
      }
      case IINC -> {
        int amount = values.integer(Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1)));
        locals[slot] = values.of("96", Values.wide(locals[slot], false), amount);
      }
      case GOTO -> {
        noteLoop(program.code.targets(at)[0]);
        return program.code.targets(at)[0];
      }
      case JSR -> {
        push(values.returnAddress(at + 1));
        return program.code.targets(at)[0];
      }
      case RET -> {
        int next = values.instruction(locals[slot]);
        if (next < 0) {
          throw new IllegalStateException("ret to more than one address");
        }
        return next;
      }
      default -> compute(text, operands(opcode), isWideResult(opcode));
    }
    return at + 1;
  }

  private static int operands(int opcode) {
    boolean isUnary = opcode >= 116 && opcode <= 119 || opcode >= 133 && opcode <= 147;
    return isUnary ? 1 : 2;
  }

  private static boolean isWideResult(int opcode) {
    return switch (opcode) {
      case 133, 135, 138, 140, 141, 143 -> true;
      default -> opcode <= 131 && opcode % 2 == 1;
    };
  }

  private void compute(String operation, int operands, boolean isWide) {
    int second = operands == 2 ? stack[--depth] : 0;
    int first = stack[--depth];
    push(Values.wide(values.of(operation, first, second), isWide));
  }

  private void store(int slot) {
    locals[slot] = stack[--depth];
    if (Values.isWide(locals[slot])) {
      locals[slot + 1] = Values.HALF;
    }
  }

  private void push(int value) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth++] = value;
  }

  /** Takes values of so many words off the stack. */
  private int[] pop(int words) {
    if (words == 0) {
      return NONE;
    }
    int top = stack[--depth];
    return words == 1 || Values.isWide(top) ? new int[] {top} : new int[] {stack[--depth], top};
  }

  private void duplicate(int words, int skippedWords) {
    int[] copied = pop(words);
    int[] skipped = pop(skippedWords);
    for (int[] part : new int[][] {copied, skipped, copied}) {
      for (int value : part) {
        push(value);
      }
    }
  }

  private void noteLoop(int target) {
    if (target <= at && depth > 0) {
      loadedLoops.add(target);
    }
  }
}
