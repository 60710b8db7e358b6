package dev.whittle.lower;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Keeps operands off loop heads: where a normal edge leads backwards to a block with parameters,
 * all edges into that block pass them through locals instead. HotSpot never OSR-compiles a loop
 * that is entered with operands on the stack; scala-library alone has 125 such heads.
 *
 * <p>Heads share the slots of their locals: these are stored right before the jump and loaded right
 * after it. An edge that is the whole end of its block stores before it jumps. Any other edge gets
 * a block of its own that stores, after the last block, or right behind when it is the one fallen
 * into. Exception edges are exempt: a handler keeps its caught value, in a block of its own before
 * the head when normal edges lead there too.
 */
final class BackEdgeSpills {
  private final List<BlockDraft> drafts;
  private final List<Handler> handlers;
  private final Webs webs;
  private final OperandStack temps;
  private final int firstFreeSlot;
  private final CarriedOperands carried;

  /** Blocks to place right before a block, by that block. */
  private final Map<Integer, List<BlockDraft>> before = new HashMap<>();

  private final List<BlockDraft> atEnd = new ArrayList<>();

  /** Numbers that added blocks have until they are placed. */
  private final List<BlockDraft> added = new ArrayList<>();

  private int tempCount;

  private BackEdgeSpills(
      List<BlockDraft> drafts,
      List<Handler> handlers,
      Webs webs,
      int firstFreeSlot,
      OperandStack temps,
      CarriedOperands carried) {
    this.drafts = drafts;
    this.handlers = handlers;
    this.webs = webs;
    this.firstFreeSlot = firstFreeSlot;
    this.temps = temps;
    this.carried = carried;
  }

  /**
   * The function after spilling.
   *
   * @param renumbered new number of each temp, null when nothing changed
   * @param tempCount how many temps there are now
   */
  record Result(List<BlockDraft> drafts, List<Handler> handlers, int[] renumbered, int tempCount) {
    int temp(int old) {
      return renumbered == null ? old : renumbered[old];
    }
  }

  static Result apply(
      List<BlockDraft> drafts,
      List<Handler> handlers,
      Webs webs,
      int firstFreeSlot,
      OperandStack temps) {
    TreeMap<Integer, List<Integer>> heads = heads(drafts);
    if (heads.isEmpty()) {
      return new Result(drafts, handlers, null, temps.tempCount());
    }
    CarriedOperands carried =
        CarriedOperands.of(
            drafts, heads.keySet(), handlers, webs, firstFreeSlot, temps.tempCount());
    BackEdgeSpills spills =
        new BackEdgeSpills(drafts, handlers, webs, firstFreeSlot, temps, carried);
    heads.forEach(spills::spill);
    return spills.place();
  }

  /** Blocks with parameters that an edge leads back to, and the blocks whose edges lead there. */
  private static TreeMap<Integer, List<Integer>> heads(List<BlockDraft> drafts) {
    TreeMap<Integer, List<Integer>> heads = new TreeMap<>();
    for (int b = 0; b < drafts.size(); b++) {
      for (Edge edge : drafts.get(b).edges()) {
        if (edge.block() <= b && !edge.arguments().isEmpty()) {
          heads.put(edge.block(), new ArrayList<>());
        }
      }
    }
    for (int b = 0; b < drafts.size() && !heads.isEmpty(); b++) {
      for (Edge edge : drafts.get(b).edges()) {
        List<Integer> predecessors = heads.get(edge.block());
        if (predecessors != null && (predecessors.isEmpty() || predecessors.getLast() != b)) {
          predecessors.add(b);
        }
      }
    }
    return heads;
  }

