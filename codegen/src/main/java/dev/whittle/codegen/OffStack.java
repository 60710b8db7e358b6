package dev.whittle.codegen;

import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * Where the temps are that do not stay on the operand stack: leaves are made again at each use,
 * unless the local they read is stored to before; the others have spill slots from definition to
 * last use.
 */
final class OffStack {
  private final OperandTable table;
  private final SpillSlots slots;
  private final Statement[] leaves;
  private final int[] lastUses;
  private final int[] slotOf;

  OffStack(Body body, OperandTable table, StackPlacement placement, SpillSlots slots) {
    this.table = table;
    this.slots = slots;
    int temps = placement.anyOff() ? table.tempCount() : 0;
    leaves = new Statement[temps];
    lastUses = new int[temps];
    slotOf = new int[temps];
    if (temps > 0) {
      Arrays.fill(slotOf, -1);
      Arrays.fill(lastUses, -1);
      findLastUses();
      findLeaves(body, placement);
    }
  }

  SpillSlots slots() {
    return slots;
  }

  /** The statement that makes a temp at its uses, or null when it has a place of its own. */
  Statement leaf(int temp) {
    return leaves.length == 0 ? null : leaves[temp];
  }

  /** Whether anything but a discard uses a temp. */
  boolean isNeeded(int temp) {
    return lastUses[temp] >= 0;
  }

  /** A slot for the temp, which has just been defined. */
  int keep(int temp) {
    slotOf[temp] = slots.take(table.words(temp));
    return slotOf[temp];
  }

  int slotOf(int temp) {
    return slotOf[temp];
  }

  /** Event {@code event} has used the temp: if that was the last time its slot is free. */
  void used(int temp, int event) {
    if (slotOf.length > 0 && slotOf[temp] >= 0 && lastUses[temp] == event) {
      slots.release(slotOf[temp], table.words(temp));
      slotOf[temp] = -1;
    }
  }

  private void findLastUses() {
    for (int event = 0; event < table.eventCount(); event++) {
      if (table.role(event) == OperandTable.USE) {
        for (int p = table.start(event); p < table.start(event + 1); p++) {
          lastUses[table.operand(p)] = event;
        }
      }
    }
  }

  /** Backwards, so that the next store to each slot is known; stores of later blocks are later. */
  private void findLeaves(Body body, StackPlacement placement) {
    int[] nextStores = new int[slots.highest()];
    Arrays.fill(nextStores, Integer.MAX_VALUE);
    for (int b = body.blocks().size() - 1; b >= 0; b--) {
      List<Statement> statements = body.blocks().get(b).statements();
      for (int i = statements.size() - 1; i >= 0; i--) {
        int event = table.firstEvent(b) + 1 + i;
        switch (statements.get(i)) {
          case Statement.Store s -> stored(body.locals().get(s.local()), event, nextStores);
          case Statement.Increment s -> stored(body.locals().get(s.local()), event, nextStores);
          case Statement.Load s when placement.isOff(s.result()) -> {
            Local local = body.locals().get(s.local());
            int next = nextStores[local.slot()];
            next = Math.min(next, nextStores[local.slot() + local.kind().slots() - 1]);
            leaves[s.result()] = next >= lastUses[s.result()] ? s : null;
          }
          case Statement.Const s when placement.isOff(s.result()) && table.isLeaf(s.result()) ->
              leaves[s.result()] = s;
          case Statement _ -> {}
        }
      }
    }
  }

  private static void stored(Local local, int event, int[] nextStores) {
    nextStores[local.slot()] = event;
    nextStores[local.slot() + local.kind().slots() - 1] = event;
  }
}
