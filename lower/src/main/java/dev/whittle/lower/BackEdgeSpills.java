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

  /** Blocks to place right before a block, by that block. */
  private final Map<Integer, List<BlockDraft>> before = new HashMap<>();

  private final List<BlockDraft> atEnd = new ArrayList<>();

  /** Numbers that added blocks have until they are placed. */
  private final List<BlockDraft> added = new ArrayList<>();

  private BackEdgeSpills(
      List<BlockDraft> drafts,
      List<Handler> handlers,
      Webs webs,
      int firstFreeSlot,
      OperandStack temps) {
    this.drafts = drafts;
    this.handlers = handlers;
    this.webs = webs;
    this.firstFreeSlot = firstFreeSlot;
    this.temps = temps;
  }

  /**
   * The function after spilling.
   *
   * @param renumbered new number of each temp, null when nothing changed
   */
  record Result(List<BlockDraft> drafts, List<Handler> handlers, int[] renumbered) {
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
      return new Result(drafts, handlers, null);
    }
    BackEdgeSpills spills = new BackEdgeSpills(drafts, handlers, webs, firstFreeSlot, temps);
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
      locals[i] = webs.addLocal(new Local(slot, type.kind()));
      slot += type.kind().slots();
    }
    Passage passage = new Passage(head, parameters, entryLocals, entryTypes, locals);
    predecessors.forEach(block -> redirect(block, passage));
    redirectHandlers(passage);
    List<Statement.Load> loads = new ArrayList<>();
    for (int i = 0; i < locals.length; i++) {
      loads.add(new Statement.Load(parameters.get(i).temp(), locals[i]));
      target.addEntry(locals[i], parameters.get(i).type());
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
    int head = passage.head;
    draft.terminator =
        switch (draft.terminator) {
          case Terminator.Goto t when t.target().block() == head -> {
            store(draft, t.target().arguments(), passage);
            yield new Terminator.Goto(Edge.to(head));
          }
          case Terminator.Branch t ->
              new Terminator.Branch(
                  t.condition(),
                  t.left(),
                  t.right(),
                  detour(t.taken(), passage, atEnd),
                  detour(t.otherwise(), passage, behind(block)));
          case Terminator.Switch t ->
              new Terminator.Switch(
                  t.form(),
                  t.key(),
                  t.cases().stream()
                      .map(c -> new Terminator.Case(c.key(), detour(c.target(), passage, atEnd)))
                      .toList(),
                  detour(t.otherwise(), passage, atEnd));
          case Terminator other -> other;
        };
  }

  private List<BlockDraft> behind(int block) {
    return before.computeIfAbsent(block + 1, _ -> new ArrayList<>());
  }

  /** Sends an edge to the head through a block that stores the arguments. */
  private Edge detour(Edge edge, Passage passage, List<BlockDraft> placement) {
    if (edge.block() != passage.head || edge.arguments().isEmpty()) {
      return edge;
    }
    BlockDraft between = storingBlock(passage);
    placement.add(between);
    return new Edge(drafts.size() + added.size() - 1, edge.arguments());
  }

  private void redirectHandlers(Passage passage) {
    boolean isHandler = handlers.stream().anyMatch(h -> h.block() == passage.head);
    if (!isHandler) {
      return;
    }
    before.computeIfAbsent(passage.head, _ -> new ArrayList<>()).add(storingBlock(passage));
    int landing = drafts.size() + added.size() - 1;
    handlers.replaceAll(h -> h.block() == passage.head ? new Handler(h.catchType(), landing) : h);
  }

  private BlockDraft storingBlock(Passage passage) {
    BlockDraft block = new BlockDraft(0, 0);
    block.parameters = new ArrayList<>();
    int[] arguments = new int[passage.locals.length];
    for (int i = 0; i < arguments.length; i++) {
      VType type = passage.parameters.get(i).type();
      arguments[i] = temps.define(type);
      block.parameters.add(new Block.Parameter(arguments[i], type));
    }
    for (int i = 0; i < passage.entryLocals.length; i++) {
      block.addEntry(passage.entryLocals[i], passage.entryTypes[i]);
    }
    store(block, Ints.of(arguments), passage);
    block.terminator = new Terminator.Goto(Edge.to(passage.head));
    added.add(block);
    return block;
  }

  /** Stores from the top of the stack down. */
  private static void store(BlockDraft block, Ints arguments, Passage passage) {
    for (int i = arguments.size() - 1; i >= 0; i--) {
      block.append(new Statement.Store(passage.locals[i], arguments.at(i)));
    }
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
      draft.terminator = moved(Temps.rename(draft.terminator, t -> numbers[t]), position);
    }
    handlers.replaceAll(h -> new Handler(h.catchType(), position[h.block()]));
    return new Result(placed, handlers, numbers);
  }

  /** Numbers temps anew in order of definition. */
  private int[] renumber(List<BlockDraft> placed) {
    int[] numbers = new int[temps.tempCount()];
    Arrays.fill(numbers, -1);
    int next = 0;
    for (BlockDraft draft : placed) {
      List<Block.Parameter> parameters = new ArrayList<>();
      for (Block.Parameter p : draft.parameters) {
        numbers[p.temp()] = next++;
        parameters.add(new Block.Parameter(numbers[p.temp()], p.type()));
      }
      draft.parameters = parameters;
      for (int s = 0; s < draft.size(); s++) {
        Statement statement = draft.statement(s);
        int result = Temps.result(statement);
        if (result != Temps.NONE) {
          numbers[result] = next++;
        }
        draft.replace(s, Temps.rename(statement, t -> numbers[t], t -> numbers[t]));
      }
    }
    return numbers;
  }

  private static Terminator moved(Terminator terminator, int[] position) {
    return switch (terminator) {
      case Terminator.Goto t -> new Terminator.Goto(moved(t.target(), position));
      case Terminator.Branch t ->
          new Terminator.Branch(
              t.condition(),
              t.left(),
              t.right(),
              moved(t.taken(), position),
              moved(t.otherwise(), position));
      case Terminator.Switch t ->
          new Terminator.Switch(
              t.form(),
              t.key(),
              t.cases().stream()
                  .map(c -> new Terminator.Case(c.key(), moved(c.target(), position)))
                  .toList(),
              moved(t.otherwise(), position));
      case Terminator.Return _, Terminator.Throw _ -> terminator;
    };
  }

  private static Edge moved(Edge edge, int[] position) {
    return new Edge(position[edge.block()], edge.arguments());
  }
}