  private void spill(int head, List<Integer> predecessors) {
    BlockDraft target = drafts.get(head);
    List<Block.Parameter> parameters = List.copyOf(target.parameters);
    int[] entryLocals = Arrays.copyOf(target.entryLocals, target.entryCount);
    VType[] entryTypes = Arrays.copyOf(target.entryTypes, target.entryCount);
    int[] locals = new int[parameters.size()];
    int slot = firstFreeSlot;
    for (int i = 0; i < locals.length; i++) {
      VType type = parameters.get(i).type();
      int temp = parameters.get(i).temp();
      locals[i] =
          carried.isCarried(temp)
              ? carried.localOf(temp)
              : webs.addLocal(new Local(slot, type.kind()));
      slot += type.kind().slots();
    }
    Passage passage = new Passage(head, parameters, entryLocals, entryTypes, locals);
    predecessors.forEach(block -> redirect(block, passage));
    redirectHandlers(passage);
    List<Statement> loads = new ArrayList<>();
    for (int i = 0; i < locals.length; i++) {
      Block.Parameter parameter = parameters.get(i);
      if (!carried.isCarried(parameter.temp())) {
        loads.add(new Statement.Load(parameter.temp(), locals[i]));
        target.addEntry(locals[i], parameter.type());
      } else {
        carried.enter(target, parameter);
        if (carried.again(parameter.temp()) != null) {
          loads.add(carried.again(parameter.temp()));
        }
      }
    }
    target.parameters = List.of();
    target.prepend(loads);
  }

  /** A head, what it took, and the locals that carry it now. */
  private record Passage(
      int head,
      List<Block.Parameter> parameters,
      int[] entryLocals,
      VType[] entryTypes,
      int[] locals) {}

  private void redirect(int block, Passage passage) {
    BlockDraft draft = drafts.get(block);
    if (draft.terminator instanceof Terminator.Goto t) {
      store(draft, t.target().arguments(), passage);
      draft.terminator = new Terminator.Goto(Edge.to(passage.head));
    } else if (draft.terminator instanceof Terminator.Branch t) {
      Edge taken = detour(t.taken(), passage, atEnd);
      Edge otherwise = detour(t.otherwise(), passage, behind(block));
      draft.terminator =
          new Terminator.Branch(t.condition(), t.left(), t.right(), taken, otherwise);
    } else {
      draft.terminator = mapEdges(draft.terminator, edge -> detour(edge, passage, atEnd));
    }
  }

  private List<BlockDraft> behind(int block) {
    return before.computeIfAbsent(block + 1, _ -> new ArrayList<>());
  }

  /** Sends an edge to the head through a block that stores the arguments that are not there. */
  private Edge detour(Edge edge, Passage passage, List<BlockDraft> placement) {
    if (edge.block() != passage.head || edge.arguments().isEmpty()) {
      return edge;
    }
    boolean[] isThere = new boolean[passage.locals.length];
    int[] passed = new int[isThere.length];
    int count = 0;
    for (int i = 0; i < isThere.length; i++) {
      int argument = edge.arguments().at(i);
      isThere[i] = carried.isThere(argument, passage.parameters.get(i).temp());
      if (!isThere[i]) {
        passed[count++] = argument;
      }
    }
    if (count == 0) {
      return Edge.to(passage.head);
    }
    BlockDraft between = storingBlock(passage, isThere);
    placement.add(between);
    return new Edge(drafts.size() + added.size() - 1, Ints.copyOf(passed, 0, count));
  }

  private void redirectHandlers(Passage passage) {
    boolean isHandler = handlers.stream().anyMatch(h -> h.block() == passage.head);
    if (!isHandler) {
      return;
    }
    before
        .computeIfAbsent(passage.head, _ -> new ArrayList<>())
        .add(storingBlock(passage, new boolean[passage.locals.length]));
    int landing = drafts.size() + added.size() - 1;
    handlers.replaceAll(h -> h.block() == passage.head ? new Handler(h.catchType(), landing) : h);
  }

  /**
   * @param isThere which parameters of the head its entry finds without a store
   */
  private BlockDraft storingBlock(Passage passage, boolean[] isThere) {
    BlockDraft block = new BlockDraft(0, 0);
    block.parameters = new ArrayList<>();
    for (int i = 0; i < passage.entryLocals.length; i++) {
      block.addEntry(passage.entryLocals[i], passage.entryTypes[i]);
    }
    for (int i = 0; i < isThere.length; i++) {
      Block.Parameter parameter = passage.parameters.get(i);
      if (isThere[i]) {
        carried.enter(block, parameter);
      } else {
        int argument = temps.define(parameter.type());
        block.parameters.add(new Block.Parameter(argument, parameter.type()));
      }
    }
    int at = block.parameters.size();
    for (int i = isThere.length - 1; i >= 0; i--) {
      if (!isThere[i]) {
        store(block, passage.locals[i], block.parameters.get(--at).temp());
      }
    }
    block.terminator = new Terminator.Goto(Edge.to(passage.head));
    added.add(block);
    return block;
  }

