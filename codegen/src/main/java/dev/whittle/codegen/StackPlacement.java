package dev.whittle.codegen;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Terminator;
import java.util.Arrays;

/**
 * Decides which temps stay on the operand stack from definition to use. The others are <em>off</em>
 * the stack: made again at each use or kept in a spill slot.
 *
 * <p>Each block is simulated once. Where operands are not on top of the stack in their order, some
 * temps are put off, which takes all their copies out of the stack, also in hindsight. That never
 * disturbs what has been simulated, because of one rule that is closed over: an operand that is
 * loaded comes to lie on top, so the operands after it must be loaded too; and of a block's
 * parameters only the upper ones can be taken off at its entry. Removing a temp from a stack leaves
 * the order of the others, hints included: {@code dup_x1} without the value it skips is {@code
 * dup}. So no decision is taken back and the whole is linear in the body.
 */
final class StackPlacement {
  private final OperandTable table;
  private final boolean[] off;
  private boolean anyOff;

  private int[] stack = new int[16];
  private int depth;
  private int matched;

  // Made when the first temp is put off, which lowered code never needs.
  private int[] positionsStart;
  private int[] positions;
  private int[] eventOf;
  private int[] offFrom;
  private int[] pending;
  private int[] operandOf;

  private StackPlacement(OperandTable table) {
    this.table = table;
    this.off = new boolean[table.tempCount()];
  }

  static StackPlacement of(Body body, OperandTable table) {
    StackPlacement placement = new StackPlacement(table);
    for (int temp = 0; temp < table.tempCount(); temp++) {
      if (table.uses(temp) > table.copies(temp) && !placement.off[temp]) {
        placement.putOff(temp);
      }
    }
    for (int b = 0; b < body.blocks().size(); b++) {
      placement.block(body.blocks().get(b), b);
    }
    return placement;
  }

  /** Whether a temp does not stay on the operand stack. */
  boolean isOff(int temp) {
    return off[temp];
  }

  /** Whether any temp of the body does not stay on the operand stack. */
  boolean anyOff() {
    return anyOff;
  }

  /** Position of the first operand of {@code event} that is not on the stack, or their end. */
  int firstOff(int event) {
    int end = table.start(event + 1);
    if (!anyOff) {
      return end;
    }
    int position = table.start(event);
    while (position < end && !off[table.operand(position)]) {
      position++;
    }
    return position;
  }

  private void block(Block block, int index) {
    depth = 0;
    for (int event = table.firstEvent(index); event < table.firstEvent(index + 1); event++) {
      switch (table.role(event)) {
        case OperandTable.PARAMETERS -> {
          for (int p = table.start(event); p < table.start(event + 1); p++) {
            push(table.operand(p));
          }
        }
        case OperandTable.USE -> consume(event);
        case OperandTable.DISCARD -> discard(event);
        default -> shuffle(event);
      }
      if (table.result(event) != OperandTable.NONE) {
        push(table.result(event));
      }
    }
    boolean leaves =
        block.terminator() instanceof Terminator.Return
            || block.terminator() instanceof Terminator.Throw;
    // What lies under a returned or thrown value disappears with the frame.
    while (!leaves && depth > 0) {
      int rest = stack[--depth];
      if (!off[rest]) {
        putOff(rest);
      }
    }
  }

