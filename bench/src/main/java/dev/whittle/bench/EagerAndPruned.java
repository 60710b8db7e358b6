package dev.whittle.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.whittle.driver.Build;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.BuildRequest.Generation;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.input.ManifestClassPath;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Eager codegen against MIR-only: the same crates, no cache of generated code, the same output
 * writer. {@code bench/eager --warm} makes the crates, describes each program in a file, runs this
 * for all of them and prints a table; {@link BuildResults} has what it shows beside the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class EagerAndPruned {
  /** Names the folder with a file per program. */
  static final String PROGRAMS = "whittle.bench.programs";

  /** Names of {@code corpus/apps.json}. */
  @Param({
    "gjf", "ecj", "jflex", "antlr4", "h2", "closure", "clojure", "jackson", "logback", "spring",
    "kotlinc", "lucene"
  })
  public String program;

  private Path scratch;
  private BuildRequest eager;
  private BuildRequest pruned;

  private BuildReport report;
  private long cpuNanos;

  /**
   * A build.
   *
   * @param cpuNanos of all threads of the process, the compilers' and the collector's among them
   * @param classBytes of class files, as they are without compression
   */
  record Built(BuildReport report, long cpuNanos, long classBytes) {}

  /** The last one of this process. */
  static volatile Built last;

  /** Reads what the program is: lines with a word and a value, crates in class-path order. */
  @Setup
  public void describe() throws IOException {
    String folder = System.getProperty(PROGRAMS);
    if (folder == null) {
      throw new IllegalStateException("run bench/eager --warm, which sets " + PROGRAMS);
    }
    scratch = Files.createTempDirectory("whittle-bench");
    List<String> lines = Files.readAllLines(Path.of(folder, program + ".txt"));
    List<String> crates = values(lines, "crate ");
    Inputs inputs =
        Inputs.resolve(
            List.of(crates.getFirst()),
            crates.subList(1, crates.size()).stream().map(Path::of).toList(),
            () -> {
              throw new IllegalStateException("crates are files");
            },
            ManifestClassPath.READ);
    List<String> mains = values(lines, "main ");
    Path jdk = Path.of(values(lines, "jdk ").getFirst());
    eager = request(inputs, mains, jdk, Generation.EAGER);
    pruned = request(inputs, mains, jdk, Generation.REACHED);
  }

  private static List<String> values(List<String> lines, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()))
        .toList();
  }

  private BuildRequest request(Inputs inputs, List<String> mains, Path jdk, Generation generation) {
    return new BuildRequest(
        inputs,
        mains,
        new BuildRequest.Output.SingleJar(scratch.resolve("out.jar")),
        List.of(jdk),
        List.of(),
        generation,
        Runtime.getRuntime().availableProcessors(),
        scratch.resolve("cache"));
  }

  /** Each build starts with an empty cache. */
  @Setup(Level.Iteration)
  public void emptyCache() throws IOException {
    delete(scratch.resolve("cache"));
  }

  /** Before {@link #clean}, and not in the time. */
  @TearDown(Level.Iteration)
  public void measure() throws IOException {
    try (ZipFile jar = new ZipFile(report.outputs().getFirst().path())) {
      long bytes =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .mapToLong(ZipEntry::getSize)
              .sum();
      last = new Built(report, cpuNanos, bytes);
    }
  }

  /** Removes what was built. */
  @TearDown
  public void clean() throws IOException {
    delete(scratch);
  }

  /** Generates every function of every crate. */
  @Benchmark
  public BuildReport eager() {
    return build(eager);
  }

  /** Generates the functions that the program reaches. */
  @Benchmark
  public BuildReport pruned() {
    return build(pruned);
  }

  private BuildReport build(BuildRequest request) {
    long before = processCpuNanos();
    report = Build.recompute(request, _ -> {});
    cpuNanos = processCpuNanos() - before;
    return report;
  }

  private static long processCpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