  /** Stores from the top of the stack down what is not there. */
  private void store(BlockDraft block, Ints arguments, Passage passage) {
    for (int i = arguments.size() - 1; i >= 0; i--) {
      if (!carried.isThere(arguments.at(i), passage.parameters.get(i).temp())) {
        store(block, passage.locals[i], arguments.at(i));
      }
    }
  }

  private static void store(BlockDraft block, int local, int value) {
    block.append(new Statement.Store(local, value));
  }

  private Result place() {
    List<BlockDraft> placed = new ArrayList<>();
    int[] position = new int[drafts.size() + added.size()];
    Map<BlockDraft, Integer> numberOfAdded = new HashMap<>();
    for (int i = 0; i < added.size(); i++) {
      numberOfAdded.put(added.get(i), drafts.size() + i);
    }
    for (int b = 0; b < drafts.size(); b++) {
      for (BlockDraft inserted : before.getOrDefault(b, List.of())) {
        position[numberOfAdded.get(inserted)] = placed.size();
        placed.add(inserted);
      }
      position[b] = placed.size();
      placed.add(drafts.get(b));
    }
    for (BlockDraft inserted : before.getOrDefault(drafts.size(), List.of())) {
      position[numberOfAdded.get(inserted)] = placed.size();
      placed.add(inserted);
    }
    for (BlockDraft inserted : atEnd) {
      position[numberOfAdded.get(inserted)] = placed.size();
      placed.add(inserted);
    }
    int[] numbers = renumber(placed);
    for (BlockDraft draft : placed) {
      Terminator renamed = Temps.rename(draft.terminator, t -> numbers[t]);
      draft.terminator = mapEdges(renamed, e -> new Edge(position[e.block()], e.arguments()));
    }
    handlers.replaceAll(h -> new Handler(h.catchType(), position[h.block()]));
    return new Result(placed, handlers, numbers, tempCount);
  }

  /** Numbers temps anew in order of definition. */
  private int[] renumber(List<BlockDraft> placed) {
    int[] numbers = new int[temps.tempCount()];
    Arrays.fill(numbers, -1);
    tempCount = 0;
    for (BlockDraft draft : placed) {
      List<Block.Parameter> parameters = new ArrayList<>();
      for (Block.Parameter p : draft.parameters) {
        numbers[p.temp()] = tempCount++;
        parameters.add(new Block.Parameter(numbers[p.temp()], p.type()));
      }
      draft.parameters = parameters;
      for (int s = 0; s < draft.size(); s++) {
        Statement statement = draft.statement(s);
        int result = Temps.result(statement);
        if (result != Temps.NONE) {
          numbers[result] = tempCount++;
        }
        draft.replace(s, Temps.rename(statement, t -> numbers[t], t -> numbers[t]));
      }
    }
    return numbers;
  }

  /** The same terminator with other edges, asked for in their order. */
  static Terminator mapEdges(Terminator terminator, UnaryOperator<Edge> edges) {
    return switch (terminator) {
      case Terminator.Goto t -> new Terminator.Goto(edges.apply(t.target()));
      case Terminator.Branch t ->
          new Terminator.Branch(
              t.condition(),
              t.left(),
              t.right(),
              edges.apply(t.taken()),
              edges.apply(t.otherwise()));
      case Terminator.Switch t ->
          new Terminator.Switch(
              t.form(),
              t.key(),
              t.cases().stream()
                  .map(c -> new Terminator.Case(c.key(), edges.apply(c.target())))
                  .toList(),
              edges.apply(t.otherwise()));
      case Terminator.Return _, Terminator.Throw _ -> terminator;
    };
  }
}