  private void push(int temp) {
    if (off[temp]) {
      return;
    }
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth++] = temp;
  }

  private void consume(int event) {
    int start = table.start(event);
    if (!matches(start, firstOff(event))) {
      makeFit(event);
      if (!matches(start, firstOff(event))) {
        throw new IllegalStateException("operands do not fit after they were put off");
      }
    }
    depth = matched;
  }

  /**
   * Whether the stack ends in the operands {@code from} to {@code to}, not counting temps that were
   * put off since they were pushed; then {@link #matched} is the depth below them.
   */
  private boolean matches(int from, int to) {
    while (depth > 0 && off[stack[depth - 1]]) {
      depth--;
    }
    int at = depth;
    for (int position = to - 1; position >= from; position--) {
      int operand = table.operand(position);
      if (off[operand]) {
        continue;
      }
      do {
        at--;
      } while (at >= 0 && off[stack[at]]);
      if (at < 0 || stack[at] != operand) {
        return false;
      }
    }
    matched = at;
    return true;
  }

  /** Puts temps off until the operands that stay lie on top of the stack. */
  private void makeFit(int event) {
    int start = table.start(event);
    int end = firstOff(event);
    if (operandOf == null) {
      operandOf = new int[table.tempCount()];
    }
    for (int position = start; position < end; position++) {
      operandOf[table.operand(position)] = event + 1;
    }
    // Leaves that lie above the operands cost nothing elsewhere.
    while (depth > 0 && isMovableLeaf(stack[depth - 1], event)) {
      if (!off[stack[depth - 1]]) {
        putOff(stack[depth - 1]);
      }
      depth--;
    }
    end = firstOff(event);
    if (matches(start, end)) {
      return;
    }
    int kept = end;
    if (depth > 0) {
      do {
        kept--;
      } while (kept >= start && table.operand(kept) != stack[depth - 1]);
    }
    if (depth > 0 && kept >= start && matches(start, kept + 1)) {
      putOff(table.operand(kept + 1));
    } else {
      putOff(table.operand(start));
    }
  }

  private boolean isMovableLeaf(int temp, int event) {
    return off[temp] || (table.isLeaf(temp) && operandOf[temp] != event + 1);
  }

  /** Unlike an operand, a discarded value that is off the stack need not come back to it. */
  private void discard(int event) {
    int start = table.start(event);
    int end = table.start(event + 1);
    if (!matches(start, end)) {
      for (int position = start; position < end; position++) {
        if (!off[table.operand(position)]) {
          putOff(table.operand(position));
        }
      }
      return;
    }
    depth = matched;
  }

  private void shuffle(int event) {
    int start = table.start(event);
    int end = table.start(event + 1);
    boolean swap = table.form(event) == ShuffleForm.SWAP;
    int copied = table.firstCopied(event);
    if (isIdle(start, copied, end, swap)) {
      return;
    }
    if (!matches(start, end)) {
      for (int position = copied; position < end; position++) {
        if (!off[table.operand(position)]) {
          putOff(table.operand(position));
        }
      }
      return;
    }
    depth = matched;
    pushAll(copied, end);
    pushAll(start, copied);
    if (!swap) {
      pushAll(copied, end);
    }
  }

  private boolean isIdle(int start, int copied, int end, boolean swap) {
    boolean copiedOff = true;
    for (int position = copied; position < end; position++) {
      copiedOff &= off[table.operand(position)];
    }
    return copiedOff || (swap && off[table.operand(start)]);
  }

  private void pushAll(int from, int to) {
    for (int position = from; position < to; position++) {
      push(table.operand(position));
    }
  }

  private void putOff(int temp) {
    if (!anyOff) {
      indexUses();
      anyOff = true;
    }
    int top = 0;
    off[temp] = true;
    pending[top++] = temp;
    while (top > 0) {
      int next = pending[--top];
      for (int i = positionsStart[next]; i < positionsStart[next + 1]; i++) {
        int position = positions[i];
        int event = eventOf[position];
        for (int above = position + 1; above < offFrom[event]; above++) {
          int operand = table.operand(above);
          if (!off[operand]) {
            off[operand] = true;
            pending[top++] = operand;
          }
        }
        offFrom[event] = Math.min(offFrom[event], position);
      }
    }
  }

  /** Finds for each temp where it is an operand that others may lie above. */
  private void indexUses() {
    int temps = table.tempCount();
    positionsStart = new int[temps + 1];
    eventOf = new int[table.operandCount()];
    offFrom = new int[table.eventCount()];
    pending = new int[temps];
    for (int event = 0; event < table.eventCount(); event++) {
      offFrom[event] = table.start(event + 1);
      for (int p = table.start(event); p < table.start(event + 1); p++) {
        eventOf[p] = event;
        if (bindsOrder(event)) {
          positionsStart[table.operand(p) + 1]++;
        }
      }
    }
    for (int temp = 0; temp < temps; temp++) {
      positionsStart[temp + 1] += positionsStart[temp];
    }
    positions = new int[positionsStart[temps]];
    int[] next = Arrays.copyOf(positionsStart, temps);
    for (int p = 0; p < table.operandCount(); p++) {
      if (bindsOrder(eventOf[p])) {
        positions[next[table.operand(p)]++] = p;
      }
    }
  }

  private boolean bindsOrder(int event) {
    return table.role(event) == OperandTable.USE || table.role(event) == OperandTable.PARAMETERS;
  }
}
