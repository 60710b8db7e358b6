package dev.whittle.cli;

import dev.whittle.driver.BuildListener;
import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings;
import java.util.Locale;

/**
 * Says how a build goes on: on a terminal in one line that is always of now; elsewhere, as in a log
 * of CI, in a line every ten seconds; with {@code -v} each stage; with {@code -q} nothing.
 */
final class BuildProgress implements BuildListener {
  private static final long REFRESH_NS = 100_000_000;
  private static final long LOG_NS = 10_000_000_000L;

  private final Terminal terminal;
  private final Verbosity verbosity;
  private final Timings timings;
  private final long interval;
  private volatile long next;
  private PatchBasis basis;

  BuildProgress(Terminal terminal, Verbosity verbosity, Timings timings) {
    this.terminal = terminal;
    this.verbosity = verbosity;
    this.timings = timings;
    this.interval = terminal.showsProgress() ? REFRESH_NS : LOG_NS;
    this.next = System.nanoTime() + interval;
  }

  @Override
  public void done(BuildReport.Stage stage) {
    if (verbosity.verbose()) {
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "%-10s %6d ms  cpu %6d ms%n",
              stage.name(),
              stage.wallMs(),
              stage.cpuMs());
    } else {
      terminal.clearProgress();
    }
  }

  @Override
  public void progress(String doing, long done, long all) {
    long now = System.nanoTime();
    if (now - next < 0 || verbosity.quiet()) {
      return;
    }
    synchronized (this) {
      if (now - next < 0) {
        return;
      }
      next = now + interval;
      String count = String.format(Locale.ROOT, all == 0 ? "%,d" : "%,d of %,d", done, all);
      String line = doing.formatted(count);
      if (terminal.showsProgress()) {
        terminal.progress(line + "…");
      } else {
        terminal.err().println(line);
      }
    }
  }

  @Override
  public void patchable(PatchBasis basis) {
    this.basis = basis;
  }

  /** What the next build can start from; null when there is nothing. */
  PatchBasis basis() {
    return basis;
  }

  @Override
  public Timings timings() {
    return timings;
  }
}
