package dev.whittle.cli;

import dev.whittle.driver.BuildListener;
import dev.whittle.driver.Work;
import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Says how a build goes on, when it takes long: on a terminal in one line that is always of now;
 * elsewhere, as in a log of CI, in a line every five seconds; with {@code -v} each stage; with
 * {@code -q} nothing.
 *
 * <p>Whatever is counted looks at the clock; text is made only when it is shown.
 */
final class BuildProgress implements BuildListener {
  /** A terminal shows nothing of a build that is over by then. */
  static final long FIRST_NS = 500_000_000;

  static final long REFRESH_NS = 100_000_000;
  static final long LOG_NS = 5_000_000_000L;

  private final Terminal terminal;
  private final Verbosity verbosity;
  private final Timings timings;
  private final LongSupplier clock;
  private final boolean replaces;
  private final AtomicLongArray done = new AtomicLongArray(Work.values().length);
  private final AtomicLongArray all = new AtomicLongArray(Work.values().length);
  private volatile String stage = "";
  private volatile long next;
  private boolean shown;
  private boolean wantsBasis;
  private PatchBasis basis;

  /**
   * @param clock in nanoseconds, from any point in time
   */
  BuildProgress(Terminal terminal, Verbosity verbosity, Timings timings, LongSupplier clock) {
    this.terminal = terminal;
    this.verbosity = verbosity;
    this.timings = timings;
    this.clock = clock;
    this.replaces = terminal.showsProgress();
    this.next = clock.getAsLong() + (replaces ? FIRST_NS : LOG_NS);
  }

  /** Of a build that begins now. */
  static BuildProgress of(Terminal terminal, Verbosity verbosity, Timings timings) {
    return new BuildProgress(terminal, verbosity, timings, System::nanoTime);
  }

  /** Who looks at a line sees that its stage is over, also where nothing is counted of the next. */
  @Override
  public synchronized void begun(String begun) {
    stage = begun;
    if (begun.equals("lower")) { // a build that finds damage in the cache starts over
      for (Work work : Work.values()) {
        done.set(work.ordinal(), 0);
      }
    }
    if (replaces && shown) {
      show();
    }
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
    }
  }

  @Override
  public void expected(Work work, long count) {
    all.set(work.ordinal(), count);
  }

  @Override
  public void progress(Work work, long more) {
    if (verbosity.quiet()) {
      return;
    }
    done.addAndGet(work.ordinal(), more);
    if (clock.getAsLong() - next >= 0) {
      showIfDue();
    }
  }

  private synchronized void showIfDue() {
    long now = clock.getAsLong();
    if (now - next >= 0) {
      next = now + (replaces ? REFRESH_NS : LOG_NS);
      show();
    }
  }

  private void show() {
    String line = line();
    if (!line.isEmpty() && replaces) {
      terminal.progress(line + "…");
    } else if (!line.isEmpty()) {
      terminal.err().println(line);
    }
    shown = true;
  }

  /** What there is to say of the stage; empty when there is nothing. */
  private String line() {
    return switch (stage) {
      case "lower" ->
          counts(
              "Lowering",
              of(Work.CRATES, "crates"),
              some(Work.CLASSES_LISTED, "classes listed"),
              some(Work.CLASSES_LOWERED, "classes lowered"));
      case "reach" ->
          counts(
              "Reaching",
              some(Work.FUNCTIONS_REACHED, "functions"),
              some(Work.CLASSES_LOWERED, "classes lowered"));
      case "generate" ->
          counts(
              "Generating",
              of(Work.CLASSES_MADE, "classes"),
              some(Work.FUNCTIONS_GENERATED, "functions"));
      case "link" -> "Writing the output";
      case "crates", "keep" -> "Writing to the cache";
      default -> "";
    };
  }

  private static String counts(String doing, String... counts) {
    StringBuilder line = new StringBuilder(doing);
    String between = ": ";
    for (String count : counts) {
      if (!count.isEmpty()) {
        line.append(between).append(count);
        between = ", ";
      }
    }
    return line.toString();
  }

  private String of(Work work, String what) {
    int index = work.ordinal();
    return all.get(index) == 0
        ? ""
        : String.format(Locale.ROOT, "%,d of %,d %s", done.get(index), all.get(index), what);
  }

  private String some(Work work, String what) {
    long count = done.get(work.ordinal());
    return count == 0 ? "" : String.format(Locale.ROOT, "%,d %s", count, what);
  }

  /** The next build may start from this one. */
  BuildProgress withBasis(boolean wanted) {
    wantsBasis = wanted;
    return this;
  }

  @Override
  public boolean wantsBasis() {
    return wantsBasis;
  }

  @Override
  public void patchable(PatchBasis found) {
    this.basis = found;
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
