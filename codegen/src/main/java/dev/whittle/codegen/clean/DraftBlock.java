package dev.whittle.codegen.clean;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A block while it is changed. Edges name blocks by their index in the {@link Draft}. */
final class DraftBlock {
  List<Block.Parameter> parameters;
  EntryTypes entry;
  final Ints handlers;
  List<Step> steps = new ArrayList<>();
  Terminator terminator;

  /** The point of the input that the terminator stands for. */
  int origin;

  /**
   * Locals whose last store in the block was taken out: at its end they hold an older value, until
   * {@link Headers#settle} has drawn the consequences.
   */
  final BitSet stale = new BitSet();

  /**
   * A statement.
   *
   * @param origin the point of the input whose place and line it has
   */
  record Step(Statement statement, int origin) {
    Step with(Statement other) {
      return new Step(other, origin);
    }
  }

  DraftBlock(
      List<Block.Parameter> parameters, EntryTypes entry, Ints handlers, Terminator terminator) {
    this.parameters = parameters;
    this.entry = entry;
    this.handlers = handlers;
    this.terminator = terminator;
  }

  static DraftBlock of(Block block, int firstPoint) {
    DraftBlock draft =
        new DraftBlock(block.parameters(), block.entry(), block.handlers(), block.terminator());
    int point = firstPoint;
    for (Statement statement : block.statements()) {
      draft.steps.add(new Step(statement, point++));
    }
    draft.origin = point;
    return draft;
  }

  boolean hasStores() {
    for (Step step : steps) {
      if (step.statement() instanceof Statement.Store) {
        return true;
      }
    }
    return false;
  }

  /** Locals that the block stores to. */
  BitSet stored() {
    BitSet stored = new BitSet();
    for (Step step : steps) {
      if (step.statement() instanceof Statement.Store s) {
        stored.set(s.local());
      }
    }
    return stored;
  }

  /** The type that the header gives a local, null when it is not assigned on entry. */
  VType entryType(int local) {
    for (int i = 0; i < entry.locals().size(); i++) {
      if (entry.locals().at(i) == local) {
        return entry.types().get(i);
      }
    }
    return null;
  }
}
