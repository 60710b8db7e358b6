package dev.whittle.codegen.fuzz;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of parts of bodies. */
final class Bodies {
  private Bodies() {}

  /** The terminator with other edges. */
  static Terminator retarget(Terminator terminator, UnaryOperator<Edge> change) {
    return switch (terminator) {
      case Terminator.Goto(Edge target) -> new Terminator.Goto(change.apply(target));
      case Terminator.Branch b ->
          new Terminator.Branch(
              b.condition(),
              b.left(),
              b.right(),
              change.apply(b.taken()),
              change.apply(b.otherwise()));
      case Terminator.Switch s ->
          new Terminator.Switch(
              s.form(),
              s.key(),
              s.cases().stream()
                  .map(one -> new Terminator.Case(one.key(), change.apply(one.target())))
                  .toList(),
              change.apply(s.otherwise()));
      case Terminator.Return _, Terminator.Throw _ -> terminator;
    };
  }

  static List<Edge> edges(Terminator terminator) {
    List<Edge> edges = new ArrayList<>();
    retarget(
        terminator,
        edge -> {
          edges.add(edge);
          return edge;
        });
    return edges;
  }

  /**
   * The body without blocks that nothing leads to and handlers that cover nothing, its blocks,
   * handlers and temps numbered anew; without debug information.
   */
  static Body tidy(Body body) {
    return new Renumbering(body).tidy();
  }

  private static final class Renumbering {
    private final Body body;
    private final int[] blocks;
    private final int[] handlers;
    private final int[] temps;
    private int tempCount;

    Renumbering(Body body) {
      this.body = body;
      BitSet reached = new BitSet();
      BitSet covering = new BitSet();
      reach(0, reached, covering);
      blocks = numbers(reached, body.blocks().size());
      handlers = numbers(covering, body.handlers().size());
      temps = new int[body.tempCount()];
      Arrays.fill(temps, -1);
      reached.stream().forEach(b -> number(body.blocks().get(b)));
    }

    private void reach(int block, BitSet reached, BitSet covering) {
      List<Integer> worklist = new ArrayList<>(List.of(block));
      while (!worklist.isEmpty()) {
        int b = worklist.removeLast();
        if (!reached.get(b)) {
          reached.set(b);
          Block next = body.blocks().get(b);
          edges(next.terminator()).forEach(edge -> worklist.add(edge.block()));
          next.handlers().stream().forEach(h -> worklist.add(body.handlers().get(h).block()));
          next.handlers().stream().forEach(covering::set);
        }
      }
    }

    private static int[] numbers(BitSet kept, int size) {
      int[] numbers = new int[size];
      for (int i = 0, next = 0; i < size; i++) {
        numbers[i] = kept.get(i) ? next++ : -1;
      }
      return numbers;
    }

    private void number(Block block) {
      block.parameters().forEach(parameter -> temps[parameter.temp()] = tempCount++);
      for (Statement statement : block.statements()) {
        if (Temps.result(statement) != Temps.NONE) {
          temps[Temps.result(statement)] = tempCount++;
        }
      }
    }

    Body tidy() {
      List<Block> kept = new ArrayList<>();
      for (int b = 0; b < blocks.length; b++) {
        if (blocks[b] >= 0) {
          kept.add(block(body.blocks().get(b)));
        }
      }
      List<Handler> table = new ArrayList<>();
      for (int h = 0; h < handlers.length; h++) {
        if (handlers[h] >= 0) {
          Handler handler = body.handlers().get(h);
          table.add(new Handler(handler.catchType(), blocks[handler.block()]));
        }
      }
      return new Body(
          body.locals(), body.parameterCount(), kept, table, tempCount, List.of(), Ints.EMPTY);
    }

    private Block block(Block block) {
      EntryTypes entry =
          new EntryTypes(
              block.entry().locals(), block.entry().types().stream().map(this::type).toList());
      Terminator end = Temps.rename(block.terminator(), temp -> temps[temp]);
      return new Block(
          block.parameters().stream()
              .map(p -> new Block.Parameter(temps[p.temp()], type(p.type())))
              .toList(),
          entry,
          Ints.of(block.handlers().stream().map(h -> handlers[h]).toArray()),
          block.statements().stream()
              .map(s -> Temps.rename(s, temp -> temps[temp], temp -> temps[temp]))
              .toList(),
          retarget(end, edge -> new Edge(blocks[edge.block()], edge.arguments())));
    }

    private VType type(VType type) {
      return type instanceof VType.Uninit(int site) ? new VType.Uninit(temps[site]) : type;
    }
  }
}
