package dev.whittle.codegen.clean;

import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Takes out stores and increments whose local nobody reads any more, and statements that only make
 * a value which nobody uses. A stored value that took work to make is discarded.
 */
final class DeadStores {
  private final Draft draft;
  private final int[] uses;

  /** By temp: index of the statement of its block that defines it. */
  private final int[] definedAt;

  private DeadStores(Draft draft) {
    this.draft = draft;
    this.uses = draft.uses();
    this.definedAt = new int[uses.length];
    Arrays.fill(definedAt, -1);
  }

  static void eliminate(Draft draft) {
    if (!draft.hasInvisibleLocals() && draft.version() == 0) {
      return;
    }
    DeadStores stores = new DeadStores(draft);
    Liveness liveness = Liveness.of(draft);
    BitSet reached = draft.reachable();
    for (int b = reached.nextSetBit(0); b >= 0; b = reached.nextSetBit(b + 1)) {
      stores.block(draft.blocks.get(b), liveness.atEnd(b), liveness.throughout(b));
    }
    Headers.settle(draft);
  }

  /** Backwards, so that what made a value is seen after all that used it. */
  private void block(DraftBlock block, BitSet live, BitSet throughout) {
    boolean hasHints = false;
    BitSet storedLater = new BitSet();
    for (int i = 0; i < block.steps.size(); i++) {
      int result = Temps.result(block.steps.get(i).statement());
      if (result != Temps.NONE) {
        definedAt[result] = i;
      }
    }
    for (int i = block.steps.size() - 1; i >= 0; i--) {
      Statement statement = block.steps.get(i).statement();
      hasHints |= statement instanceof Statement.Shuffle;
      if (!goes(block, i, live, storedLater)) {
        Liveness.before(statement, live, throughout);
      }
    }
    Draft.compact(block);
    if (hasHints) {
      dropHints(block);
    }
  }

  /** Takes a statement out where nobody needs what it does; whether nobody does. */
  private boolean goes(DraftBlock block, int i, BitSet live, BitSet storedLater) {
    switch (block.steps.get(i).statement()) {
      case Statement.Store s when isDead(s.local(), live) -> {
        if (!storedLater.get(s.local())) {
          block.stale.set(s.local());
        }
        dropStore(block, i, s.value());
      }
      case Statement.Store s -> {
        storedLater.set(s.local());
        return false;
      }
      case Statement.Increment s when isDead(s.local(), live) -> draft.remove(block, i);
      case Statement.Discard s when s.values().size() == 1 -> {
        int value = s.values().at(0);
        if (uses[value] <= 1 && !isMadeForNothing(block, i, value)) {
          return false;
        }
        uses[value]--;
        draft.remove(block, i);
      }
      case Statement.Nop _ when draft.isRelease() -> draft.remove(block, i);
      case Statement s when isUnused(s) -> {
        Temps.forEachUse(s, temp -> uses[temp]--);
        draft.remove(block, i);
      }
      case Statement _ -> {
        return false;
      }
    }
    return true;
  }

  /** The value is discarded, unless that is not needed either. */
  private void dropStore(DraftBlock block, int i, int value) {
    uses[value]--;
    if (uses[value] > 0 || isMadeForNothing(block, i, value)) {
      draft.remove(block, i);
    } else {
      uses[value]++;
      block.steps.set(i, block.steps.get(i).with(new Statement.Discard(Ints.of(value))));
      draft.changed();
    }
  }

  private boolean isDead(int local, BitSet live) {
    return !live.get(local) && !draft.visible.get(local);
  }

  private boolean isUnused(Statement statement) {
    return Purity.isPure(statement) && uses[Temps.result(statement)] == 0;
  }

  /** Whether the value that statement {@code user} takes is from a statement that can go. */
  private boolean isMadeForNothing(DraftBlock block, int user, int value) {
    int at = definedAt[value];
    return at >= 0
        && at < user
        && block.steps.get(at) != null
        && Temps.result(block.steps.get(at).statement()) == value
        && Purity.isPure(block.steps.get(at).statement());
  }

  /** A value that a hint copies must have as many uses as copies, else the hint does harm. */
  private void dropHints(DraftBlock block) {
    for (int i = 0; i < block.steps.size(); i++) {
      if (block.steps.get(i).statement() instanceof Statement.Shuffle hint
          && (hint.values().stream().anyMatch(t -> uses[t] == 0)
              || uses[hint.values().last()] < 2 && hint.form() != ShuffleForm.SWAP)) {
        draft.remove(block, i);
      }
    }
    Draft.compact(block);
  }
}
