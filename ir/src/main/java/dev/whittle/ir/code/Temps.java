package dev.whittle.ir.code;

import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/** Which temps statements and terminators define and use. */
public final class Temps {
  /** Stands where no temp is defined. */
  public static final int NONE = -1;

  private Temps() {}

  /** The temp that a statement defines, or {@link #NONE}. */
  public static int result(Statement statement) {
    return switch (statement) {
      case Statement.Const s -> s.result();
      case Statement.Load s -> s.result();
      case Statement.Unary s -> s.result();
      case Statement.Binary s -> s.result();
      case Statement.GetField s -> s.result();
      case Statement.GetStatic s -> s.result();
      case Statement.ArrayLoad s -> s.result();
      case Statement.ArrayLength s -> s.result();
      case Statement.New s -> s.result();
      case Statement.NewArray s -> s.result();
      case Statement.NewMultiArray s -> s.result();
      case Statement.Invoke s -> s.result();
      case Statement.InvokeDynamic s -> s.result();
      case Statement.Cast s -> s.result();
      case Statement.InstanceOf s -> s.result();
      case Statement.Store _,
          Statement.Increment _,
          Statement.PutField _,
          Statement.PutStatic _,
          Statement.ArrayStore _,
          Statement.MonitorEnter _,
          Statement.MonitorExit _,
          Statement.Discard _,
          Statement.Shuffle _,
          Statement.Nop _ ->
          NONE;
    };
  }

  /** Visits the temps that a statement uses, in operand order, deepest on the stack first. */
  public static void forEachUse(Statement statement, IntConsumer use) {
    rename(
        statement,
        temp -> {
          use.accept(temp);
          return temp;
        },
        temp -> temp);
  }

  /** Visits the temps that a terminator uses itself, without edge arguments. */
  public static void forEachUse(Terminator terminator, IntConsumer use) {
    switch (terminator) {
      case Terminator.Goto _ -> {}
      case Terminator.Branch t -> {
        use.accept(t.left());
        if (t.right() != NONE) {
          use.accept(t.right());
        }
      }
      case Terminator.Switch t -> use.accept(t.key());
      case Terminator.Return t -> {
        if (t.value() != NONE) {
          use.accept(t.value());
        }
      }
      case Terminator.Throw t -> use.accept(t.value());
    }
  }

