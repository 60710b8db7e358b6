package dev.whittle.testkit.gen;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.UnaryOp;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Random bodies of every construct, well-formed but without sense. */
final class RandomBodies {
  private final Dice dice;
  private final RandomSymbols symbols;
  private int temps;
  private int firstOfBlock;
  private int locals;
  private int blocks;
  private int handlers;

  RandomBodies(Dice dice, RandomSymbols symbols) {
    this.dice = dice;
    this.symbols = symbols;
  }

  CodeHandle code() {
    temps = 0;
    locals = 1 + dice.below(20);
    blocks = 1 + dice.below(6);
    handlers = dice.below(4);
    List<Block> made = new ArrayList<>();
    EntryTypes entry = EntryTypes.EMPTY;
    for (int i = 0; i < blocks; i++) {
      entry = dice.oneIn(3) ? entry : entry();
      made.add(block(entry));
    }
    int points = made.stream().mapToInt(block -> block.statements().size() + 1).sum();
    List<Body.Extent> extents = dice.list(4, () -> extent(points));
    int[] anchors =
        IntStream.range(0, dice.below(5)).map(_ -> dice.below(points)).sorted().toArray();
    Body body =
        new Body(
            IntStream.range(0, locals).mapToObj(_ -> local()).toList(),
            dice.below(locals + 1),
            made,
            IntStream.range(0, handlers).mapToObj(_ -> handler()).toList(),
            temps,
            extents,
            Ints.of(anchors));
    return new CodeHandle.Code(body, dice.oneIn(4) ? Locations.NONE : locations(body, points));
  }

  private Locations locations(Body body, int points) {
    return new Locations(
        Ints.of(body.anchors().stream().map(_ -> dice.below(65536)).toArray()),
        body.extents().stream().map(_ -> variable()).toList(),
        dice.list(3, () -> typeAnnotation(points)));
  }

  private Locations.Variable variable() {
    return new Locations.Variable(
        symbols.name(), dice.orNull(4, symbols::descriptor), dice.orNull(2, symbols::string));
  }

  private Locations.CodeTypeAnnotation typeAnnotation(int points) {
    int target =
        dice.of(0x40000000, 0x41000000, 0x42000000, 0x43000000, 0x44000000, 0x47000002, 0x4b000000);
    boolean isVariable = target < 0x42000000;
    return new Locations.CodeTypeAnnotation(
        target,
        symbols.path(),
        symbols.retention(),
        symbols.annotation(1),
        isVariable ? 0 : target == 0x42000000 ? dice.below(4) : dice.below(points),
        isVariable ? dice.list(3, () -> extent(points)) : List.of());
  }

  private Body.Extent extent(int points) {
    int first = dice.below(points);
    return new Body.Extent(anyLocal(), first, first + dice.below(points - first + 1));
  }

  private Local local() {
    return new Local(dice.oneIn(9) ? 65535 : dice.below(30), dice.of(Kind.values()));
  }

  private Handler handler() {
    return new Handler(dice.orNull(3, symbols::className), anyBlock());
  }

  private EntryTypes entry() {
    int[] indices = IntStream.range(0, locals).filter(_ -> dice.oneIn(2)).toArray();
    List<VType> types = IntStream.of(indices).mapToObj(_ -> type()).toList();
    return new EntryTypes(Ints.of(indices), types);
  }

  private VType type() {
    return switch (dice.below(8)) {
      case 0 -> new VType.Null();
      case 1 -> new VType.UninitThis();
      case 2 -> new VType.Uninit(dice.below(Math.max(1, temps)));
      case 3 -> new VType.Join(List.of("a/B", symbols.type(), "java/lang/Object"));
      case 4, 5 -> new VType.Class(symbols.type());
      default -> dice.of(VType.Primitive.values());
    };
  }

  private Block block(EntryTypes entry) {
    firstOfBlock = temps;
    List<Block.Parameter> parameters = dice.list(3, () -> new Block.Parameter(temps++, type()));
    int[] covering = IntStream.range(0, handlers).filter(_ -> dice.oneIn(2)).toArray();
    List<Statement> statements = new ArrayList<>();
    if (parameters.isEmpty()) {
      statements.add(new Statement.Const(temps++, symbols.constant()));
    }
    for (int i = dice.below(12); i > 0; i--) {
      if (dice.oneIn(2)) {
        statements.add(definition());
        temps++;
      } else {
        statements.add(effect());
      }
    }
    return new Block(parameters, entry, Ints.of(covering), statements, terminator());
  }

