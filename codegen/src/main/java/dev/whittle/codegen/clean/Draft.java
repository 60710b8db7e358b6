package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.Access;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Handler;
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

  private int version;
  private boolean slotsMoved;

  /** The blocks that are reached, null when that has to be found. */
  private BitSet reached;

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

  /** By block, in so many words each: locals that a debugger may ask for there. */
  long[] seen(int words) {
    long[] seen = new long[blocks.size() * words];
    if (extentEdges.isEmpty()) {
      return seen;
    }
    List<Body.Extent> extents = new ArrayList<>(source.extents());
    locations.typeAnnotations().forEach(a -> extents.addAll(a.ranges()));
    int[] starts = new int[source.blocks().size() + 1];
    for (int b = 0; b < source.blocks().size(); b++) {
      starts[b + 1] = starts[b] + source.blocks().get(b).statements().size() + 1;
    }
    for (Body.Extent extent : extents) {
      int b = Arrays.binarySearch(starts, extent.first());
      int word = extent.local() >> 6;
      for (b = b < 0 ? -b - 2 : b; b < starts.length - 1 && starts[b] < extent.end(); b++) {
        seen[b * words + word] |= 1L << extent.local();
      }
    }
    return seen;
  }

  private static boolean locks(Body body) {
    return body.blocks().stream()
        .flatMap(block -> block.statements().stream())
        .anyMatch(s -> s instanceof Statement.MonitorEnter || s instanceof Statement.MonitorExit);
  }

  /** Notes that the code is other than before. */
  void changed() {
    version++;
  }

  /** A number that grows whenever the code changes; 0 for code as it came. */
  int version() {
    return version;
  }

  /** Gives a block a terminator, which may be the one that it has. */
  void end(DraftBlock block, Terminator terminator) {
    if (block.terminator != terminator) {
      block.terminator = terminator;
      reached = null;
      changed();
    }
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

  /** Gives each local the slot at its index. */
  void move(int[] slots) {
    for (int local = 0; local < slots.length; local++) {
      locals.set(local, new Local(slots[local], kind(local)));
    }
    slotsMoved = true;
    changed();
  }

  /** Whether locals may be in one slot that one block's header names together. */
  boolean slotsMoved() {
    return slotsMoved;
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
      end(block, Temps.rename(block.terminator, this::resolve));
    }
    alias = new int[0];
  }

  /** Adds a block whose code stands last. */
  int add(DraftBlock block) {
    reached = null;
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

  /** Blocks that edges and handlers lead to, not to be changed. */
  BitSet reachable() {
    if (reached == null) {
      reached = new BitSet(blocks.size());
      int[] work = new int[blocks.size()];
      int waiting = visit(0, work, 0);
      while (waiting > 0) {
        DraftBlock block = blocks.get(work[--waiting]);
        for (Edge edge : Edges.of(block.terminator)) {
          waiting = visit(edge.block(), work, waiting);
        }
        for (int i = 0; i < block.handlers.size(); i++) {
          waiting = visit(handlers.get(block.handlers.at(i)).block(), work, waiting);
        }
      }
    }
    return reached;
  }

  private int visit(int block, int[] work, int waiting) {
    if (reached.get(block)) {
      return waiting;
    }
    reached.set(block);
    work[waiting] = block;
    return waiting + 1;
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
    changed();
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
