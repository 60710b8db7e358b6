package dev.whittle.codegen.clean;

import dev.whittle.ir.Constant;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.Terminator.Branch;
import dev.whittle.ir.code.Terminator.Goto;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leads jumps to where they end up: past blocks that only go on, past branches on a constant that
 * the jump itself brings along, and a branch around a jump becomes the opposite branch. Blocks that
 * only follow each other become one.
 *
 * <p>A jump that a debugger could stop at stays, and no edge that leads backwards gets arguments.
 */
final class Jumps {
  /** Longer chains of jumps than this exist only where they are circles. */
  private static final int MAX_CHAIN = 32;

  private final Draft draft;
  private final BitSet reached;
  private final int[] predecessors;
  private final int[] followers;
  private final int[] position;
  private DraftBlock from;

  /** By temp of that block; null when nobody has asked. */
  private Map<Integer, Constant> constants;

  private Jumps(Draft draft) {
    this.draft = draft;
    this.reached = draft.reachable();
    this.predecessors = draft.predecessors();
    this.followers = draft.followers(reached);
    this.position = new int[draft.blocks.size()];
    for (int i = 0; i < draft.order.size(); i++) {
      position[draft.order.get(i)] = i;
    }
  }

  static void thread(Draft draft) {
    if (draft.blocks.size() == 1) {
      return;
    }
    int before = draft.version();
    Jumps jumps = new Jumps(draft);
    for (int b : draft.order) {
      if (jumps.reached.get(b)) {
        jumps.thread(b);
      }
    }
    (draft.version() == before ? jumps : new Jumps(draft)).merge();
  }

  private void thread(int index) {
    DraftBlock block = draft.blocks.get(index);
    constants = null;
    from = block;
    int next = followers[index];
    if (block.terminator instanceof Branch t) {
      draft.end(block, aroundJump(t, next));
    }
    if (draft.isRelease()
        && block.terminator instanceof Branch t
        && constantCondition(t) instanceof Edge only) {
      draft.end(block, new Goto(only));
    }
    boolean isJump = block.terminator instanceof Goto;
    Terminator led =
        Edges.map(
            block.terminator,
            edge -> {
              // What falls into a block needs no jump, unless nothing else needs the block.
              boolean falls = edge.block() == next && predecessors[next] > 1;
              return falls && !(isJump && decides(edge)) ? edge : follow(edge, index);
            });
    draft.end(block, led);
    if (block.terminator instanceof Branch t && t.taken().equals(t.otherwise())) {
      List<Integer> operands = new ArrayList<>(List.of(t.left()));
      if (t.right() != Terminator.NONE) {
        operands.add(t.right());
      }
      Ints values = Ints.of(operands.stream().mapToInt(Integer::intValue).toArray());
      block.steps.add(new DraftBlock.Step(new Statement.Discard(values), block.origin));
      draft.end(block, new Goto(t.taken()));
    }
  }

  /** The constant that a temp of the block holds that is led on, null when it is none. */
  private Constant constant(int temp) {
    if (constants == null) {
      constants = new HashMap<>();
      for (DraftBlock.Step step : from.steps) {
        if (step.statement() instanceof Statement.Const s && Purity.isLeaf(s)) {
          constants.put(s.result(), s.constant());
        }
      }
    }
    return constants.get(temp);
  }

  private boolean mayPass(DraftBlock block) {
    return block.steps.isEmpty() && (draft.isRelease() || !draft.lineStarts.get(block.origin));
  }

  /** {@code if c goto after else next; next: goto there}: the jump is the opposite branch. */
  private Terminator aroundJump(Branch t, int next) {
    if (t.otherwise().block() != next || next < 0 || predecessors[next] != 1) {
      return t;
    }
    DraftBlock jump = draft.blocks.get(next);
    int after = followers[next];
    if (!mayPass(jump)
        || !(jump.terminator instanceof Goto(Edge there))
        || t.taken().block() != after
        || !there.arguments().isEmpty()
        || !t.otherwise().arguments().isEmpty()) {
      return t;
    }
    predecessors[next] = 0;
    return new Branch(t.condition().negated(), t.left(), t.right(), there, t.taken());
  }

