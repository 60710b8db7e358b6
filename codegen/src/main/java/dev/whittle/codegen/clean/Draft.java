package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.Access;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A body while passes change it. Blocks keep their index and order, a block that nothing reaches is
 * dropped by {@link Assembly}; temps may be defined in any order of number, and their numbers have
 * gaps.
 */
final class Draft {
  final Body source;
  final Locations locations;
  final CleanUps level;
  final List<Local> locals;
  final List<DraftBlock> blocks = new ArrayList<>();
  final List<Handler> handlers;

  /** Indices of the blocks as their code stands. */
  final List<Integer> order = new ArrayList<>();

  /** Whether a return may throw, for a lock that is still held (JVMS 2.11.10). */
  final boolean hasLocks;

  /** Locals that a debugger may ask for: none of their stores may go. */
  final BitSet visible = new BitSet();

  /** Points of the input where a line starts that has not moved elsewhere. */
  final BitSet lineStarts = new BitSet();

  /** Points of the input where a named variable becomes visible, or no longer is. */
  private final BitSet extentEdges = new BitSet();

  /** By point of the input: index of the anchor whose line it has, -1 when it has none. */
  private final int[] anchorOf;

  private int tempCount;
  private int[] alias = new int[0];

  /** Whether local 0 is {@code this}. */
  final boolean hasThis;

  Draft(FunctionDef function, CleanUps level) {
    Body source = function.code().body();
    this.source = source;
    this.hasThis = !function.isStatic();
    this.hasLocks = Access.has(function.access(), Access.SYNCHRONIZED) || locks(source);
    this.locations = function.code().locations();
    this.level = level;
    this.locals = new ArrayList<>(source.locals());
    this.handlers = source.handlers();
    this.tempCount = source.tempCount();
    int point = 0;
    for (Block block : source.blocks()) {
      add(DraftBlock.of(block, point));
      point += block.statements().size() + 1;
    }
    anchorOf = new int[point];
    Arrays.fill(anchorOf, -1);
    source.anchors().stream().forEach(lineStarts::set);
    int anchor = -1;
    for (int p = 0; p < point; p++) {
      while (anchor + 1 < source.anchors().size() && source.anchors().at(anchor + 1) <= p) {
        anchor++;
      }
      anchorOf[p] = anchor;
    }
    if (!isRelease()) {
      visible.set(0, source.parameterCount());
      see();
    }
  }

  /** A debugger asks slots: all that share one with a named variable are taken for named. */
  private void see() {
    List<Body.Extent> extents = new ArrayList<>(source.extents());
    locations.typeAnnotations().forEach(annotation -> extents.addAll(annotation.ranges()));
    BitSet slots = new BitSet();
    for (Body.Extent extent : extents) {
      Local local = locals.get(extent.local());
      slots.set(local.slot(), local.slot() + local.kind().slots());
      extentEdges.set(extent.first());
      extentEdges.set(extent.end());
    }
    for (int local = 0; local < locals.size(); local++) {
      Local other = locals.get(local);
      if (slots.get(other.slot()) || slots.get(other.slot() + other.kind().slots() - 1)) {
        visible.set(local);
      }
    }
  }

  /** By block: locals that a debugger may ask for there. */
  List<BitSet> seen() {
    List<BitSet> seen = new ArrayList<>();
    blocks.forEach(_ -> seen.add(new BitSet()));
    if (isRelease()) {
      return seen;
    }
    List<Body.Extent> extents = new ArrayList<>(source.extents());
    locations.typeAnnotations().forEach(a -> extents.addAll(a.ranges()));
    int[] starts = new int[seen.size() + 1];
    for (int b = 0; b < seen.size(); b++) {
      Block block = source.blocks().get(b);
      starts[b + 1] = starts[b] + block.statements().size() + 1;
    }
    for (Body.Extent extent : extents) {
      int b = Arrays.binarySearch(starts, extent.first());
      for (b = b < 0 ? -b - 2 : b; b < seen.size() && starts[b] < extent.end(); b++) {
        seen.get(b).set(extent.local());
      }
    }
    return seen;
  }

  private static boolean locks(Body body) {
    return body.blocks().stream()
        .flatMap(block -> block.statements().stream())
        .anyMatch(s -> s instanceof Statement.MonitorEnter || s instanceof Statement.MonitorExit);
  }

