package dev.whittle.bench.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One run of a workload after it is warm. Iterations are counted, not timed, so that a busy machine
 * warms up as much as an idle one. {@link Comparison} runs the versions in turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 200)
@Measurement(iterations = 100)
public class SameSpeed {
  /** System property: the folder that {@link Preparation} filled. */
  static final String FOLDER = "whittle.same-speed";

  /** Of a library. */
  public enum Version {
    /** As published. */
    ORIGINAL,
    /** As Whittle builds it without pruning. */
    ROUND_TRIPPED
  }

  @Param public Workload workload;
  @Param public Version version;

  private IntSupplier loop;

  /** Loads the version. */
  @Setup
  public void load() throws IOException, ReflectiveOperationException {
    loop = Preparation.load(workload, version, Path.of(System.getProperty(FOLDER)));
  }

  /** Runs the loop once. */
  @Benchmark
  public int run() {
    return loop.getAsInt();
  }
}
