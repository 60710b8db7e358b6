package dev.whittle.bench;

import dev.whittle.driver.Build;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.BuildRequest.Generation;
import dev.whittle.driver.Lower;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.input.ManifestClassPath;
import dev.whittle.driver.maven.Downloads;
import dev.whittle.driver.maven.MavenArtifacts;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * writer. Before the results of a program stand the functions generated and the size of the output.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class EagerAndPruned {
  /** A program by coordinates and main class. */
  public enum Subject {
    /** A small share of its dependencies is reached. */
    JFLEX("de.jflex:jflex:1.9.1", "jflex.Main"),
    /** Most of its one jar is reached. */
    ECJ("org.eclipse.jdt:ecj:3.38.0", "org.eclipse.jdt.internal.compiler.batch.Main"),
    /** One of many library functions is reached. */
    GJF(
        "com.google.googlejavaformat:google-java-format:1.28.0",
        "com.google.googlejavaformat.java.Main");

    private final String coordinates;
    private final String mainClass;

    Subject(String coordinates, String mainClass) {
      this.coordinates = coordinates;
      this.mainClass = mainClass;
    }
  }

  @Param public Subject subject;

  private Path scratch;
  private Inputs crates;
  private BuildReport last;

  /** Lowers the program and its dependencies once. */
  @Setup
  public void lower() throws IOException {
    scratch = Files.createTempDirectory("whittle-bench");
    Inputs jars =
        Inputs.resolve(
            List.of(subject.coordinates),
            List.of(),
            () -> MavenArtifacts.ofUser(System.getenv("PATH"), Downloads.SILENT),
            ManifestClassPath.READ);
    List<Path> files =
        Lower.run(jars, scratch.resolve("crates"), processors()).stream()
            .map(Lower.Written::crate)
            .toList();
    crates =
        Inputs.resolve(
            List.of(files.getFirst().toString()),
            files.subList(1, files.size()),
            () -> {
              throw new IllegalStateException("crates are files");
            },
            ManifestClassPath.READ);
  }

  /** Each build starts with an empty cache. */
  @Setup(Level.Iteration)
  public void emptyCache() throws IOException {
    delete(scratch.resolve("cache"));
  }

  /** Says what the builds produced: JMH's own counters would add the iterations up. */
  @TearDown
  public void clean() throws IOException {
    BuildReport.Functions functions = last.total().functions();
    System.out.printf(
        "%n%s: %,d of %,d functions generated, output %,d bytes%n",
        subject, functions.generated(), functions.in(), last.outputs().getFirst().bytes());
    delete(scratch);
  }

  /** Generates every function of every crate. */
  @Benchmark
  public BuildReport eager() {
    return build(Generation.EAGER);
  }

  /** Generates the functions that the program reaches. */
  @Benchmark
  public BuildReport pruned() {
    return build(Generation.REACHED);
  }

  private BuildReport build(Generation generation) {
    last =
        Build.recompute(
            new BuildRequest(
                crates,
                List.of(subject.mainClass),
                new BuildRequest.Output.SingleJar(scratch.resolve("out.jar")),
                List.of(Path.of(System.getProperty("java.home"))),
                List.of(),
                generation,
                processors(),
                scratch.resolve("cache")),
            _ -> {});
    return last;
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
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
