package dev.whittle.lower;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operands that lie under a whole loop and come out of it as they went in: {@code a[i] =} before a
 * loop that computes the element. Blocks of the loop only hand them on, so they need not be there.
 * Where such an operand is used at last it is made again, when it was a constant or a local that no
 * block on the way stores to; else it comes from a local, to which it is stored before the loop.
 *
 * <p>All parameters that hold one operand have the same place on the stack. So locals can have
 * slots by places, and never is one needed for two operands at once.
 */
final class CarriedOperands {
  /** Steps after which nothing more is looked for, per block: nested loops stay linear. */
  private static final int STEPS_PER_BLOCK = 64;

  private static final int NONE = -1;

  private final List<BlockDraft> drafts;
  private final Set<Integer> heads;
  private final List<Handler> handlers;
  private final Webs webs;
  private final int firstFreeSlot;

  /** Parameters as they were, by block. */
  private final List<List<Block.Parameter>> parameters = new ArrayList<>();

  private final List<List<Integer>> predecessors = new ArrayList<>();

  /** Temps that statements and terminators use. */
  private final BitSet used = new BitSet();

  /** By temp: the number of what it holds, NONE where it stays what it is. */
  private final int[] carried;

  private final List<Origin> origins = new ArrayList<>();
  private int steps;

  /**
   * Where a carried operand comes from at its uses.
   *
   * @param leaf what makes it again, or null
   * @param local what keeps it, NONE when it is made again
   */
  private record Origin(Statement leaf, int local) {}

  /** A parameter of a block. */
  private record Place(int block, int index) {}

  private CarriedOperands(
      List<BlockDraft> drafts,
      Set<Integer> heads,
      List<Handler> handlers,
      Webs webs,
      int firstFreeSlot,
      int tempCount) {
    this.drafts = drafts;
    this.heads = heads;
    this.handlers = handlers;
    this.webs = webs;
    this.firstFreeSlot = firstFreeSlot;
    carried = new int[tempCount];
    Arrays.fill(carried, NONE);
  }

  /**
   * Finds the operands that are carried through the loops with these heads, and takes them off all
   * other blocks. Edges into the heads still pass them.
   */
  static CarriedOperands of(
      List<BlockDraft> drafts,
      Set<Integer> heads,
      List<Handler> handlers,
      Webs webs,
      int firstFreeSlot,
      int tempCount) {
    CarriedOperands operands =
        new CarriedOperands(drafts, heads, handlers, webs, firstFreeSlot, tempCount);
    operands.readBlocks();
    for (int head : heads) {
      for (int i = 0; i < operands.parameters.get(head).size(); i++) {
        operands.find(new Place(head, i));
      }
    }
    operands.takeOff();
    return operands;
  }

  boolean isCarried(int parameter) {
    return carried[parameter] != NONE;
  }

  /** The local that keeps a carried operand, or -1 when it is made again. */
  int localOf(int parameter) {
    return origins.get(carried[parameter]).local;
  }

  /** Whether an edge that passes {@code argument} to {@code parameter} need not store it. */
  boolean isThere(int argument, int parameter) {
    int origin = carried[parameter];
    return origin != NONE
        && (origins.get(origin).leaf != null
            || argument < carried.length && carried[argument] == origin);
  }

  /** What gives a block its carried parameter again; null when the block does not use it. */
  Statement again(int parameter) {
    if (!used.get(parameter)) {
      return null;
    }
    Origin origin = origins.get(carried[parameter]);
    return origin.leaf == null
        ? new Statement.Load(parameter, origin.local)
        : Temps.rename(origin.leaf, temp -> temp, _ -> parameter);
  }

  private void readBlocks() {
    for (BlockDraft draft : drafts) {
      parameters.add(List.copyOf(draft.parameters));
      predecessors.add(new ArrayList<>());
    }
    for (int b = 0; b < drafts.size(); b++) {
      for (Edge edge : drafts.get(b).edges()) {
        List<Integer> known = predecessors.get(edge.block());
        if (known.isEmpty() || known.getLast() != b) {
          known.add(b);
        }
      }
      for (int s = 0; s < drafts.get(b).size(); s++) {
        Temps.forEachUse(drafts.get(b).statement(s), used::set);
      }
      Temps.forEachUse(drafts.get(b).terminator, used::set);
    }
  }

  private Block.Parameter parameter(Place place) {
    return parameters.get(place.block).get(place.index);
  }

  private int wordsBelow(Place place) {
    return parameters.get(place.block).subList(0, place.index).stream()
        .mapToInt(p -> p.type().kind().slots())
        .sum();
  }

