package dev.whittle.codegen.fuzz;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import dev.whittle.testkit.programs.MemoryCompiler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java class compiled in memory and run, against what comes back of it from MIR.
 *
 * @param name of the class
 * @param options of javac
 */
record JavaCase(String name, List<String> lines, List<String> options) {
  private static final int[][] ARGUMENTS = {{3, 4}, {-1, 7}};
  private static final int[] RELEASES = {8, 11, 17, 25};
  private static final MemoryCompiler COMPILER = new MemoryCompiler();

  /** The class of this seed; releases and debug information take turns. */
  static JavaCase of(long seed, int functions) {
    int release = RELEASES[(int) Math.floorMod(seed, (long) RELEASES.length)];
    String name = "Java" + Long.toHexString(seed);
    return new JavaCase(
        name,
        RandomSource.of(name, seed, functions, release),
        List.of(
            // Not --release: javac would read its tables of other releases anew each time.
            "-source",
            String.valueOf(release),
            "-target",
            String.valueOf(release),
            seed / RELEASES.length % 3 == 0 ? "-g:none" : "-g",
            "-proc:none",
            "-nowarn",
            "-Xlint:none",
            "-cp",
            Trace.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
  }

  /**
   * Compares results, exceptions with the lines they come from, and effects.
   *
   * @throws Finding at the first difference
   */
  Tally check() {
    Map<String, byte[]> before = compile();
    Map<String, byte[]> after = new LinkedHashMap<>();
    before.forEach((type, bytes) -> after.put(type, roundTrip(type, bytes)));
    List<Method> original = functions("class", before);
    List<Method> back = functions("class that came back", after);
    int compared = 0;
    for (int i = 0; i < original.size(); i++) {
      for (int[] arguments : ARGUMENTS) {
        String expected = run(original.get(i), arguments);
        String actual = run(back.get(i), arguments);
        compared++;
        if (!expected.equals(actual)) {
          throw new Finding(
              "run",
              original.get(i).getName() + "\n  expected " + expected + "\n  was      " + actual,
              null);
        }
      }
    }
    return new Tally(original.size(), compared, 0);
  }

  private static byte[] roundTrip(String type, byte[] bytes) {
    try {
      ClassDef lowered = ClassLowering.lower(bytes);
      for (FunctionDef function : lowered.functions()) {
        BodyVerifier.verify(lowered, function).stream()
            .limit(1)
            .forEach(
                v -> {
                  throw new Finding("MIR verifier", type + "." + function.name() + ": " + v, null);
                });
      }
      return ClassEmitter.emit(lowered);
    } catch (Finding e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Finding("round trip", type + ": " + e, e);
    }
  }

  /** State of the class goes on from run to run, in the same order before and after. */
  private static String run(Method method, int[] arguments) {
    Trace.reset();
    String outcome;
    try {
      outcome = Trace.show(method.invoke(null, arguments[0], arguments[1]));
    } catch (InvocationTargetException e) {
      StringBuilder text = new StringBuilder("throws ").append(Trace.show(e.getCause()));
      for (StackTraceElement place : e.getCause().getStackTrace()) {
        if (place.getClassName().startsWith("Java")) {
          text.append(" at ").append(place);
        }
      }
      outcome = text.toString();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return outcome + " after " + Trace.text();
  }

  private List<Method> functions(String kind, Map<String, byte[]> classes) {
    ClassLoader loader =
        new ClassLoader(JavaCase.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            byte[] bytes = classes.get(wanted);
            if (bytes == null) {
              throw new ClassNotFoundException(wanted);
            }
            return defineClass(wanted, bytes, 0, bytes.length);
          }
        };
    loader.setDefaultAssertionStatus(true);
    try {
      for (String type : classes.keySet()) {
        Class.forName(type, false, loader).getDeclaredMethods();
      }
      Class<?> main = Class.forName(name, true, loader);
      List<Method> functions = new ArrayList<>();
      for (Method method : main.getDeclaredMethods()) {
        if (method.getName().matches("f\\d+")) {
          functions.add(method);
        }
      }
      functions.sort(java.util.Comparator.comparing(Method::getName));
      return functions;
    } catch (LinkageError | ClassNotFoundException e) {
      throw new Finding(kind, e.toString(), e);
    }
  }

  private Map<String, byte[]> compile() {
    try {
      return COMPILER.compile(name, String.join("\n", lines), options);
    } catch (IllegalArgumentException e) {
      throw new Finding("generator", e.getMessage(), null);
    }
  }

  /**
   * Without as many lines as the finding can do without: halves, quarters, down to single lines.
   */
  JavaCase reduced(Finding finding, int seconds) {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    List<String> best = lines;
    for (int part = best.size() / 2; part > 0; part /= 2) {
      for (int from = best.size() - part; from >= 0; from -= part) {
        List<String> fewer = new ArrayList<>(best.subList(0, from));
        fewer.addAll(best.subList(Math.min(best.size(), from + part), best.size()));
        if (System.nanoTime() < deadline && finding.kind().equals(kind(fewer))) {
          best = fewer;
        }
      }
      best = withoutBlocks(best, finding, deadline);
    }
    return new JavaCase(name, best, options);
  }

  /** Leaves out what stands between a brace and its partner, or only the two lines. */
  private List<String> withoutBlocks(List<String> all, Finding finding, long deadline) {
    List<String> best = all;
    for (int from = best.size() - 1; from >= 0; from--) {
      int end = from < best.size() && best.get(from).endsWith("{") ? partner(best, from) : -1;
      if (end <= from) {
        continue;
      }
      List<String> without = new ArrayList<>(best.subList(0, from));
      without.addAll(best.subList(end + 1, best.size()));
      List<String> inside = new ArrayList<>(best.subList(0, from));
      inside.addAll(best.subList(from + 1, end));
      inside.addAll(best.subList(end + 1, best.size()));
      for (List<String> fewer : List.of(without, inside)) {
        if (System.nanoTime() < deadline && finding.kind().equals(kind(fewer))) {
          best = fewer;
          break;
        }
      }
    }
    return best;
  }

  private static int partner(List<String> all, int from) {
    int open = 0;
    for (int i = from; i < all.size(); i++) {
      for (char c : all.get(i).toCharArray()) {
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
      if (open <= 0) {
        return i;
      }
    }
    return -1;
  }

  private String kind(List<String> fewer) {
    try {
      new JavaCase(name, fewer, options).check();
      return null;
    } catch (Finding e) {
      return e.kind();
    }
  }
}