  private boolean decides(Edge edge) {
    DraftBlock block = draft.blocks.get(edge.block());
    return mayPass(block)
        && block.terminator instanceof Branch t
        && decided(t, passed(block, edge)) != null;
  }

  private Edge follow(Edge edge, int from) {
    Edge at = edge;
    for (int i = 0; i < MAX_CHAIN; i++) {
      DraftBlock block = draft.blocks.get(at.block());
      if (!mayPass(block)) {
        return at;
      }
      Map<Integer, Integer> passed = passed(block, at);
      Edge there =
          switch (block.terminator) {
            case Goto t -> t.target();
            case Branch t -> decided(t, passed);
            default -> null;
          };
      if (there == null) {
        return at;
      }
      if (position[there.block()] <= position[from] && !there.arguments().isEmpty()) {
        return at;
      }
      at = there.arguments().isEmpty() ? there : new Edge(there.block(), mapped(there, passed));
    }
    return edge;
  }

  private static Ints mapped(Edge edge, Map<Integer, Integer> passed) {
    return Ints.of(edge.arguments().stream().map(t -> passed.getOrDefault(t, t)).toArray());
  }

  private static Map<Integer, Integer> passed(DraftBlock block, Edge edge) {
    if (block.parameters.isEmpty()) {
      return Map.of();
    }
    Map<Integer, Integer> passed = new HashMap<>();
    for (int i = 0; i < block.parameters.size(); i++) {
      passed.put(block.parameters.get(i).temp(), edge.arguments().at(i));
    }
    return passed;
  }

  /** The edge that a branch takes on these arguments, null when they do not tell. */
  private Edge decided(Branch t, Map<Integer, Integer> passed) {
    Integer value = passed.get(t.left());
    if (t.right() != Terminator.NONE || value == null) {
      return null;
    }
    return decided(t, constant(value), null);
  }

  private Edge constantCondition(Branch t) {
    Constant right = t.right() == Terminator.NONE ? null : constant(t.right());
    return t.right() != Terminator.NONE && right == null
        ? null
        : decided(t, constant(t.left()), right);
  }

  private static Edge decided(Branch t, Constant left, Constant right) {
    Boolean holds =
        switch (t.condition()) {
          case NULL -> isNull(left);
          case NOT_NULL -> isNull(left) == null ? null : Boolean.valueOf(!isNull(left));
          case SAME, NOT_SAME -> null;
          default ->
              left instanceof Constant.Int(int l)
                      && (right == null || right instanceof Constant.Int)
                  ? Boolean.valueOf(
                      holds(t.condition(), l, right instanceof Constant.Int(int r) ? r : 0))
                  : null;
        };
    return holds == null ? null : holds ? t.taken() : t.otherwise();
  }

  private static Boolean isNull(Constant constant) {
    return constant instanceof Constant.Null
        ? Boolean.TRUE
        : constant instanceof Constant.Str ? Boolean.FALSE : null;
  }

  private static boolean holds(Condition condition, int left, int right) {
    return switch (condition) {
      case EQ_ZERO, EQ -> left == right;
      case NE_ZERO, NE -> left != right;
      case LT_ZERO, LT -> left < right;
      case GE_ZERO, GE -> left >= right;
      case GT_ZERO, GT -> left > right;
      case LE_ZERO, LE -> left <= right;
      case SAME, NOT_SAME, NULL, NOT_NULL -> throw new IllegalArgumentException(condition.name());
    };
  }

  /** Backwards, so that a chain of blocks becomes one in one go. */
  private void merge() {
    for (int b : draft.order.reversed()) {
      int next = followers[b];
      DraftBlock block = draft.blocks.get(b);
      if (reached.get(b)
          && next >= 0
          && predecessors[next] == 1
          && block.terminator instanceof Goto(Edge target)
          && target.block() == next
          && block.handlers.equals(draft.blocks.get(next).handlers)
          && (draft.isRelease() || !draft.lineStarts.get(block.origin))) {
        append(block, draft.blocks.get(next), target.arguments());
      }
    }
    draft.rename();
  }

  private void append(DraftBlock block, DraftBlock next, Ints arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      draft.alias(next.parameters.get(i).temp(), arguments.at(i));
    }
    block.steps.addAll(next.steps);
    draft.end(block, next.terminator);
    block.origin = next.origin;
  }
}