  /** Whether the code is other than it came. */
  boolean isChanged() {
    if (blocks.size() != source.blocks().size() || !locals.equals(source.locals())) {
      return true;
    }
    for (int b = 0; b < blocks.size(); b++) {
      Block before = source.blocks().get(b);
      DraftBlock now = blocks.get(b);
      if (!now.terminator.equals(before.terminator())
          || now.steps.size() != before.statements().size()) {
        return true;
      }
      for (int i = 0; i < now.steps.size(); i++) {
        if (!now.steps.get(i).statement().equals(before.statements().get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether there are locals that a debugger cannot ask for. */
  boolean hasInvisibleLocals() {
    return visible.cardinality() < locals.size();
  }

  boolean isRelease() {
    return level == CleanUps.RELEASE;
  }

  /** Index of the anchor that gives a point its line, -1 when it has none. */
  int anchorOf(int origin) {
    return anchorOf[origin];
  }

  int newTemp() {
    return tempCount++;
  }

  int newLocal(Local local) {
    locals.add(local);
    return locals.size() - 1;
  }

  /** The first slot that no local has. */
  int slotCount() {
    int count = 0;
    for (Local local : locals) {
      count = Math.max(count, local.slot() + local.kind().slots());
    }
    return count;
  }

  Kind kind(int local) {
    return locals.get(local).kind();
  }

  /** From now on {@code temp} is another name of {@code value}, until {@link #rename}. */
  void alias(int temp, int value) {
    if (alias.length < tempCount) {
      int old = alias.length;
      alias = Arrays.copyOf(alias, tempCount);
      for (int i = old; i < tempCount; i++) {
        alias[i] = i;
      }
    }
    alias[temp] = resolve(value);
  }

  int resolve(int temp) {
    int value = temp;
    while (value < alias.length && alias[value] != value) {
      value = alias[value];
    }
    return value;
  }

  /** Replaces aliases by what they stand for. */
  void rename() {
    if (alias.length == 0) {
      return;
    }
    for (DraftBlock block : blocks) {
      block.steps.replaceAll(s -> s.with(Temps.rename(s.statement(), this::resolve, t -> t)));
      block.terminator = Temps.rename(block.terminator, this::resolve);
    }
    alias = new int[0];
  }

  /** Adds a block whose code stands last. */
  int add(DraftBlock block) {
    blocks.add(block);
    order.add(blocks.size() - 1);
    return blocks.size() - 1;
  }

  /** How often each temp is used in blocks that are reached; hints do not count. */
  int[] uses() {
    int[] uses = new int[tempCount];
    BitSet reached = reachable();
    for (int b = reached.nextSetBit(0); b >= 0; b = reached.nextSetBit(b + 1)) {
      DraftBlock block = blocks.get(b);
      for (Step step : block.steps) {
        if (!(step.statement() instanceof Statement.Shuffle)) {
          Temps.forEachUse(step.statement(), t -> uses[t]++);
        }
      }
      Temps.forEachUse(block.terminator, t -> uses[t]++);
      for (Edge edge : Edges.of(block.terminator)) {
        edge.arguments().stream().forEach(t -> uses[t]++);
      }
    }
    return uses;
  }

  int tempCount() {
    return tempCount;
  }

  /** How many edges lead to each block; a handler counts as two, and so does the entry. */
  int[] predecessors() {
    int[] count = new int[blocks.size()];
    count[0] = 2;
    handlers.forEach(handler -> count[handler.block()] += 2);
    BitSet reached = reachable();
    for (int b = reached.nextSetBit(0); b >= 0; b = reached.nextSetBit(b + 1)) {
      Edges.of(blocks.get(b).terminator).forEach(edge -> count[edge.block()]++);
    }
    return count;
  }

  /** Blocks that edges and handlers lead to. */
  BitSet reachable() {
    BitSet reached = new BitSet();
    List<Integer> work = new ArrayList<>(List.of(0));
    reached.set(0);
    while (!work.isEmpty()) {
      DraftBlock block = blocks.get(work.removeLast());
      Edges.of(block.terminator).forEach(edge -> visit(edge.block(), reached, work));
      Ints covering = block.handlers;
      for (int i = 0; i < covering.size(); i++) {
        visit(handlers.get(covering.at(i)).block(), reached, work);
      }
    }
    return reached;
  }

  private static void visit(int block, BitSet reached, List<Integer> work) {
    if (!reached.get(block)) {
      reached.set(block);
      work.add(block);
    }
  }

  /** By block: the next one in the order of the code that is reached, -1 when it is the last. */
  int[] followers(BitSet reached) {
    int[] next = new int[blocks.size()];
    Arrays.fill(next, -1);
    int before = -1;
    for (int b : order) {
      if (reached.get(b)) {
        if (before >= 0) {
          next[before] = b;
        }
        before = b;
      }
    }
    return next;
  }

  /**
   * Takes a statement of a block out; null in its place until {@link #compact}. A line that starts
   * there starts at what follows; when that starts one itself, or other variables are visible
   * there, a {@code nop} has to carry it, unless lines that do nothing may go. So it has when there
   * are several lines: what follows throws from the last, but where all stand, from the first.
   */
  void remove(DraftBlock block, int index) {
    int origin = block.steps.get(index).origin();
    block.steps.set(index, null);
    if (isRelease() || !lineStarts.get(origin)) {
      return;
    }
    int next = index + 1;
    while (next < block.steps.size() && block.steps.get(next) == null) {
      next++;
    }
    int follower = next < block.steps.size() ? block.steps.get(next).origin() : block.origin;
    if (lineStarts.get(follower)
        || isExtentEdgeIn(origin + 1, follower)
        || hasSeveralLines(origin)) {
      block.steps.set(index, new Step(new Statement.Nop(), origin));
    } else {
      lineStarts.clear(origin);
      lineStarts.set(follower);
    }
  }

  private boolean hasSeveralLines(int origin) {
    int last = anchorOf[origin];
    return last > 0 && source.anchors().at(last - 1) == origin;
  }

  private boolean isExtentEdgeIn(int first, int last) {
    int edge = extentEdges.nextSetBit(first);
    return edge >= 0 && edge <= last;
  }

  static void compact(DraftBlock block) {
    block.steps.removeIf(step -> step == null);
  }

  static boolean endsFlow(Terminator terminator) {
    return terminator instanceof Terminator.Return || terminator instanceof Terminator.Throw;
  }
}
