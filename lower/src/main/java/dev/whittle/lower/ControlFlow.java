package dev.whittle.lower;

import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * The reachable basic blocks of recorded code, in layout order. Blocks begin at branch targets,
 * after branches, and where exception ranges begin and end; unreachable code is left out with its
 * ranges.
 *
 * <p>Linear in the code and in the blocks that its exception ranges cover.
 */
final class ControlFlow {
  private static final int[] NO_RANGES = {};

  private final RecordedCode code;

  /** By instruction: the segment, and at the end the block, that starts there, or -1. */
  private final int[] blockAt;

  /** Segments are blocks before it is known which are reached. */
  private int[] starts;

  private int[] ends;
  private int count;
  private boolean allReached;
  private final List<Handler> handlers;
  private final int[] handlerOfRange;

  /** By segment: where its ranges begin in {@link #rangesOf}. */
  private int[] firstRange = NO_RANGES;

  private int[] rangesOf = NO_RANGES;
  private Ints[] covering;

  private ControlFlow(RecordedCode code) {
    this.code = code;
    blockAt = new int[code.size + 1];
    int ranges = code.tryRanges.size();
    handlers = ranges == 0 ? List.of() : new ArrayList<>(ranges);
    handlerOfRange = ranges == 0 ? NO_RANGES : new int[ranges];
    if (ranges == 0 && code.controlCount == 1 && endsOnlyAtLast()) {
      oneBlock();
      return;
    }
    findSegments();
    if (ranges > 0) {
      coverSegments();
    }
    boolean[] reached = reach();
    int[] blockOf = numberBlocks(reached);
    if (ranges > 0) {
      coverBlocks(reached, blockOf);
    }
  }

  /** Whether the code only returns or throws at its end, as most methods do. */
  private boolean endsOnlyAtLast() {
    int last = code.controls[0];
    int opcode = code.opcodes[last];
    return last == code.size - 1 && endsFlow(opcode) && !isBranch(opcode);
  }

  private void oneBlock() {
    Arrays.fill(blockAt, -1);
    blockAt[0] = 0;
    starts = new int[] {0};
    ends = new int[] {code.size};
    count = 1;
    allReached = true;
  }

  static ControlFlow of(RecordedCode code) {
    return new ControlFlow(code);
  }

  int blockCount() {
    return count;
  }

  int start(int block) {
    return starts[block];
  }

  int end(int block) {
    return ends[block];
  }

  /** The block that starts at this instruction. */
  int blockAt(int instruction) {
    int block = blockAt[instruction];
    if (block < 0) {
      throw new IllegalStateException("no block at instruction " + instruction);
    }
    return block;
  }

  /** The block that starts at this instruction, or -1. */
  int blockStartingAt(int instruction) {
    return blockAt[instruction];
  }

  /** The exception table without entries that cover unreachable code only. */
  List<Handler> handlers() {
    return handlers;
  }

  /** Where an entry of the original exception table stands now, or -1. */
  int handlerOfRange(int range) {
    return handlerOfRange[range];
  }

  /** Handlers that cover a block. */
  Ints covering(int block) {
    return covering == null ? Ints.EMPTY : covering[block];
  }

  /** The first reachable instruction at or after this one; the code's size when there is none. */
  int reachableFrom(int instruction) {
    if (allReached) {
      return instruction;
    }
    int at = Arrays.binarySearch(starts, 0, count, instruction);
    if (at >= 0) {
      return instruction;
    }
    int previous = -at - 2;
    if (previous >= 0 && instruction < ends[previous]) {
      return instruction;
    }
    return previous + 1 < count ? starts[previous + 1] : code.size;
  }

  /** Whether control may pass from the end of this block to the next instruction. */
  boolean fallsThrough(int block) {
    return !endsFlow(code.opcodes[ends[block] - 1]);
  }

  static boolean isBranch(int opcode) {
    return opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR
        || opcode == Opcodes.IFNULL
        || opcode == Opcodes.IFNONNULL;
  }

  static boolean isSwitch(int opcode) {
    return opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH;
  }

  /** Whether control never passes to the next instruction. */
  static boolean endsFlow(int opcode) {
    return opcode == Opcodes.GOTO
        || opcode == Opcodes.ATHROW
        || opcode >= Opcodes.RET && opcode <= Opcodes.RETURN;
  }

  /** Whether an instruction does more than end its block. */
  static boolean isPlain(int opcode) {
    return !isBranch(opcode) && !isSwitch(opcode) && !endsFlow(opcode);
  }

  /** Finds where segments start; the end of the code is none, but is numbered as if it were. */
  private void findSegments() {
    int[] leaders = blockAt;
    markLeaders(leaders);
    int segments = 0;
    for (int i = 0; i < code.size; i++) {
      segments += leaders[i];
    }
    starts = new int[segments];
    ends = new int[segments];
    int segment = 0;
    for (int i = 0; i < code.size; i++) {
      if (leaders[i] == 0) {
        blockAt[i] = -1;
      } else {
        if (segment > 0) {
          ends[segment - 1] = i;
        }
        starts[segment] = i;
        blockAt[i] = segment++;
      }
    }
    if (segments > 0) {
      ends[segments - 1] = code.size;
    }
    blockAt[code.size] = segments;
  }

