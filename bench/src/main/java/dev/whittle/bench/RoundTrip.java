package dev.whittle.bench;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.codegen.clean.CodeCleaner;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.maven.Downloads;
import dev.whittle.driver.maven.MavenArtifacts;
import dev.whittle.ir.ClassDef;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * What the round trip costs: lowering and emitting the classes of libraries, against ASM reading
 * and writing the same classes ({@code ClassReader} into {@code ClassWriter(0)}).
 *
 * <p>Clean-ups are measured as what they add, in the classes that are emitted smaller, too.
 *
 * <p>Not a JMH benchmark, because the answer is a ratio: on a machine that others use too, all must
 * take turns within each round. Each is timed by the CPU of its one thread and, because that leaves
 * out the garbage collector's, by the CPU of the process; both are medians over the rounds after
 * warm-up. Arguments: {@code [--rounds N] [JAR | COORDINATES]...}.
 */
public final class RoundTrip {
  private static final List<String> LIBRARIES =
      List.of(
          "com.google.guava:guava:33.3.1-jre",
          "org.jetbrains.kotlin:kotlin-stdlib:2.0.21",
          "org.apache.groovy:groovy:4.0.24",
          "org.eclipse.jdt:ecj:3.38.0");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  /** Keeps the optimizer from leaving work out. */
  private static long bytesMade;

  private RoundTrip() {}

  /** What one round does to every class of a library. */
  private interface Way {
    void pass(byte[] classFile);
  }

  private enum Stage {
    ASM(
        bytes -> {
          ClassWriter writer = new ClassWriter(0);
          new ClassReader(bytes).accept(writer, 0);
          bytesMade += writer.toByteArray().length;
        }),
    LOWER(bytes -> bytesMade += lowered(bytes).functions().size()),
    BOTH(bytes -> bytesMade += ClassEmitter.emit(lowered(bytes)).length),
    INVISIBLE(bytes -> bytesMade += cleaned(bytes, CleanUps.INVISIBLE).length),
    RELEASE(bytes -> bytesMade += cleaned(bytes, CleanUps.RELEASE).length);

    private final Way way;

    Stage(Way way) {
      this.way = way;
    }

    private static ClassDef lowered(byte[] bytes) {
      return ClassLowering.lower(bytes);
    }

    private static byte[] cleaned(byte[] bytes, CleanUps level) {
      return ClassEmitter.emit(CodeCleaner.of(level).clean(lowered(bytes)));
    }
  }

  /** Prints a line for each library and one for all. */
  public static void main(String[] arguments) throws IOException {
    int rounds = 20;
    List<String> libraries = new ArrayList<>();
    for (var rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      if (argument.equals("--rounds")) {
        rounds = Integer.parseInt(rest.next());
      } else {
        libraries.add(argument);
      }
    }
    List<Path> jars = jars(libraries.isEmpty() ? LIBRARIES : libraries);
    List<List<byte[]>> classes = new ArrayList<>();
    for (Path jar : jars) {
      classes.add(classes(jar));
    }
    measure(jars, classes, rounds);
    if (bytesMade == 0) {
      throw new IllegalStateException("nothing was measured");
    }
  }

  private static List<Path> jars(List<String> libraries) {
    List<Path> jars = new ArrayList<>();
    for (String library : libraries) {
      Inputs inputs =
          Inputs.named(
              List.of(library),
              () -> MavenArtifacts.ofUser(System.getenv("PATH"), Downloads.SILENT));
      inputs.roots().stream().map(Input::path).forEach(jars::add);
    }
    return jars;
  }

  private static List<byte[]> classes(Path jar) throws IOException {
    List<byte[]> classes = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(".class")) {
          classes.add(zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return classes;
  }

  private static void measure(List<Path> jars, List<List<byte[]>> classes, int rounds) {
    int stages = Stage.values().length;
    long[][][] thread = new long[jars.size()][stages][rounds];
    long[][][] process = new long[jars.size()][stages][rounds];
    for (int round = -rounds / 2; round < rounds; round++) {
      for (int library = 0; library < jars.size(); library++) {
        for (Stage stage : Stage.values()) {
          long threadStart = THREADS.getCurrentThreadCpuTime();
          long processStart = PROCESS.getProcessCpuTime();
          classes.get(library).forEach(stage.way::pass);
          if (round >= 0) {
            thread[library][stage.ordinal()][round] =
                THREADS.getCurrentThreadCpuTime() - threadStart;
            process[library][stage.ordinal()][round] = PROCESS.getProcessCpuTime() - processStart;
          }
        }
      }
    }
    print("library", "asm ms", "lower", "emit", "both", "with collector", "invisible", "release");
    for (int library = 0; library < jars.size(); library++) {
      print(jars.get(library).getFileName().toString(), thread[library], process[library]);
    }
    print("all", sum(thread), sum(process));
  }

  private static long[][] sum(long[][][] times) {
    long[][] sum = new long[times[0].length][times[0][0].length];
    for (long[][] library : times) {
      for (int stage = 0; stage < sum.length; stage++) {
        Arrays.setAll(sum[stage], new Added(sum[stage], library[stage]));
      }
    }
    return sum;
  }

  private record Added(long[] first, long[] second)
      implements java.util.function.IntToLongFunction {
    @Override
    public long applyAsLong(int index) {
      return first[index] + second[index];
    }
  }

  private static void print(String name, long[][] thread, long[][] process) {
    double asm = median(thread[0]);
    double lower = median(thread[1]) / asm;
    double both = median(thread[2]) / asm;
    print(
        name,
        "%.0f".formatted(asm / 1e6),
        ratio(lower),
        ratio(both - lower),
        ratio(both),
        ratio(median(process[2]) / (double) median(process[0])),
        ratio(median(thread[3]) / asm - both),
        ratio(median(thread[4]) / asm - both));
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static void print(String name, String... columns) {
    System.out.printf("%-28s", name);
    for (String column : columns) {
      System.out.printf("%16s", column);
    }
    System.out.println();
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