  private void find(Place start) {
    Block.Parameter parameter = parameter(start);
    if (carried[parameter.temp()] != NONE || isHandler(start.block)) {
      return;
    }
    Map<Integer, Place> holders = holders(start);
    int backEdges = narrow(start, holders);
    if (backEdges == 0 || steps > STEPS_PER_BLOCK * drafts.size()) {
      return;
    }
    List<Integer> passedOn = new ArrayList<>();
    for (Place holder : holders.values()) {
      if (leavesLoop(holder, holders)) {
        if (!(drafts.get(holder.block).terminator instanceof Terminator.Goto)) {
          // The other edge would need the operand in its place, too.
          return;
        }
        passedOn.add(parameter(holder).temp());
      }
    }
    long uses = holders.keySet().stream().filter(used::get).count() + passedOn.size();
    if (uses > backEdges + 1) {
      return;
    }
    passedOn.forEach(used::set);
    Statement leaf = leaf(start, holders);
    int local = NONE;
    if (leaf == null) {
      int slot = firstFreeSlot + wordsBelow(start);
      local = webs.addLocal(new Local(slot, parameter.type().kind()));
    }
    holders.keySet().forEach(temp -> carried[temp] = origins.size());
    origins.add(new Origin(leaf, local));
  }

  private boolean isHandler(int block) {
    return handlers.stream().anyMatch(h -> h.block() == block);
  }

  /** Parameters, by temp, that may hold what the one at {@code start} does. */
  private Map<Integer, Place> holders(Place start) {
    Block.Parameter parameter = parameter(start);
    int wordsBelow = wordsBelow(start);
    Map<Integer, Place> holders = new LinkedHashMap<>();
    holders.put(parameter.temp(), start);
    List<Place> work = new ArrayList<>(List.of(start));
    while (!work.isEmpty()) {
      Place from = work.removeLast();
      int temp = parameter(from).temp();
      for (Edge edge : drafts.get(from.block).edges()) {
        steps++;
        for (int i = 0; i < edge.arguments().size(); i++) {
          Place to = new Place(edge.block(), i);
          if (edge.arguments().at(i) == temp
              && !holders.containsKey(parameter(to).temp())
              && carried[parameter(to).temp()] == NONE
              && parameter(to).type().equals(parameter.type())
              && wordsBelow(to) == wordsBelow
              && !isHandler(to.block)) {
            holders.put(parameter(to).temp(), to);
            work.add(to);
          }
        }
      }
    }
    return holders;
  }

  /**
   * Takes away the holders that get something else on some edge.
   *
   * @return how many edges bring the operand back to the head
   */
  private int narrow(Place start, Map<Integer, Place> holders) {
    List<Place> work = new ArrayList<>(holders.values());
    while (!work.isEmpty() && steps <= STEPS_PER_BLOCK * drafts.size()) {
      Place holder = work.removeLast();
      int temp = parameter(holder).temp();
      boolean gone = !holder.equals(start) && holders.containsKey(temp) && !isFed(holder, holders);
      if (gone) {
        holders.remove(temp);
        for (Edge edge : drafts.get(holder.block).edges()) {
          for (int i = 0; i < edge.arguments().size(); i++) {
            Place to = new Place(edge.block(), i);
            if (edge.arguments().at(i) == temp && to.equals(holders.get(parameter(to).temp()))) {
              work.add(to);
            }
          }
        }
      }
    }
    return (int)
        argumentsInto(start).stream().filter(passed -> holders.containsKey(passed.temp)).count();
  }

  private boolean isFed(Place holder, Map<Integer, Place> holders) {
    return argumentsInto(holder).stream().allMatch(passed -> holders.containsKey(passed.temp));
  }

  /** A temp that an edge out of a block passes. */
  private record Passed(int block, int temp) {}

  private List<Passed> argumentsInto(Place place) {
    List<Passed> passed = new ArrayList<>();
    for (int block : predecessors.get(place.block)) {
      for (Edge edge : drafts.get(block).edges()) {
        steps++;
        if (edge.block() == place.block) {
          passed.add(new Passed(block, edge.arguments().at(place.index)));
        }
      }
    }
    return passed;
  }

  /** Whether an edge passes the operand to what is no holder. */
  private boolean leavesLoop(Place holder, Map<Integer, Place> holders) {
    int temp = parameter(holder).temp();
    for (Edge edge : drafts.get(holder.block).edges()) {
      for (int i = 0; i < edge.arguments().size(); i++) {
        if (edge.arguments().at(i) == temp
            && !holders.containsKey(parameter(new Place(edge.block(), i)).temp())) {
          return true;
        }
      }
    }
    return false;
  }