  /** The same statement over other temps: {@code use} maps operands, {@code def} the result. */
  public static Statement rename(Statement statement, IntUnaryOperator use, IntUnaryOperator def) {
    return switch (statement) {
      case Statement.Const s -> new Statement.Const(def.applyAsInt(s.result()), s.constant());
      case Statement.Load s -> new Statement.Load(def.applyAsInt(s.result()), s.local());
      case Statement.Store s -> new Statement.Store(s.local(), use.applyAsInt(s.value()));
      case Statement.Increment s -> s;
      case Statement.Unary s -> {
        int operand = use.applyAsInt(s.operand());
        yield new Statement.Unary(def.applyAsInt(s.result()), s.op(), operand);
      }
      case Statement.Binary s -> {
        int left = use.applyAsInt(s.left());
        int right = use.applyAsInt(s.right());
        yield new Statement.Binary(def.applyAsInt(s.result()), s.op(), left, right);
      }
      case Statement.GetField s -> {
        int object = use.applyAsInt(s.object());
        yield new Statement.GetField(def.applyAsInt(s.result()), s.field(), object);
      }
      case Statement.PutField s -> {
        int object = use.applyAsInt(s.object());
        yield new Statement.PutField(s.field(), object, use.applyAsInt(s.value()));
      }
      case Statement.GetStatic s -> new Statement.GetStatic(def.applyAsInt(s.result()), s.field());
      case Statement.PutStatic s -> new Statement.PutStatic(s.field(), use.applyAsInt(s.value()));
      case Statement.ArrayLoad s -> {
        int array = use.applyAsInt(s.array());
        int index = use.applyAsInt(s.index());
        yield new Statement.ArrayLoad(def.applyAsInt(s.result()), s.element(), array, index);
      }
      case Statement.ArrayStore s -> {
        int array = use.applyAsInt(s.array());
        int index = use.applyAsInt(s.index());
        yield new Statement.ArrayStore(s.element(), array, index, use.applyAsInt(s.value()));
      }
      case Statement.ArrayLength s -> {
        int array = use.applyAsInt(s.array());
        yield new Statement.ArrayLength(def.applyAsInt(s.result()), array);
      }
      case Statement.New s -> new Statement.New(def.applyAsInt(s.result()), s.className());
      case Statement.NewArray s -> {
        int length = use.applyAsInt(s.length());
        yield new Statement.NewArray(def.applyAsInt(s.result()), s.elementDescriptor(), length);
      }
      case Statement.NewMultiArray s -> {
        Ints lengths = rename(s.lengths(), use);
        yield new Statement.NewMultiArray(def.applyAsInt(s.result()), s.arrayDescriptor(), lengths);
      }
      case Statement.Invoke s -> {
        Ints arguments = rename(s.arguments(), use);
        int result = s.result() == NONE ? NONE : def.applyAsInt(s.result());
        yield new Statement.Invoke(result, s.kind(), s.method(), arguments);
      }
      case Statement.InvokeDynamic s -> {
        Ints arguments = rename(s.arguments(), use);
        int result = s.result() == NONE ? NONE : def.applyAsInt(s.result());
        yield new Statement.InvokeDynamic(result, s.site(), arguments);
      }
      case Statement.Cast s -> {
        int value = use.applyAsInt(s.value());
        yield new Statement.Cast(def.applyAsInt(s.result()), s.type(), value);
      }
      case Statement.InstanceOf s -> {
        int value = use.applyAsInt(s.value());
        yield new Statement.InstanceOf(def.applyAsInt(s.result()), s.type(), value);
      }
      case Statement.MonitorEnter s -> new Statement.MonitorEnter(use.applyAsInt(s.object()));
      case Statement.MonitorExit s -> new Statement.MonitorExit(use.applyAsInt(s.object()));
      case Statement.Discard s -> new Statement.Discard(rename(s.values(), use));
      case Statement.Shuffle s -> new Statement.Shuffle(s.form(), rename(s.values(), use));
      case Statement.Nop s -> s;
    };
  }

  /** The same terminator over other temps, edge arguments included. */
  public static Terminator rename(Terminator terminator, IntUnaryOperator use) {
    return switch (terminator) {
      case Terminator.Goto t -> new Terminator.Goto(rename(t.target(), use));
      case Terminator.Branch t ->
          new Terminator.Branch(
              t.condition(),
              use.applyAsInt(t.left()),
              t.right() == NONE ? NONE : use.applyAsInt(t.right()),
              rename(t.taken(), use),
              rename(t.otherwise(), use));
      case Terminator.Switch t ->
          new Terminator.Switch(
              t.form(),
              use.applyAsInt(t.key()),
              t.cases().stream()
                  .map(c -> new Terminator.Case(c.key(), rename(c.target(), use)))
                  .toList(),
              rename(t.otherwise(), use));
      case Terminator.Return t ->
          t.value() == NONE ? t : new Terminator.Return(use.applyAsInt(t.value()));
      case Terminator.Throw t -> new Terminator.Throw(use.applyAsInt(t.value()));
    };
  }

  private static Edge rename(Edge edge, IntUnaryOperator use) {
    return edge.arguments().isEmpty()
        ? edge
        : new Edge(edge.block(), rename(edge.arguments(), use));
  }

  private static Ints rename(Ints temps, IntUnaryOperator use) {
    return temps.isEmpty() ? temps : Ints.of(temps.stream().map(use).toArray());
  }
}
