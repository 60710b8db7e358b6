package dev.whittle.driver;

import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.StageEvent;
import dev.whittle.driver.timing.Timings;
import dev.whittle.ir.DamagedInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;

/**
 * Runs the phases of a build one after the other, each under its name: takes their times, and turns
 * what escapes from them into a {@link Diagnostic} or an {@link InternalFailure} of that phase.
 */
final class Stages {
  private final BuildListener listener;
  private final List<BuildReport.Stage> done = new ArrayList<>();

  Stages(BuildListener listener) {
    this.listener = listener;
  }

  <T> T run(String name, Supplier<T> phase) {
    // Event classes are loaded only for a recording: they are in no AOT cache.
    StageEvent event = FlightRecorder.isInitialized() ? StageEvent.begun(name) : null;
    listener.begun(name);
    long wall = System.nanoTime();
    Duration cpu = cpu();
    try {
      return phase.get();
    } catch (Diagnostic | InternalFailure known) {
      throw known;
    } catch (DamagedInput damaged) {
      throw new Diagnostic(damaged.getMessage(), damaged);
    } catch (RuntimeException | StackOverflowError unknown) {
      throw new InternalFailure(name, "", unknown);
    } finally {
      long cpuMs = cpu().minus(cpu).toMillis();
      if (event != null) {
        event.done(cpuMs);
      }
      BuildReport.Stage stage =
          new BuildReport.Stage(name, (System.nanoTime() - wall) / 1_000_000, cpuMs);
      done.add(stage);
      listener.timings().add(Timings.Kind.STAGE, name, wall, System.nanoTime());
      listener.done(stage);
    }
  }

  List<BuildReport.Stage> done() {
    return List.copyOf(done);
  }

  /**
   * Of all threads of the process. The operating system counts it in hundredths of a second; the
   * management beans know better but cost more to load than most phases take.
   */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
