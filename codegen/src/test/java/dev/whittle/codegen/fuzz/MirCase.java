package dev.whittle.codegen.fuzz;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.codegen.clean.CodeCleaner;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A class of MIR put to the test: what the interpreter says of it, what its class file does, and
 * what the class file does that comes back from lowering that one; text and crate in between.
 *
 * @param seed of the arguments; four seeds in a row do all there is to do, which includes text,
 *     crate, and both levels of clean-ups on what was made and what was lowered
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
    verify("generator", program);
    byte[] first = emit("emit", sabotage.apply(program));
    if (seed % 4 == 0) {
      ClassDef parsed = stage("text", () -> MirParser.parseClass(MirPrinter.print(program)));
      same("text", first, emit("emit", sabotage.apply(parsed)));
      ClassDef read = stage("crate", () -> throughCrate(program));
      same("crate", first, emit("emit", sabotage.apply(read)));
    }
    ClassDef lowered = stage("lower", () -> ClassLowering.lower(first));
    verify("MIR verifier", lowered);
    Map<String, Class<?>> classes = new LinkedHashMap<>();
    classes.put("run", define("class", first));
    classes.put(
        "run of what came back", define("class that came back", emit("emit again", lowered)));
    ClassDef source = seed / 2 % 2 == 0 ? program : lowered;
    CleanUps level = seed % 2 == 0 ? CleanUps.INVISIBLE : CleanUps.RELEASE;
    classes.put("run, cleaned up: " + level, cleaned(source, level));
    return run(classes);
  }

  private Class<?> cleaned(ClassDef source, CleanUps level) {
    ClassDef cleaned = stage("clean-up: " + level, () -> CodeCleaner.of(level).clean(source));
    verify("MIR verifier, cleaned up: " + level, cleaned);
    return define("class, cleaned up: " + level, emit("emit cleaned up: " + level, cleaned));
  }

  private static void verify(String kind, ClassDef definition) {
    for (FunctionDef function : definition.functions()) {
      BodyVerifier.verify(definition, function).stream()
          .limit(1)
          .forEach(v -> fail(kind, function.name() + ": " + v, null));
    }
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
    return Comparison.define(kind, program.name(), bytes);
  }

  /** Runs the functions of all classes, which are named by the comparison that they are for. */
  private Tally run(Map<String, Class<?>> classes) {
    int compared = 0;
    int givenUp = 0;
    Interpreter interpreter = new Interpreter(program);
    List<FunctionDef> functions =
        program.functions().stream().filter(f -> !f.name().equals(Surroundings.INIT)).toList();
    for (FunctionDef function : functions) {
      Map<String, Method> methods = new LinkedHashMap<>();
      classes.forEach((kind, type) -> methods.put(kind, Comparison.method(type, function.name())));
      for (int i = 0; i < ARGUMENTS; i++) {
        long which = seed * 31 + i;
        Comparison.Outcome expected = interpreted(interpreter, function, which);
        if (expected == null) {
          givenUp++;
          continue;
        }
        compared++;
        Comparison.run(function.descriptor(), which, expected, methods);
      }
    }
    return new Tally(functions.size(), compared, givenUp);
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

  private static Comparison.Outcome interpreted(
      Interpreter interpreter, FunctionDef function, long which) {
    Trace.reset();
    String outcome;
    List<Place> places = List.of();
    try {
      outcome =
          Trace.show(
              interpreter.run(
                  function, Comparison.arguments(function.descriptor(), which), MAX_STEPS));
    } catch (Interpreter.OutOfSteps e) {
      return null;
    } catch (Throwable e) {
      outcome = "throws " + Trace.show(e);
      places = interpreter.places(e);
    }
    return new Comparison.Outcome(outcome + " after " + Trace.text(), places);
  }
}
