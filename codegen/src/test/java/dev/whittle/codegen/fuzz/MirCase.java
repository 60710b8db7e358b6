package dev.whittle.codegen.fuzz;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import dev.whittle.testkit.gen.Dice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A class of MIR put to the test: what the interpreter says of it, what its class file does, and
 * what the class file does that comes back from lowering that one; text and crate in between.
 *
 * @param seed of the arguments
 */
record MirCase(ClassDef program, long seed) {
  private static final int MAX_STEPS = 3000;
  private static final int ARGUMENTS = 2;

  /**
   * Compares everything.
   *
   * @throws Finding at the first difference
   */
  Tally check() {
    return check(definition -> definition);
  }

  /** The same, with something done to the class before it is emitted. */
  Tally check(UnaryOperator<ClassDef> sabotage) {
    for (FunctionDef function : program.functions()) {
      BodyVerifier.verify(program, function).stream()
          .limit(1)
          .forEach(v -> fail("generator", function.name() + ": " + v, null));
    }
    byte[] first = emit("emit", sabotage.apply(program));
    ClassDef parsed = stage("text", () -> MirParser.parseClass(MirPrinter.print(program)));
    same("text", first, emit("emit", sabotage.apply(parsed)));
    same("crate", first, emit("emit", sabotage.apply(stage("crate", () -> throughCrate(program)))));
    ClassDef lowered = stage("lower", () -> ClassLowering.lower(first));
    for (FunctionDef function : lowered.functions()) {
      BodyVerifier.verify(lowered, function).stream()
          .limit(1)
          .forEach(v -> fail("MIR verifier", function.name() + ": " + v, null));
    }
    byte[] second = emit("emit again", lowered);
    return run(define("class", first), define("class that came back", second));
  }

  private static ClassDef throughCrate(ClassDef definition) {
    byte[] bytes = CrateWriter.write(Crate.of("fuzz", List.of(definition)));
    return CrateReader.of(bytes, "fuzz").find(definition.name()).orElseThrow();
  }

  private static <T> T stage(String kind, java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError e) {
      throw new Finding(kind, e.toString(), e);
    }
  }

  private static byte[] emit(String kind, ClassDef definition) {
    return stage(kind, () -> ClassEmitter.emit(definition));
  }

  private static void same(String kind, byte[] first, byte[] other) {
    if (!Arrays.equals(first, other)) {
      fail(kind, "other bytes", null);
    }
  }

  private static void fail(String kind, String message, Throwable cause) {
    throw new Finding(kind, message, cause);
  }

  private Class<?> define(String kind, byte[] bytes) {
    try {
      Class<?> type = new Loader().define(program.name(), bytes);
      type.getDeclaredMethods();
      Class.forName(type.getName(), true, type.getClassLoader());
      return type;
    } catch (LinkageError | ClassNotFoundException e) {
      throw new Finding(kind, e.toString(), e);
    }
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(Loader.class.getClassLoader());
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private Tally run(Class<?> first, Class<?> second) {
    int compared = 0;
    int givenUp = 0;
    Interpreter interpreter = new Interpreter(program);
    for (FunctionDef function : program.functions()) {
      Method one = method(first, function);
      Method two = method(second, function);
      for (int i = 0; i < ARGUMENTS; i++) {
        long which = seed * 31 + i;
        String expected = interpreted(interpreter, function, which);
        if (expected == null) {
          givenUp++;
          continue;
        }
        compared++;
        List<String> places = new ArrayList<>();
        String original = ran(one, arguments(function, which), places);
        differ("run", function, expected, original);
        List<String> placesAfter = new ArrayList<>();
        String back = ran(two, arguments(function, which), placesAfter);
        differ("run of what came back", function, original, back);
        if (!places.isEmpty() && !placesAfter.isEmpty()) {
          differ("stack trace", function, places.toString(), placesAfter.toString());
        }
      }
    }
    return new Tally(program.functions().size(), compared, givenUp);
  }

  private static void differ(String kind, FunctionDef function, String expected, String actual) {
    if (!expected.equals(actual)) {
      fail(kind, function.name() + "\n  expected " + expected + "\n  was      " + actual, null);
    }
  }

  private static Method method(Class<?> type, FunctionDef function) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(function.name()))
        .findFirst()
        .orElseThrow();
  }

  /** The class made smaller, with the same kind of finding. */
  MirCase reduced(Finding finding, int seconds) {
    return new MirCase(
        MirReducer.reduce(
            program, smaller -> finding.kind().equals(new MirCase(smaller, seed).kind()), seconds),
        seed);
  }

  private String kind() {
    try {
      check();
      return null;
    } catch (Finding e) {
      return e.kind();
    }
  }

  private static Object[] arguments(FunctionDef function, long seed) {
    Dice dice = new Dice(seed);
    List<Object> values = new ArrayList<>();
    values.add(dice.below(12));
    List<String> types = Descriptor.parameters(function.descriptor());
    types.subList(1, types.size()).forEach(t -> values.add(RandomClass.argument(dice, t)));
    return values.toArray();
  }

  private static String interpreted(Interpreter interpreter, FunctionDef function, long which) {
    Trace.reset();
    String outcome;
    try {
      outcome = Trace.show(interpreter.run(function, arguments(function, which), MAX_STEPS));
    } catch (Interpreter.OutOfSteps e) {
      return null;
    } catch (Throwable e) {
      outcome = "throws " + Trace.show(e);
    }
    return outcome + " after " + Trace.text();
  }

  /** Where exceptions come from goes to {@code places}, as far as it is in the class. */
  private static String ran(Method method, Object[] arguments, List<String> places) {
    Trace.reset();
    String outcome;
    Object[] boxed = arguments.clone();
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = Arithmetic.boxed(types[i].descriptorString(), boxed[i]);
    }
    try {
      outcome = Trace.show(Arithmetic.widen(method.invoke(null, boxed)));
    } catch (InvocationTargetException e) {
      outcome = "throws " + Trace.show(e.getCause());
      for (StackTraceElement place : e.getCause().getStackTrace()) {
        if (place.getClassName().equals(method.getDeclaringClass().getName())) {
          places.add(place.toString());
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return outcome + " after " + Trace.text();
  }
}
