package dev.whittle.codegen.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Random programs until there are enough of them, or the time is over.
 *
 * <p>Usage: {@code Fuzz [--kind mir] [--functions N] [--seed N] [--minutes N] [--out FOLDER]}. A
 * finding is printed, made smaller and written to the folder. Exit code 1 when there was one.
 */
public final class Fuzz {
  private static final int MAX_FINDINGS = 10;
  private static final long SECOND = 1_000_000_000L;
  private static final long HANGS_AFTER = 240 * SECOND;

  private Trial trial = Trial.MIR;
  private long functions = Long.MAX_VALUE;
  private long seed = System.currentTimeMillis() % 1_000_000_000;
  private double minutes = 1e6;
  private Path out = Path.of("target", "fuzz");
  private int findings;
  private Tally tally = Tally.NONE;
  private volatile long roundSeed;
  private volatile long roundStart = System.nanoTime();

  private Fuzz(List<String> arguments) {
    for (var rest = arguments.iterator(); rest.hasNext(); ) {
      switch (rest.next()) {
        case "--kind" -> trial = Trial.valueOf(rest.next().toUpperCase(Locale.ROOT));
        case "--functions" -> functions = Long.parseLong(rest.next());
        case "--seed" -> seed = Long.parseLong(rest.next());
        case "--minutes" -> minutes = Double.parseDouble(rest.next());
        case "--out" -> out = Path.of(rest.next());
        case String other -> throw new IllegalArgumentException("unknown argument " + other);
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    System.exit(new Fuzz(List.of(arguments)).run() == 0 ? 0 : 1);
  }

  private int run() throws IOException {
    String kind = trial.name().toLowerCase(Locale.ROOT);
    System.out.println("kind " + kind + ", seed " + seed);
    Thread.ofPlatform().daemon().start(this::watch);
    long start = System.nanoTime();
    long shown = start;
    long next = seed;
    while (tally.functions() < functions
        && findings < MAX_FINDINGS
        && System.nanoTime() - start < minutes * 60 * SECOND) {
      round(next++);
      if (System.nanoTime() - shown > 20 * SECOND) {
        shown = System.nanoTime();
        System.out.println(summary(shown - start));
      }
    }
    System.out.println(kind + ", seed " + seed + ": " + summary(System.nanoTime() - start));
    return findings;
  }

  private String summary(long time) {
    return "%d done, %d compared, %d passed over, %d findings, %d s"
        .formatted(
            tally.functions(), tally.compared(), tally.passedOver(), findings, time / SECOND);
  }

  private void round(long which) throws IOException {
    roundSeed = which;
    roundStart = System.nanoTime();
    try {
      tally = tally.plus(trial.round(which));
    } catch (Finding e) {
      report(which, e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      report(which, new Finding("error", e.toString(), e));
    }
  }

  private void report(long which, Finding finding) throws IOException {
    findings++;
    System.out.println("seed " + which + ": " + finding.getMessage());
    String text = trial.reduced(which, finding);
    Files.createDirectories(out);
    Path file = out.resolve(trial.name().toLowerCase(Locale.ROOT) + which + trial.suffix());
    StringWriter trace = new StringWriter();
    finding.printStackTrace(new PrintWriter(trace));
    Files.writeString(file, text);
    Files.writeString(Path.of(file + ".txt"), trace.toString());
    System.out.println("  reduced: " + file);
  }

  /** What does not come back in minutes is a finding, too, and the last one. */
  private void watch() {
    while (System.nanoTime() - roundStart < HANGS_AFTER) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        return;
      }
    }
    System.out.println("seed " + roundSeed + ": hangs");
    Runtime.getRuntime().halt(1);
  }
}
