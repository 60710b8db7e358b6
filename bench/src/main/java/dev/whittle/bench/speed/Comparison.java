package dev.whittle.bench.speed;

import dev.whittle.bench.speed.SameSpeed.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Runs both versions of each workload in turns, each in a JVM of its own, and prints the ratio of
 * CPU times: of each round the medians, over the rounds the geometric mean with the bounds of its
 * 99 % confidence interval. A table of what is known so far follows each round but the first.
 *
 * <p>Usage: {@code Comparison [ROUNDS [WORKLOAD...]]}, with at least two rounds.
 */
public final class Comparison {
  private static final double CONFIDENCE = 0.99;

  private final Path folder;

  private Comparison(Path folder) {
    this.folder = folder;
  }

  /** Prints a row for each workload. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    List<Workload> workloads =
        arguments.length > 1
            ? List.of(arguments).subList(1, arguments.length).stream()
                .map(Workload::valueOf)
                .toList()
            : List.of(Workload.values());
    Path folder = Files.createTempDirectory("whittle-same-speed");
    try {
      for (Workload workload : workloads) {
        Preparation.prepare(workload, folder);
      }
      new Comparison(folder).compare(workloads, rounds);
    } finally {
      Preparation.delete(folder);
    }
  }

  private void compare(List<Workload> workloads, int rounds) throws RunnerException {
    Map<Workload, List<double[]>> times = new EnumMap<>(Workload.class);
    for (int round = 0; round < rounds; round++) {
      for (Workload workload : workloads) {
        // Who goes first changes, so that neither gains by it.
        boolean reversed = round % 2 == 1;
        double first = median(workload, reversed ? Version.ROUND_TRIPPED : Version.ORIGINAL);
        double second = median(workload, reversed ? Version.ORIGINAL : Version.ROUND_TRIPPED);
        double[] pair = reversed ? new double[] {second, first} : new double[] {first, second};
        times.computeIfAbsent(workload, _ -> new ArrayList<>()).add(pair);
        System.out.printf("# %d %s %.3f %.3f ms%n", round, workload, pair[0], pair[1]);
      }
      if (round > 0) {
        print(times, round + 1);
      }
    }
  }

  private static void print(Map<Workload, List<double[]>> times, int rounds) {
    System.out.printf("%n%d rounds:%n", rounds);
    System.out.println("| workload | original ms | round-tripped ms | ratio | from | to |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    times.forEach(Comparison::print);
  }

  private double median(Workload workload, Version version) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(SameSpeed.class.getName().replace(".", "\\."))
                    .param("workload", workload.name())
                    .param("version", version.name())
                    .forks(1)
                    .jvmArgs(
                        "-Xmx1g",
                        "-Xms1g",
                        "-XX:+UseSerialGC",
                        "-Xbatch",
                        "-D" + SameSpeed.FOLDER + "=" + folder)
                    .addProfiler(WorkerCpu.class)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    return result.getSecondaryResults().get(WorkerCpu.LABEL).getStatistics().getPercentile(50);
  }

  private static void print(Workload workload, List<double[]> pairs) {
    double[] ratios = pairs.stream().mapToDouble(p -> Math.log(p[1] / p[0])).toArray();
    ListStatistics statistics = new ListStatistics(ratios);
    double error = statistics.getMeanErrorAt(CONFIDENCE);
    System.out.printf(
        "| %s | %.2f | %.2f | %.3f | %.3f | %.3f |%n",
        workload,
        mean(pairs, 0),
        mean(pairs, 1),
        Math.exp(statistics.getMean()),
        Math.exp(statistics.getMean() - error),
        Math.exp(statistics.getMean() + error));
  }

  private static double mean(List<double[]> pairs, int version) {
    return pairs.stream().mapToDouble(p -> p[version]).average().orElseThrow();
  }
}
