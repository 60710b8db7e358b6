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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * MIR by its words: executes bodies statement by statement, from {@code docs/mir.md} and with no
 * regard to how code is generated. What it says is what generated code has to do.
 *
 * <p>It knows static functions and constructors of one class, and whatever reflection finds
 * elsewhere. An object of that class is one of its superclass, with fields kept here. Locks are not
 * taken, as there is one thread, but counted.
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
  private static final class Allocated {
    Object whole;
  }

  private record Point(FunctionDef function, int number) {}

  private final ClassDef program;
  private final Reflection platform = new Reflection();

  /** Fields that the class declares, of objects that have some. */
  private final Map<Object, Map<String, Object>> fields = new IdentityHashMap<>();

  private final Map<Throwable, List<Point>> places = new IdentityHashMap<>();

  /** Innermost first. */
  private final Deque<Frame> frames = new ArrayDeque<>();

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
    frames.clear();
    places.clear();
    fields.clear();
    return new Frame(function).run(arguments);
  }

  /** The stack trace of an exception of the last run, innermost first. */
  List<Place> places(Throwable thrown) {
    return places.getOrDefault(thrown, List.of()).stream()
        .map(point -> Place.of(point.function, point.number))
        .toList();
  }

  /** An exception has the stack trace of where it was first seen. */
  private void seen(Object value) {
    if (value instanceof Throwable thrown && !places.containsKey(thrown)) {
      places.put(thrown, frames.stream().map(Frame::here).toList());
    }
  }

  private final class Frame {
    private final FunctionDef function;
    private final Body body;
    private final Object[] temps;
    private final Object[] locals;
    private final List<Object> locked = new ArrayList<>();
    private final int[] firstPoints;
    private Block block;
    private int point;

    Frame(FunctionDef function) {
      this.function = function;
      body = function.code().body();
      temps = new Object[body.tempCount()];
      locals = new Object[body.locals().size()];
      firstPoints = new int[body.blocks().size() + 1];
      for (int b = 0; b < body.blocks().size(); b++) {
        firstPoints[b + 1] = firstPoints[b] + body.blocks().get(b).statements().size() + 1;
      }
    }

    Point here() {
      return new Point(function, point);
    }

    /** An activation that ends with a lock throws (JVMS 2.11.10). */
    Object run(Object[] arguments) throws Throwable {
      System.arraycopy(arguments, 0, locals, 0, arguments.length);
      frames.push(this);
      try {
        Object result;
        try {
          result = execute();
        } catch (OutOfSteps e) {
          throw e;
        } catch (Throwable e) {
          throw locked.isEmpty() ? e : stillLocked();
        }
        if (!locked.isEmpty()) {
          throw stillLocked();
        }
        return result;
      } finally {
        frames.pop();
      }
    }

    /** What is thrown, from the point where the activation ends. */
    private Throwable stillLocked() {
      Throwable thrown = new IllegalMonitorStateException();
      seen(thrown);
      return thrown;
    }

    private Object execute() throws Throwable {
      start(0);
      while (true) {
        Edge edge;
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
          seen(thrown);
          handle(thrown);
          continue;
        }
        enter(edge);
      }
    }

    private void start(int b) {
      block = body.blocks().get(b);
      point = firstPoints[b] - 1;
    }

    private void step() {
      point++;
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
          start(handler.block());
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
      start(edge.block());
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
        case Statement.GetField s -> temps[s.result()] = read(s.field(), present(s.object()));
        case Statement.PutField s -> write(s.field(), present(s.object()), s.value());
        case Statement.GetStatic s -> temps[s.result()] = read(s.field(), null);
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
        case Statement.MonitorEnter s -> locked.add(present(s.object()));
        case Statement.MonitorExit s -> unlock(present(s.object()));
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

    private void unlock(Object object) {
      for (int i = locked.size() - 1; i >= 0; i--) {
        if (locked.get(i) == object) {
          locked.remove(i);
          return;
        }
      }
      throw new IllegalMonitorStateException();
    }

    boolean holds(Object object) {
      return locked.stream().anyMatch(other -> other == object);
    }

    private Object read(FieldRef field, Object object) throws Throwable {
      if (!field.owner().equals(program.name())) {
        return platform.read(field, object);
      }
      return fields
          .getOrDefault(object, Map.of())
          .getOrDefault(field.name(), Arithmetic.initial(field.descriptor()));
    }

    private void write(FieldRef field, Object object, int value) throws Throwable {
      Object narrow = Arithmetic.narrow(field.descriptor(), temps[value]);
      if (field.owner().equals(program.name())) {
        fields.computeIfAbsent(object, _ -> new HashMap<>()).put(field.name(), narrow);
      } else {
        platform.write(field, object, narrow);
      }
    }

    private Object[] values(Ints arguments, int from) {
      return arguments.stream().skip(from).mapToObj(temp -> temps[temp]).toArray();
    }

    private void invoke(Statement.Invoke call) throws Throwable {
      MethodRef method = call.method();
      Object value;
      if (method.name().equals("<init>")) {
        construct(method, temps[call.arguments().at(0)], values(call.arguments(), 1));
        return;
      }
      if (method.owner().equals(program.name())) {
        value = new Frame(function(method)).run(values(call.arguments(), 0));
      } else if (method.owner().equals(Types.TRACE) && method.name().equals("held")) {
        Object object = temps[call.arguments().at(0)];
        Trace.held(frames.stream().anyMatch(frame -> frame.holds(object)));
        value = null;
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

    private void construct(MethodRef constructor, Object raw, Object[] arguments) throws Throwable {
      Allocated site = (Allocated) raw;
      if (constructor.owner().equals(program.name())) {
        List<Object> all = new ArrayList<>();
        all.add(raw);
        all.addAll(Arrays.asList(arguments));
        new Frame(function(constructor)).run(all.toArray());
      } else {
        site.whole = platform.construct(constructor, arguments);
        seen(site.whole);
        if (fields.containsKey(raw)) {
          fields.put(site.whole, fields.remove(raw));
        }
      }
      Arrays.setAll(temps, i -> temps[i] == raw ? site.whole : temps[i]);
      Arrays.setAll(locals, i -> locals[i] == raw ? site.whole : locals[i]);
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
