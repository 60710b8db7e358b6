package dev.whittle.bench.ways;

import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.maven.Downloads;
import dev.whittle.driver.maven.MavenArtifacts;
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
 * The ways of {@link StoredWays} in a warm JVM: what a hit costs against generating afresh, for all
 * of guava's 2,017 classes and 15,645 functions on one thread. Each pass opens the crate and the
 * packs anew.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class KeptCode {
  @Param public StoredWays.Way way;

  @Param({"CLASSES", "ENTRIES"})
  public StoredWays.Form form;

  private Path folder;

  /** Lowers guava and keeps what the ways find. */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("whittle-kept");
    Inputs guava =
        Inputs.named(
            List.of("com.google.guava:guava:33.3.1-jre"),
            () -> MavenArtifacts.ofUser(System.getenv("PATH"), Downloads.SILENT));
    StoredWays.prepare(folder, guava.roots().stream().map(Input::path).findFirst().orElseThrow());
  }

  /** Removes everything. */
  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** All classes once. */
  @Benchmark
  public String pass() throws IOException {
    return StoredWays.pass(folder, form, way);
  }
}
