package dev.whittle.codegen.fuzz;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;

/**
 * MIR by its words: executes bodies statement by statement, from {@code docs/mir.md} and with no
 * regard to how code is generated. What it says is what generated code has to do.
 *
 * <p>It knows static functions of one class, and whatever reflection finds elsewhere. Locks are not
 * taken: there is one thread.
 */
final class Interpreter {
  /** The run took too many steps: nothing can be said about it. */
  static final class OutOfSteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfSteps() {
      super(null, null, false, false);
    }
  }

  /** An object that {@code new} made and no constructor has returned for; then what it became. */
  private static final class Allocated {}

  private final ClassDef program;
  private final Reflection platform = new Reflection();
  private int steps;

  Interpreter(ClassDef program) {
    this.program = program;
  }

  /**
   * Calls a static function.
   *
   * @throws OutOfSteps after {@code maxSteps}
   * @throws Throwable what the function throws
   */
  Object run(FunctionDef function, Object[] arguments, int maxSteps) throws Throwable {
    steps = maxSteps;
    return new Frame(function).run(arguments);
  }

  private final class Frame {
    private final FunctionDef function;
    private final Body body;
    private final Object[] temps;
    private final Object[] locals;
    private Block block;
    private Edge edge;

    Frame(FunctionDef function) {
      this.function = function;
      body = function.code().body();
      temps = new Object[body.tempCount()];
      locals = new Object[body.locals().size()];
    }

    Object run(Object[] arguments) throws Throwable {
      System.arraycopy(arguments, 0, locals, 0, arguments.length);
      block = body.blocks().getFirst();
      while (true) {
        try {
          for (Statement statement : block.statements()) {
            step();
            execute(statement);
          }
          step();
          if (block.terminator() instanceof Terminator.Return(int value)) {
            return value == Terminator.NONE ? null : returned(temps[value]);
          }
          edge = next(block.terminator());
        } catch (OutOfSteps e) {
          throw e;
        } catch (Throwable thrown) {
          handle(thrown);
          continue;
        }
        enter(edge);
      }
    }

    private void step() {
      if (--steps < 0) {
        throw new OutOfSteps();
      }
    }

    private Object returned(Object value) {
      return Arithmetic.narrow(Descriptor.returnType(function.descriptor()), value);
    }

    private void handle(Throwable thrown) throws Throwable {
      for (int i = 0; i < block.handlers().size(); i++) {
        var handler = body.handlers().get(block.handlers().at(i));
        if (handler.catchType() == null || platform.type(handler.catchType()).isInstance(thrown)) {
          block = body.blocks().get(handler.block());
          temps[block.parameters().getFirst().temp()] = thrown;
          return;
        }
      }
      throw thrown;
    }

    private void enter(Edge edge) {
      Block target = body.blocks().get(edge.block());
      Object[] arguments = edge.arguments().stream().mapToObj(temp -> temps[temp]).toArray();
      for (int i = 0; i < arguments.length; i++) {
        temps[target.parameters().get(i).temp()] = arguments[i];
      }
      block = target;
    }

    private Edge next(Terminator terminator) throws Throwable {
      return switch (terminator) {
        case Terminator.Goto(Edge target) -> target;
        case Terminator.Branch b ->
            Arithmetic.holds(
                    b.condition(), temps[b.left()], b.right() < 0 ? null : temps[b.right()])
                ? b.taken()
                : b.otherwise();
        case Terminator.Switch s ->
            s.cases().stream()
                .filter(one -> one.key() == integer(s.key()))
                .findFirst()
                .map(Terminator.Case::target)
                .orElse(s.otherwise());
        case Terminator.Throw(int value) -> {
          if (temps[value] == null) {
            throw new NullPointerException();
          }
          throw (Throwable) temps[value];
        }
        case Terminator.Return _ -> throw new IllegalStateException();
      };
    }

    private int integer(int temp) {
      return (Integer) temps[temp];
    }

    private void execute(Statement statement) throws Throwable {
      switch (statement) {
        case Statement.Const s -> temps[s.result()] = constant(s.constant());
        case Statement.Load s -> temps[s.result()] = locals[s.local()];
        case Statement.Store s -> store(s.local(), temps[s.value()]);
        case Statement.Increment s -> locals[s.local()] = (Integer) locals[s.local()] + s.amount();
        case Statement.Unary s -> temps[s.result()] = Arithmetic.unary(s.op(), temps[s.operand()]);
        case Statement.Binary s ->
            temps[s.result()] = Arithmetic.binary(s.op(), temps[s.left()], temps[s.right()]);
        case Statement.GetField s ->
            temps[s.result()] = platform.read(s.field(), present(s.object()));
        case Statement.PutField s -> write(s.field(), present(s.object()), s.value());
        case Statement.GetStatic s -> temps[s.result()] = platform.read(s.field(), null);
        case Statement.PutStatic s -> write(s.field(), null, s.value());
        case Statement.ArrayLoad s ->
            temps[s.result()] = Arithmetic.load(present(s.array()), integer(s.index()));
        case Statement.ArrayStore s ->
            Arithmetic.store(present(s.array()), integer(s.index()), temps[s.value()]);
        case Statement.ArrayLength s ->
            temps[s.result()] = java.lang.reflect.Array.getLength(present(s.array()));
        case Statement.New s -> temps[s.result()] = new Allocated();
        case Statement.NewArray s ->
            temps[s.result()] =
                java.lang.reflect.Array.newInstance(
                    platform.ofDescriptor(s.elementDescriptor()), integer(s.length()));
        case Statement.NewMultiArray s -> temps[s.result()] = multiArray(s);
        case Statement.Invoke s -> invoke(s);
        case Statement.InvokeDynamic s -> {
          Object value = platform.call(s.site(), values(s.arguments(), 0));
          if (s.result() != Statement.NONE) {
            temps[s.result()] = value;
          }
        }
        case Statement.Cast s -> {
          Object value = temps[s.value()];
          if (value != null && !platform.type(s.type()).isInstance(value)) {
            throw new ClassCastException();
          }
          temps[s.result()] = value;
        }
        case Statement.InstanceOf s ->
            temps[s.result()] = platform.type(s.type()).isInstance(temps[s.value()]) ? 1 : 0;
        case Statement.MonitorEnter s -> present(s.object());
        case Statement.MonitorExit s -> present(s.object());
        case Statement.Discard _, Statement.Shuffle _, Statement.Nop _ -> {}
      }
    }

    private Object multiArray(Statement.NewMultiArray s) {
      int given = s.lengths().size();
      int[] lengths = s.lengths().stream().map(this::integer).toArray();
      return java.lang.reflect.Array.newInstance(
          platform.ofDescriptor(s.arrayDescriptor().substring(given)), lengths);
    }

    /** A store kills what lies under it; that is shown by forgetting it. */
    private void store(int local, Object value) {
      Local stored = body.locals().get(local);
      for (int i = 0; i < locals.length; i++) {
        if (body.locals().get(i).overlaps(stored)) {
          locals[i] = null;
        }
      }
      locals[local] = value;
    }

    private Object present(int temp) {
      if (temps[temp] == null) {
        throw new NullPointerException();
      }
      return temps[temp];
    }

    private void write(FieldRef field, Object object, int value) throws Throwable {
      platform.write(field, object, Arithmetic.narrow(field.descriptor(), temps[value]));
    }

    private Object[] values(Ints arguments, int from) {
      return arguments.stream().skip(from).mapToObj(temp -> temps[temp]).toArray();
    }

    private void invoke(Statement.Invoke call) throws Throwable {
      MethodRef method = call.method();
      Object value;
      if (method.name().equals("<init>")) {
        Object raw = temps[call.arguments().at(0)];
        initialized(raw, platform.construct(method, values(call.arguments(), 1)));
        return;
      }
      if (method.owner().equals(program.name())) {
        value = new Frame(function(method)).run(values(call.arguments(), 0));
      } else if (call.kind() == Statement.InvokeKind.STATIC) {
        value = platform.call(method, null, values(call.arguments(), 0));
      } else {
        Object receiver = present(call.arguments().at(0));
        value = platform.call(method, receiver, values(call.arguments(), 1));
      }
      if (call.result() != Statement.NONE) {
        temps[call.result()] = value;
      }
    }

    private void initialized(Object raw, Object whole) {
      java.util.Arrays.setAll(temps, i -> temps[i] == raw ? whole : temps[i]);
      java.util.Arrays.setAll(locals, i -> locals[i] == raw ? whole : locals[i]);
    }

    private Object constant(Constant constant) throws Throwable {
      return platform.constant(constant);
    }
  }

  private FunctionDef function(MethodRef method) {
    return program.functions().stream()
        .filter(f -> f.name().equals(method.name()) && f.descriptor().equals(method.descriptor()))
        .findFirst()
        .orElseThrow();
  }
}
