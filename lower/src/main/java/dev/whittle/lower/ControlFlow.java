package dev.whittle.lower;

import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * The reachable basic blocks of recorded code, in layout order. Blocks begin at branch targets,
 * after branches, and where exception ranges begin and end; unreachable code is left out with its
 * ranges.
 */
final class ControlFlow {
  private final RecordedCode code;
  private final int[] starts;
  private final int[] ends;
  private final int[] blockAt;
  private final List<Handler> handlers = new ArrayList<>();
  private final int[] handlerOfRange;
  private final Ints[] covering;

  private ControlFlow(RecordedCode code, BitSet leaders, boolean[] reached) {
    this.code = code;
    int[] s = new int[code.size];
    int[] e = new int[code.size];
    blockAt = new int[code.size + 1];
    Arrays.fill(blockAt, -1);
    int count = 0;
    for (int start = 0; start < code.size; ) {
      int end = endOfBlock(start, leaders);
      if (reached[start]) {
        blockAt[start] = count;
        s[count] = start;
        e[count++] = end;
      }
      start = end;
    }
    starts = Arrays.copyOf(s, count);
    ends = Arrays.copyOf(e, count);
    covering = new Ints[count];
    handlerOfRange = new int[code.tryRanges.size()];
    coverBlocks();
  }

  static ControlFlow of(RecordedCode code) {
    BitSet leaders = leaders(code);
    return new ControlFlow(code, leaders, reach(code, leaders));
  }

  int blockCount() {
    return starts.length;
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
    return covering[block];
  }

  /** The first reachable instruction at or after this one; the code's size when there is none. */
  int reachableFrom(int instruction) {
    int at = Arrays.binarySearch(starts, instruction);
    if (at >= 0) {
      return instruction;
    }
    int previous = -at - 2;
    if (previous >= 0 && instruction < ends[previous]) {
      return instruction;
    }
    return previous + 1 < starts.length ? starts[previous + 1] : code.size;
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

  private static BitSet leaders(RecordedCode code) {
    BitSet leaders = new BitSet(code.size + 1);
    leaders.set(0);
    leaders.set(code.size);
    for (int i = 0; i < code.size; i++) {
      int opcode = code.opcodes[i];
      if (isBranch(opcode)) {
        leaders.set(((RecordedCode.Target) code.symbols[i]).index);
        leaders.set(i + 1);
      } else if (isSwitch(opcode)) {
        RecordedCode.SwitchTargets targets = (RecordedCode.SwitchTargets) code.symbols[i];
        leaders.set(targets.otherwise().index);
        for (RecordedCode.Target target : targets.targets()) {
          leaders.set(target.index);
        }
        leaders.set(i + 1);
      } else if (endsFlow(opcode)) {
        leaders.set(i + 1);
      }
    }
    for (RecordedCode.TryRange range : code.tryRanges) {
      leaders.set(range.start().index);
      leaders.set(range.end().index);
      leaders.set(range.handler().index);
    }
    return leaders;
  }

  private static boolean[] reach(RecordedCode code, BitSet leaders) {
    boolean[] reached = new boolean[code.size + 1];
    IntStack work = new IntStack();
    work.push(0);
    reached[0] = true;
    Map<Integer, List<RecordedCode.Target>> handlers = handlersByLeader(code, leaders);
    while (!work.isEmpty()) {
      int start = work.pop();
      int last = endOfBlock(start, leaders) - 1;
      handlers.getOrDefault(start, List.of()).forEach(handler -> mark(handler, reached, work));
      int opcode = code.opcodes[last];
      if (isBranch(opcode)) {
        mark((RecordedCode.Target) code.symbols[last], reached, work);
      } else if (isSwitch(opcode)) {
        RecordedCode.SwitchTargets targets = (RecordedCode.SwitchTargets) code.symbols[last];
        mark(targets.otherwise(), reached, work);
        for (RecordedCode.Target target : targets.targets()) {
          mark(target, reached, work);
        }
      }
      if (!endsFlow(opcode)) {
        if (last + 1 >= code.size) {
          throw new IllegalStateException("control falls off the end of the code");
        }
        if (!reached[last + 1]) {
          reached[last + 1] = true;
          work.push(last + 1);
        }
      }
    }
    return reached;
  }

  /** The end of the code is no block, but is marked as if one started there. */
  private static int endOfBlock(int start, BitSet leaders) {
    return leaders.nextSetBit(start + 1);
  }

  /** Handlers that cover the block which starts at a leader, each once for each of its entries. */
  private static Map<Integer, List<RecordedCode.Target>> handlersByLeader(
      RecordedCode code, BitSet leaders) {
    Map<Integer, List<RecordedCode.Target>> handlers = new HashMap<>();
    for (RecordedCode.TryRange range : code.tryRanges) {
      int end = range.end().index;
      for (int i = leaders.nextSetBit(range.start().index);
          i >= 0 && i < end;
          i = leaders.nextSetBit(i + 1)) {
        handlers.computeIfAbsent(i, _ -> new ArrayList<>(2)).add(range.handler());
      }
    }
    return handlers;
  }

  private static void mark(RecordedCode.Target target, boolean[] reached, IntStack work) {
    if (target.index < 0 || target.index >= reached.length - 1) {
      throw new IllegalStateException("branch to outside of the code");
    }
    if (!reached[target.index]) {
      reached[target.index] = true;
      work.push(target.index);
    }
  }

  private void coverBlocks() {
    if (handlerOfRange.length == 0) {
      Arrays.fill(covering, Ints.EMPTY);
      return;
    }
    List<List<Integer>> lists = new ArrayList<>();
    for (int b = 0; b < starts.length; b++) {
      lists.add(null);
    }
    for (int r = 0; r < handlerOfRange.length; r++) {
      RecordedCode.TryRange range = code.tryRanges.get(r);
      handlerOfRange[r] = -1;
      int first = Arrays.binarySearch(starts, range.start().index);
      for (int b = first >= 0 ? first : -first - 1;
          b < starts.length && starts[b] < range.end().index;
          b++) {
        if (handlerOfRange[r] < 0) {
          handlerOfRange[r] = handlers.size();
          handlers.add(new Handler(range.type(), blockAt(range.handler().index)));
        }
        if (lists.get(b) == null) {
          lists.set(b, new ArrayList<>(2));
        }
        lists.get(b).add(handlerOfRange[r]);
      }
    }
    for (int b = 0; b < starts.length; b++) {
      List<Integer> list = lists.get(b);
      covering[b] =
          list == null ? Ints.EMPTY : Ints.of(list.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
