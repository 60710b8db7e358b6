package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.Constant;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.Terminator.Branch;
import dev.whittle.ir.code.Terminator.Case;
import dev.whittle.ir.code.Terminator.Switch;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares where a switch has one case or two that differ from its default: a switch takes 20 bytes
 * and more. The second comparison stands at the end, and reads the key from a local.
 */
final class SmallSwitches {
  private final Draft draft;

  private SmallSwitches(Draft draft) {
    this.draft = draft;
  }

  static void replace(Draft draft) {
    SmallSwitches switches = new SmallSwitches(draft);
    BitSet reached = draft.reachable();
    reached.stream().forEach(b -> switches.block(draft.blocks.get(b)));
  }

  private void block(DraftBlock block) {
    if (!(block.terminator instanceof Switch t)) {
      return;
    }
    List<Case> cases = t.cases().stream().filter(c -> !c.target().equals(t.otherwise())).toList();
    if (cases.size() == 1) {
      draft.end(block, compare(block, t.key(), cases.getFirst(), t.otherwise()));
    } else if (cases.size() == 2 && draft.isRelease() && passNothing(t)) {
      two(block, t, cases);
    }
  }

  private static boolean passNothing(Switch t) {
    return Edges.of(t).stream().allMatch(edge -> edge.arguments().isEmpty());
  }

  private Branch compare(DraftBlock block, int key, Case only, Edge otherwise) {
    if (only.key() == 0) {
      return new Branch(Condition.EQ_ZERO, key, Terminator.NONE, only.target(), otherwise);
    }
    int constant = draft.newTemp();
    block.steps.add(
        new Step(new Statement.Const(constant, new Constant.Int(only.key())), block.origin));
    return new Branch(Condition.EQ, key, constant, only.target(), otherwise);
  }

  private void two(DraftBlock block, Switch t, List<Case> cases) {
    Case second = cases.getLast();
    EntryTypes entry = entry(second.target(), t.otherwise());
    if (entry == null) {
      return;
    }
    int local = draft.newLocal(new Local(draft.slotCount(), Kind.INT));
    int first = draft.newTemp();
    int again = draft.newTemp();
    block.steps.add(new Step(new Statement.Store(local, t.key()), block.origin));
    block.steps.add(new Step(new Statement.Load(first, local), block.origin));
    DraftBlock next = new DraftBlock(List.of(), with(entry, local), Ints.EMPTY, t);
    next.origin = block.origin;
    next.steps.add(new Step(new Statement.Load(again, local), block.origin));
    next.terminator = compare(next, again, second, t.otherwise());
    Edge otherwise = Edge.to(draft.add(next));
    draft.end(block, compare(block, first, cases.getFirst(), otherwise));
  }

  /** What both targets need; null when they see one local with different types. */
  private EntryTypes entry(Edge one, Edge other) {
    Map<Integer, VType> types = new TreeMap<>();
    for (Edge edge : List.of(one, other)) {
      EntryTypes entry = draft.blocks.get(edge.block()).entry;
      for (int i = 0; i < entry.locals().size(); i++) {
        VType type = entry.types().get(i);
        VType before = types.putIfAbsent(entry.locals().at(i), type);
        if (before != null && !before.equals(type)) {
          return null;
        }
      }
    }
    Ints locals = Ints.of(types.keySet().stream().mapToInt(Integer::intValue).toArray());
    return new EntryTypes(locals, new ArrayList<>(types.values()));
  }

  private static EntryTypes with(EntryTypes entry, int local) {
    int[] locals = Arrays.copyOf(entry.locals().stream().toArray(), entry.locals().size() + 1);
    locals[locals.length - 1] = local;
    List<VType> types = new ArrayList<>(entry.types());
    types.add(VType.Primitive.INT);
    return new EntryTypes(Ints.of(locals), types);
  }
}