  /** A statement that defines the next temp. */
  private Statement definition() {
    return switch (dice.below(16)) {
      case 0 -> new Statement.Load(temps, anyLocal());
      case 1 -> new Statement.Unary(temps, dice.of(UnaryOp.values()), use());
      case 2 -> new Statement.Binary(temps, dice.of(BinaryOp.values()), use(), use());
      case 3 -> new Statement.GetField(temps, field(), use());
      case 4 -> new Statement.GetStatic(temps, field());
      case 5 -> new Statement.ArrayLoad(temps, dice.of(ElementKind.values()), use(), use());
      case 6 -> new Statement.ArrayLength(temps, use());
      case 7 -> new Statement.New(temps, symbols.className());
      case 8 -> new Statement.NewArray(temps, symbols.descriptor(), use());
      case 9 -> new Statement.NewMultiArray(temps, "[[" + symbols.descriptor(), uses(1));
      case 10 -> new Statement.Cast(temps, symbols.type(), use());
      case 11 -> new Statement.InstanceOf(temps, symbols.type(), use());
      case 12 -> new Statement.InvokeDynamic(temps, symbols.callSite(), uses(0));
      case 13 -> invoke(temps);
      default -> new Statement.Const(temps, symbols.constant());
    };
  }

  private Statement effect() {
    return switch (dice.below(11)) {
      case 0 -> new Statement.Store(anyLocal(), use());
      case 1 -> new Statement.Increment(anyLocal(), (short) dice.anyInt());
      case 2 -> new Statement.PutField(field(), use(), use());
      case 3 -> new Statement.PutStatic(field(), use());
      case 4 -> new Statement.ArrayStore(dice.of(ElementKind.values()), use(), use(), use());
      case 5 -> new Statement.MonitorEnter(use());
      case 6 -> new Statement.MonitorExit(use());
      case 7 -> new Statement.Discard(uses(1));
      case 8 -> new Statement.Shuffle(dice.of(ShuffleForm.values()), uses(1));
      case 9 -> new Statement.Nop();
      default ->
          dice.oneIn(2)
              ? invoke(Statement.NONE)
              : new Statement.InvokeDynamic(Statement.NONE, symbols.callSite(), uses(0));
    };
  }

  private Statement invoke(int result) {
    MethodRef method =
        new MethodRef(
            symbols.type(),
            symbols.methodName(),
            symbols.methodDescriptor(),
            dice.of(OwnerKind.values()));
    return new Statement.Invoke(result, dice.of(Statement.InvokeKind.values()), method, uses(0));
  }

  private FieldRef field() {
    return new FieldRef(symbols.className(), symbols.name(), symbols.descriptor());
  }

  private Terminator terminator() {
    return switch (dice.below(6)) {
      case 0 -> branch();
      case 1 -> multi();
      case 2 -> new Terminator.Return(dice.oneIn(2) ? Terminator.NONE : use());
      case 3 -> new Terminator.Throw(use());
      default -> new Terminator.Goto(edge());
    };
  }

  private Terminator branch() {
    Condition condition = dice.of(Condition.values());
    int right = condition.operands() == 2 ? use() : Terminator.NONE;
    return new Terminator.Branch(condition, use(), right, edge(), edge());
  }

  private Terminator multi() {
    int first = dice.anyInt();
    List<Terminator.Case> cases = new ArrayList<>();
    for (int i = dice.below(5); i > 0 && first < Integer.MAX_VALUE; i--) {
      cases.add(new Terminator.Case(first++, edge()));
    }
    return new Terminator.Switch(dice.of(Terminator.SwitchForm.values()), use(), cases, edge());
  }

  private Edge edge() {
    return dice.oneIn(2) ? Edge.to(anyBlock()) : new Edge(anyBlock(), uses(1));
  }

  private int anyBlock() {
    return dice.below(blocks);
  }

  private int anyLocal() {
    return dice.below(locals);
  }

  /** A temp of the block. */
  private int use() {
    return firstOfBlock + dice.below(temps - firstOfBlock);
  }

  private Ints uses(int min) {
    return Ints.of(IntStream.range(0, min + dice.below(4)).map(_ -> use()).toArray());
  }
}
