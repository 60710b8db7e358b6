package dev.whittle.codegen.fuzz;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.verify.BodyVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Makes a class smaller as long as something stays true of it: fewer functions, blocks, statements,
 * handlers, claims; simpler terminators and constants. Only classes that keep MIR's invariants are
 * asked about.
 */
final class MirReducer {
  private final Predicate<ClassDef> stillFails;
  private final long deadline;
  private ClassDef best;

  private MirReducer(ClassDef failing, Predicate<ClassDef> stillFails, long deadline) {
    this.best = failing;
    this.stillFails = stillFails;
    this.deadline = deadline;
  }

  /** The smallest class found within so many seconds. */
  static ClassDef reduce(ClassDef failing, Predicate<ClassDef> stillFails, int seconds) {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    return new MirReducer(failing, stillFails, deadline).reduce();
  }

  private ClassDef reduce() {
    boolean shrank = true;
    while (shrank && System.nanoTime() < deadline) {
      shrank = dropFunctions();
      for (int i = 0; i < best.functions().size(); i++) {
        shrank |= shrink(i);
      }
    }
    return best;
  }

  private boolean dropFunctions() {
    boolean shrank = false;
    for (int i = best.functions().size() - 1; i >= 0; i--) {
      List<FunctionDef> fewer = new ArrayList<>(best.functions());
      fewer.remove(i);
      shrank |= accept(best.withMembers(best.fields(), fewer));
    }
    return shrank;
  }

  private boolean accept(ClassDef smaller) {
    if (System.nanoTime() > deadline) {
      return false;
    }
    boolean isValid =
        smaller.functions().stream()
            .allMatch(f -> BodyVerifier.verify(smaller, f).isEmpty() && callsWhatIs(smaller, f));
    if (isValid && stillFails.test(smaller)) {
      best = smaller;
      return true;
    }
    return false;
  }

  private static boolean callsWhatIs(ClassDef program, FunctionDef function) {
    return function.code().body().blocks().stream()
        .flatMap(block -> block.statements().stream())
        .allMatch(
            statement ->
                !(statement instanceof Statement.Invoke call)
                    || !call.method().owner().equals(program.name())
                    || program.functions().stream()
                        .anyMatch(
                            f ->
                                f.name().equals(call.method().name())
                                    && f.descriptor().equals(call.method().descriptor())));
  }

  private Body body(int function) {
    return best.functions().get(function).code().body();
  }

