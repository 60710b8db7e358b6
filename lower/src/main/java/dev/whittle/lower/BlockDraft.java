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

/** A block while its function is lowered: statements know which instruction they were. */
final class BlockDraft {
  /** Marks a statement that was no instruction. */
  static final int NO_ORIGIN = -1;

  List<Block.Parameter> parameters = new ArrayList<>();

  /** Parallel lists: locals live on entry and their types. */
  List<Integer> entryLocals = new ArrayList<>();

  List<VType> entryTypes = new ArrayList<>();
  Ints handlers = Ints.EMPTY;
  final List<Statement> statements = new ArrayList<>();
  private int[] origins = new int[16];
  Terminator terminator;
  int terminatorOrigin = NO_ORIGIN;

  void add(Statement statement, int origin) {
    if (statements.size() == origins.length) {
      origins = Arrays.copyOf(origins, origins.length * 2);
    }
    origins[statements.size()] = origin;
    statements.add(statement);
  }

  /** Puts statements that were no instructions before all others. */
  void prepend(List<? extends Statement> first) {
    int count = first.size();
    int[] shifted = new int[statements.size() + count + 8];
    Arrays.fill(shifted, 0, count, NO_ORIGIN);
    System.arraycopy(origins, 0, shifted, count, statements.size());
    origins = shifted;
    statements.addAll(0, first);
  }

  int origin(int statement) {
    return origins[statement];
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
