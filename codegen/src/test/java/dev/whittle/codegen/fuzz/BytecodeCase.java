package dev.whittle.codegen.fuzz;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.CodegenLimit;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.codegen.clean.CodeCleaner;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bytecode, as {@link BytecodeText}, that the JVM takes, against what comes back of it from MIR, as
 * it is and cleaned up.
 *
 * @param seed of the arguments
 */
record BytecodeCase(List<String> lines, long seed) {
  private static final int ARGUMENTS = 3;
  private static final long SECONDS_TO_RUN = 5;

  /**
   * Compares everything. A class that the JVM refuses is passed over, as is one whose subroutines
   * are too large together when each call has a copy.
   *
   * @throws Finding at the first difference
   */
  Tally check() {
    String name = lines.getFirst().split(" ")[1];
    byte[] before = stage("generator", () -> BytecodeText.classFile(lines));
    long functions = lines.stream().filter(line -> line.startsWith("function ")).count();
    Map<String, Class<?>> classes = new LinkedHashMap<>();
    try {
      classes.put("run", Comparison.define("refused", name, before));
    } catch (Finding refused) {
      return new Tally(0, 0, functions);
    }
    ClassDef lowered = stage("lower", () -> ClassLowering.lower(before));
    if (lowered.functions().stream().anyMatch(f -> f.code().refusal().isPresent())) {
      return new Tally(0, 0, functions);
    }
    for (CleanUps level : CleanUps.values()) {
      ClassDef cleaned = stage("clean-up " + level, () -> CodeCleaner.of(level).clean(lowered));
      verify("MIR verifier " + level, cleaned);
      byte[] after;
      try {
        after = stage("emit " + level, () -> ClassEmitter.emit(cleaned));
      } catch (Finding e) {
        if (e.getCause() instanceof CodegenLimit limit && hasSubroutines(limit.method())) {
          return new Tally(0, 0, functions);
        }
        throw e;
      }
      classes.put("run " + level, Comparison.define("class " + level, name, after));
    }
    return new Tally(functions, run(lowered, classes), 0);
  }

  private boolean hasSubroutines(String method) {
    String name = method.substring(0, method.indexOf('('));
    boolean isIn = false;
    for (String line : lines) {
      isIn = line.startsWith("function ") ? line.startsWith("function " + name + " ") : isIn;
      if (isIn && line.startsWith("jsr ")) {
        return true;
      }
    }
    return false;
  }

  private int run(ClassDef program, Map<String, Class<?>> classes) {
    int compared = 0;
    for (FunctionDef function : program.functions()) {
      Map<String, Method> methods = new LinkedHashMap<>();
      classes.forEach((kind, type) -> methods.put(kind, Comparison.method(type, function.name())));
      for (int i = 0; i < ARGUMENTS; i++) {
        Comparison.run(function.descriptor(), seed * 31 + i, null, methods);
        compared++;
      }
    }
    return compared;
  }

  private static void verify(String kind, ClassDef definition) {
    for (FunctionDef function : definition.functions()) {
      BodyVerifier.verify(definition, function).stream()
          .limit(1)
          .forEach(
              v -> {
                throw new Finding(kind, function.name() + ": " + v, null);
              });
    }
  }

  private static <T> T stage(String kind, java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError e) {
      throw new Finding(kind, e.toString(), e);
    }
  }

  /** With as few lines as the finding can do with; bounded when that does not hide it. */
  BytecodeCase reduced(Finding finding, int seconds) {
    List<String> bounded = new ArrayList<>(lines);
    bounded.set(0, lines.getFirst() + " bounded");
    if (!finding.kind().equals(new BytecodeCase(bounded, seed).kind())) {
      return this;
    }
    List<String> fewer =
        Lines.reduce(
            bounded, some -> some.size() > 1 && finding.kind().equals(kindInTime(some)), seconds);
    return new BytecodeCase(fewer, seed);
  }

  /** What came out, null when the code does not end: its thread then sleeps for good. */
  private String kindInTime(List<String> some) {
    AtomicReference<String> kind = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform().daemon().start(() -> kind.set(new BytecodeCase(some, seed).kind()));
    try {
      thread.join(SECONDS_TO_RUN * 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return kind.get();
  }

  private String kind() {
    try {
      check();
      return null;
    } catch (Finding e) {
      return e.kind();
    } catch (RuntimeException e) {
      return null;
    }
  }
}