  /** Asks about the class with another body, without debug information. */
  private boolean accept(int function, Body body) {
    Body tidy;
    try {
      tidy = Bodies.tidy(body);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
    List<FunctionDef> functions = new ArrayList<>(best.functions());
    functions.set(
        function, functions.get(function).withCode(new CodeHandle.Code(tidy, Locations.NONE)));
    return accept(best.withMembers(best.fields(), functions));
  }

  private boolean shrink(int function) {
    if (!body(function).extents().isEmpty() || !body(function).anchors().isEmpty()) {
      accept(function, body(function));
    }
    boolean shrank = false;
    for (int b = body(function).blocks().size() - 1; b >= 0; b--) {
      shrank |= b < body(function).blocks().size() && terminator(function, b);
    }
    for (int b = body(function).blocks().size() - 1; b >= 0; b--) {
      shrank |= b < body(function).blocks().size() && block(function, b);
    }
    return shrank;
  }

  private boolean with(int function, int b, Block block) {
    Body body = body(function);
    List<Block> blocks = new ArrayList<>(body.blocks());
    blocks.set(b, block);
    return accept(function, body.withBlocks(blocks));
  }

  private boolean terminator(int function, int b) {
    Block block = body(function).blocks().get(b);
    List<Terminator> simpler = new ArrayList<>();
    if (!(block.terminator() instanceof Terminator.Return)) {
      Kind result =
          dev.whittle.ir.Descriptor.returnKind(best.functions().get(function).descriptor());
      if (result == null) {
        simpler.add(new Terminator.Return(Terminator.NONE));
      } else if (returning(function, b, result)) {
        return true;
      }
    }
    if (!(block.terminator() instanceof Terminator.Goto)) {
      Bodies.edges(block.terminator()).forEach(edge -> simpler.add(new Terminator.Goto(edge)));
    }
    if (block.terminator() instanceof Terminator.Switch s) {
      for (int i = 0; i < s.cases().size(); i++) {
        List<Terminator.Case> fewer = new ArrayList<>(s.cases());
        fewer.remove(i);
        simpler.add(new Terminator.Switch(s.form(), s.key(), fewer, s.otherwise()));
      }
    }
    for (Terminator terminator : simpler) {
      if (with(function, b, copy(block, block.statements(), terminator))) {
        return true;
      }
    }
    return block.terminator() instanceof Terminator.Goto(Edge edge) && merge(function, b, edge);
  }

  private boolean returning(int function, int b, Kind kind) {
    Body body = body(function);
    Block block = body.blocks().get(b);
    List<Statement> statements = new ArrayList<>(block.statements());
    statements.add(new Statement.Const(body.tempCount(), zero(kind)));
    List<Block> blocks = new ArrayList<>(body.blocks());
    blocks.set(b, copy(block, statements, new Terminator.Return(body.tempCount())));
    return accept(function, body.withBlocks(blocks).withTemps(body.tempCount() + 1));
  }

  /** Appends the block that a goto leads to, when it is the next and only entered from here. */
  private boolean merge(int function, int b, Edge edge) {
    Body body = body(function);
    long entries =
        body.blocks().stream()
            .flatMap(block -> Bodies.edges(block.terminator()).stream())
            .filter(other -> other.block() == edge.block())
            .count();
    boolean handles = body.handlers().stream().anyMatch(h -> h.block() == edge.block());
    if (edge.block() != b + 1 || entries != 1 || handles) {
      return false;
    }
    Block first = body.blocks().get(b);
    Block second = body.blocks().get(b + 1);
    List<Statement> statements = new ArrayList<>(first.statements());
    java.util.function.IntUnaryOperator use =
        temp -> {
          for (int i = 0; i < second.parameters().size(); i++) {
            if (second.parameters().get(i).temp() == temp) {
              return edge.arguments().at(i);
            }
          }
          return temp;
        };
    second.statements().forEach(s -> statements.add(Temps.rename(s, use, temp -> temp)));
    return with(function, b, copy(first, statements, Temps.rename(second.terminator(), use)));
  }

  private static Block copy(Block block, List<Statement> statements, Terminator terminator) {
    return new Block(block.parameters(), block.entry(), block.handlers(), statements, terminator);
  }

  private boolean block(int function, int b) {
    boolean shrank = false;
    for (int i = body(function).blocks().get(b).handlers().size() - 1; i >= 0; i--) {
      Block block = body(function).blocks().get(b);
      int left = i;
      int[] fewer =
          IntStream.range(0, block.handlers().size())
              .filter(h -> h != left)
              .map(block.handlers()::at)
              .toArray();
      if (with(
          function,
          b,
          new Block(
              block.parameters(),
              block.entry(),
              Ints.of(fewer),
              block.statements(),
              block.terminator()))) {
        return true;
      }
    }
    for (int i = body(function).blocks().get(b).statements().size() - 1; i >= 0; i--) {
      shrank |= statement(function, b, i);
    }
    for (int i = body(function).blocks().get(b).entry().locals().size() - 1; i >= 0; i--) {
      shrank |= claim(function, b, i);
    }
    for (int i = body(function).blocks().get(b).parameters().size() - 1; i >= 0; i--) {
      shrank |= parameter(function, b, i);
    }
    return shrank;
  }

  private boolean statement(int function, int b, int i) {
    Block block = body(function).blocks().get(b);
    if (i >= block.statements().size()) {
      return false;
    }
    Statement statement = block.statements().get(i);
    List<Statement> without = new ArrayList<>(block.statements());
    without.remove(i);
    if (with(function, b, copy(block, without, block.terminator()))) {
      return true;
    }
    int result = Temps.result(statement);
    boolean isSimple =
        statement instanceof Statement.Const(int _, Constant constant)
            && List.of(Kind.values()).stream().anyMatch(kind -> zero(kind).equals(constant));
    if (result == Temps.NONE || isSimple) {
      return false;
    }
    for (Kind kind : Kind.values()) {
      List<Statement> constant = new ArrayList<>(block.statements());
      constant.set(i, new Statement.Const(result, zero(kind)));
      if (with(function, b, copy(block, constant, block.terminator()))) {
        return true;
      }
    }
    return false;
  }

  private static Constant zero(Kind kind) {
    return switch (kind) {
      case INT -> new Constant.Int(0);
      case LONG -> new Constant.Long(0);
      case FLOAT -> new Constant.Float(0);
      case DOUBLE -> new Constant.Double(0);
      case REFERENCE -> new Constant.Null();
    };
  }

  private boolean claim(int function, int b, int i) {
    if (b == 0) {
      return false;
    }
    Block block = body(function).blocks().get(b);
    int[] kept = IntStream.range(0, block.entry().locals().size()).filter(c -> c != i).toArray();
    EntryTypes fewer =
        new EntryTypes(
            Ints.of(IntStream.of(kept).map(block.entry().locals()::at).toArray()),
            IntStream.of(kept).mapToObj(block.entry().types()::get).toList());
    return with(
        function,
        b,
        new Block(
            block.parameters(), fewer, block.handlers(), block.statements(), block.terminator()));
  }

  private boolean parameter(int function, int b, int i) {
    Body body = body(function);
    List<Block> blocks = new ArrayList<>();
    for (Block block : body.blocks()) {
      blocks.add(
          copy(
              block,
              block.statements(),
              Bodies.retarget(
                  block.terminator(), edge -> edge.block() == b ? without(edge, i) : edge)));
    }
    Block block = blocks.get(b);
    List<Block.Parameter> fewer = new ArrayList<>(block.parameters());
    fewer.remove(i);
    blocks.set(
        b,
        new Block(fewer, block.entry(), block.handlers(), block.statements(), block.terminator()));
    return accept(function, body.withBlocks(blocks));
  }

  private static Edge without(Edge edge, int argument) {
    return new Edge(
        edge.block(),
        Ints.of(
            IntStream.range(0, edge.arguments().size())
                .filter(i -> i != argument)
                .map(edge.arguments()::at)
                .toArray()));
  }
}
