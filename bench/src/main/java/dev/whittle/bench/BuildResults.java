package dev.whittle.bench;

import dev.whittle.driver.report.BuildReport;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** What a build of {@link EagerAndPruned} took of CPU time and gave, beside JMH's wall time. */
public final class BuildResults implements InternalProfiler {
  @Override
  public String getDescription() {
    return "CPU time and results of builds";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    EagerAndPruned.Built built = EagerAndPruned.last;
    BuildReport.Functions functions = built.report().total().functions();
    return List.of(
        scalar("cpu", built.cpuNanos() / 1e6, "ms"),
        scalar("functions", functions.in(), "functions"),
        scalar("reached", functions.reached(), "functions"),
        scalar("class.bytes", built.classBytes(), "bytes"));
  }

  private static ScalarResult scalar(String label, double value, String unit) {
    return new ScalarResult(label, value, unit, AggregationPolicy.AVG);
  }
}