  private void markLeaders(int[] leaders) {
    leaders[0] = 1;
    for (int c = 0; c < code.controlCount; c++) {
      int i = code.controls[c];
      leaders[i + 1] = 1;
      int opcode = code.opcodes[i];
      if (isBranch(opcode)) {
        leaders[code.operands[i]] = 1;
      } else if (isSwitch(opcode)) {
        for (int target : switched(i).targets()) {
          leaders[target] = 1;
        }
      }
    }
    for (RecordedCode.TryRange range : code.tryRanges) {
      leaders[range.start()] = 1;
      leaders[range.end()] = 1;
      leaders[range.handler()] = 1;
    }
  }

  private RecordedCode.SwitchTargets switched(int instruction) {
    return (RecordedCode.SwitchTargets) code.symbols[instruction];
  }

  /** Lists the ranges of each segment, ascending. */
  private void coverSegments() {
    int ranges = code.tryRanges.size();
    firstRange = new int[starts.length + 1];
    for (int r = 0; r < ranges; r++) {
      for (int s = firstSegment(r), end = endSegment(r); s < end; s++) {
        firstRange[s + 1]++;
      }
    }
    for (int s = 0; s < starts.length; s++) {
      firstRange[s + 1] += firstRange[s];
    }
    rangesOf = new int[firstRange[starts.length]];
    int[] next = firstRange.clone();
    for (int r = 0; r < ranges; r++) {
      for (int s = firstSegment(r), end = endSegment(r); s < end; s++) {
        rangesOf[next[s]++] = r;
      }
    }
  }

  private int firstSegment(int range) {
    return blockAt[code.tryRanges.get(range).start()];
  }

  private int endSegment(int range) {
    return blockAt[code.tryRanges.get(range).end()];
  }

  private boolean[] reach() {
    boolean[] reached = new boolean[starts.length + 1];
    int[] work = new int[starts.length];
    int top = mark(0, reached, work, 0);
    while (top > 0) {
      int segment = work[--top];
      if (rangesOf.length > 0) {
        for (int i = firstRange[segment]; i < firstRange[segment + 1]; i++) {
          top = mark(code.tryRanges.get(rangesOf[i]).handler(), reached, work, top);
        }
      }
      int last = ends[segment] - 1;
      int opcode = code.opcodes[last];
      if (isBranch(opcode)) {
        top = mark(code.operands[last], reached, work, top);
      } else if (isSwitch(opcode)) {
        for (int target : switched(last).targets()) {
          top = mark(target, reached, work, top);
        }
      }
      if (!endsFlow(opcode)) {
        if (last + 1 >= code.size) {
          throw new IllegalStateException("control falls off the end of the code");
        }
        top = mark(last + 1, reached, work, top);
      }
    }
    return reached;
  }

  private int mark(int instruction, boolean[] reached, int[] work, int top) {
    if (instruction < 0 || instruction >= code.size) {
      throw new IllegalStateException("branch to outside of the code");
    }
    int segment = blockAt[instruction];
    if (reached[segment]) {
      return top;
    }
    reached[segment] = true;
    work[top] = segment;
    return top + 1;
  }

  /** Leaves segments out that are not reached; returns the block of each, or -1. */
  private int[] numberBlocks(boolean[] reached) {
    int segments = starts.length;
    int[] blockOf = new int[segments];
    for (int s = 0; s < segments; s++) {
      blockOf[s] = reached[s] ? count : -1;
      blockAt[starts[s]] = blockOf[s];
      if (reached[s]) {
        starts[count] = starts[s];
        ends[count++] = ends[s];
      }
    }
    blockAt[code.size] = -1;
    allReached = count == segments;
    return blockOf;
  }

  private void coverBlocks(boolean[] reached, int[] blockOf) {
    int segments = blockOf.length;
    Arrays.fill(handlerOfRange, -1);
    for (int s = 0; s < segments; s++) {
      for (int i = firstRange[s]; reached[s] && i < firstRange[s + 1]; i++) {
        handlerOfRange[rangesOf[i]] = 0;
      }
    }
    for (int r = 0; r < handlerOfRange.length; r++) {
      if (handlerOfRange[r] == 0) {
        RecordedCode.TryRange range = code.tryRanges.get(r);
        handlerOfRange[r] = handlers.size();
        handlers.add(new Handler(range.type(), blockAt(range.handler())));
      }
    }
    for (int i = 0; i < rangesOf.length; i++) {
      rangesOf[i] = handlerOfRange[rangesOf[i]];
    }
    covering = new Ints[count];
    for (int s = 0; s < segments; s++) {
      if (reached[s]) {
        covering[blockOf[s]] = Ints.copyOf(rangesOf, firstRange[s], firstRange[s + 1]);
      }
    }
  }
}
