package dev.whittle.lower;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A block while its function is lowered. Its statements are, one for one, the instructions from
 * {@link #firstOrigin} on, except for those that spilling adds before and behind.
 */
final class BlockDraft {
  private static final Statement[] NO_STATEMENTS = {};

  /** Marks a terminator that was no instruction. */
  static final int NO_ORIGIN = -1;

  List<Block.Parameter> parameters = List.of();

  private static final int[] NO_LOCALS = {};
  private static final VType[] NO_TYPES = {};

  /** Parallel: locals live on entry and their types. Blocks may share them: they never change. */
  int[] entryLocals = NO_LOCALS;

  VType[] entryTypes = NO_TYPES;
  int entryCount;
  Ints handlers = Ints.EMPTY;
  private Statement[] statements;
  private int size;
  private int prepended;

  /** The instruction that the first statement was. */
  final int firstOrigin;

  private int originCount;
  Terminator terminator;
  int terminatorOrigin = NO_ORIGIN;

  /** A block of what are {@code instructions} instructions from {@code firstOrigin} on. */
  BlockDraft(int firstOrigin, int instructions) {
    this.firstOrigin = firstOrigin;
    this.statements = instructions == 0 ? NO_STATEMENTS : new Statement[instructions];
  }

  /** Adds what the next instruction does. */
  void add(Statement statement) {
    append(statement);
    originCount++;
  }

  /** Adds a statement that was no instruction, behind all that were. */
  void append(Statement statement) {
    if (size == statements.length) {
      statements = Arrays.copyOf(statements, size + 4);
    }
    statements[size++] = statement;
  }

  /** Puts statements that were no instructions before all others. */
  void prepend(List<? extends Statement> first) {
    Statement[] all = new Statement[first.size() + size];
    first.toArray(all);
    System.arraycopy(statements, 0, all, first.size(), size);
    statements = all;
    size = all.length;
    prepended += first.size();
  }

  /** How many statements stand before the first that was an instruction. */
  int prepended() {
    return prepended;
  }

  /** How many statements were instructions. */
  int originCount() {
    return originCount;
  }

  int size() {
    return size;
  }

  Statement statement(int index) {
    return statements[index];
  }

  void replace(int index, Statement statement) {
    statements[index] = statement;
  }

  List<Statement> statements() {
    return List.of(size == statements.length ? statements : Arrays.copyOf(statements, size));
  }

  /** Another local that is live on entry, in ascending order of slot. */
  void addEntry(int local, VType type) {
    entryLocals = Arrays.copyOf(entryLocals, entryCount + 1);
    entryTypes = Arrays.copyOf(entryTypes, entryCount + 1);
    entryLocals[entryCount] = local;
    entryTypes[entryCount++] = type;
  }

  /** The normal edges out of this block. */
  List<Edge> edges() {
    return switch (terminator) {
      case Terminator.Goto t -> List.of(t.target());
      case Terminator.Branch t -> List.of(t.taken(), t.otherwise());
      case Terminator.Switch t -> {
        List<Edge> edges = new ArrayList<>();
        t.cases().forEach(c -> edges.add(c.target()));
        edges.add(t.otherwise());
        yield edges;
      }
      case Terminator.Return _, Terminator.Throw _ -> List.of();
    };
  }
}