  /** What makes the operand in all blocks before the loop and can in all holders; or null. */
  private Statement leaf(Place start, Map<Integer, Place> holders) {
    Statement leaf = null;
    for (Passed passed : argumentsInto(start)) {
      if (holders.containsKey(passed.temp)) {
        continue;
      }
      Statement made = definition(passed);
      if (made == null) {
        return null;
      }
      made = Temps.rename(made, temp -> temp, _ -> NONE);
      if (leaf != null && !leaf.equals(made)) {
        return null;
      }
      leaf = made;
    }
    boolean keepsValue =
        !(leaf instanceof Statement.Load load)
            || holders.values().stream().allMatch(h -> holds(h, load.local(), holders));
    return keepsValue ? leaf : null;
  }

  /** The leaf that a block passes on, null when it is none or has another value at the end. */
  private Statement definition(Passed passed) {
    BlockDraft draft = drafts.get(passed.block);
    for (int s = draft.size() - 1; s >= 0; s--) {
      if (Temps.result(draft.statement(s)) == passed.temp) {
        return switch (draft.statement(s)) {
          case Statement.Load load -> stores(draft, s, load.local()) ? null : load;
          case Statement.Const constant -> constant.constant().isLeaf() ? constant : null;
          case Statement _ -> null;
        };
      }
    }
    return null;
  }

  private static boolean stores(BlockDraft draft, int from, int local) {
    for (int s = from; s < draft.size(); s++) {
      boolean stores =
          switch (draft.statement(s)) {
            case Statement.Store store -> store.local() == local;
            case Statement.Increment increment -> increment.local() == local;
            case Statement _ -> false;
          };
      if (stores) {
        return true;
      }
    }
    return false;
  }

  /** Whether a local is there at the block's entry, and at its end when the operand goes on. */
  private boolean holds(Place holder, int local, Map<Integer, Place> holders) {
    BlockDraft draft = drafts.get(holder.block);
    int at = 0;
    while (at < draft.entryCount && draft.entryLocals[at] != local) {
      at++;
    }
    return at < draft.entryCount
        && draft.entryTypes[at].equals(parameter(holder).type())
        && (!goesOn(holder, holders) || !stores(draft, 0, local));
  }

  private boolean goesOn(Place holder, Map<Integer, Place> holders) {
    int temp = parameter(holder).temp();
    return drafts.get(holder.block).edges().stream()
        .anyMatch(
            edge -> {
              for (int i = 0; i < edge.arguments().size(); i++) {
                int to = parameter(new Place(edge.block(), i)).temp();
                if (edge.arguments().at(i) == temp && holders.containsKey(to)) {
                  return true;
                }
              }
              return false;
            });
  }

  private void takeOff() {
    if (origins.isEmpty()) {
      return;
    }
    for (int b = 0; b < drafts.size(); b++) {
      BlockDraft draft = drafts.get(b);
      draft.terminator = BackEdgeSpills.mapEdges(draft.terminator, this::withoutCarried);
      if (heads.contains(b) || draft.parameters.stream().noneMatch(p -> isCarried(p.temp()))) {
        continue;
      }
      List<Statement> again = new ArrayList<>();
      for (Block.Parameter p : draft.parameters) {
        if (isCarried(p.temp())) {
          enter(draft, p);
          if (again(p.temp()) != null) {
            again.add(again(p.temp()));
          }
        }
      }
      draft.parameters = draft.parameters.stream().filter(p -> !isCarried(p.temp())).toList();
      draft.prepend(again);
    }
  }

  /** Says that a block is entered with a carried operand in its local, if it has one. */
  void enter(BlockDraft draft, Block.Parameter parameter) {
    int local = localOf(parameter.temp());
    if (local != NONE) {
      draft.addEntry(local, parameter.type());
    }
  }

  private Edge withoutCarried(Edge edge) {
    if (heads.contains(edge.block())) {
      return edge;
    }
    int[] rest = new int[edge.arguments().size()];
    int count = 0;
    for (int i = 0; i < rest.length; i++) {
      if (!isCarried(parameter(new Place(edge.block(), i)).temp())) {
        rest[count++] = edge.arguments().at(i);
      }
    }
    return count == rest.length ? edge : new Edge(edge.block(), Ints.copyOf(rest, 0, count));
  }
}
