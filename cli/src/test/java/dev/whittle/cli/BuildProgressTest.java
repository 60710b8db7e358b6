package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.driver.Work;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BuildProgressTest {
  private static final long SECOND = 1_000_000_000;

  private final StringWriter err = new StringWriter();
  private long now = 3 * SECOND;

  /** A terminal of one line, as far as we use it: what it does not know fails the test. */
  private static String screen(String written, int columns) {
    StringBuilder line = new StringBuilder();
    int column = 0;
    boolean wraps = true;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '\r') {
        column = 0;
      } else if (written.startsWith("\u001b[K", i)) {
        line.setLength(column);
        i += 2;
      } else if (written.startsWith("\u001b[?7l", i) || written.startsWith("\u001b[?7h", i)) {
        wraps = written.charAt(i + 4) == 'h';
        i += 4;
      } else if (c < ' ' || column == columns && wraps) {
        throw new AssertionError("leaves the line at " + i + " of " + written);
      } else if (column < columns) {
        line.append(c);
        column++;
      }
    }
    if (!wraps) {
      throw new AssertionError("no longer wraps");
    }
    return line.toString();
  }

  private String screen() {
    return screen(err.toString(), 80);
  }

  private Terminal terminal(Terminal.Audience audience, Map<String, String> environment) {
    return new Terminal(
        new PrintWriter(new StringWriter()), new PrintWriter(err, true), audience, environment);
  }

  private static Verbosity verbosity(String... arguments) {
    Verbosity verbosity = new Verbosity();
    new CommandLine(new Mixed(verbosity)).parseArgs(arguments);
    return verbosity;
  }

  @CommandLine.Command
  private record Mixed(@CommandLine.Mixin Verbosity verbosity) {}

  private BuildProgress progress(Terminal terminal, String... arguments) {
    return new BuildProgress(terminal, verbosity(arguments), Timings.NONE, () -> now);
  }

  private BuildProgress onTerminal(String... arguments) {
    return progress(terminal(Terminal.Audience.ERR, Map.of("TERM", "xterm")), arguments);
  }

  private BuildProgress inCi(String... arguments) {
    return progress(terminal(Terminal.Audience.NOBODY, Map.of()), arguments);
  }

  private void after(long nanoseconds) {
    now += nanoseconds;
  }

  /** What is shown at each step of a build whose steps are {@code apart}. */
  private List<String> build(BuildProgress progress, long apart) {
    List<String> seen = new ArrayList<>();
    progress.begun("lower");
    progress.expected(Work.CRATES, 12);
    step(progress, Work.CRATES, 2, apart, seen);
    step(progress, Work.CLASSES_LISTED, 5_210, apart, seen);
    step(progress, Work.CRATES, 1, apart, seen);
    step(progress, Work.CLASSES_LOWERED, 310, apart, seen);
    progress.done(new BuildReport.Stage("lower", 1_000, 2_000));
    progress.begun("reach");
    step(progress, Work.FUNCTIONS_REACHED, 12_345, apart, seen);
    step(progress, Work.CLASSES_LOWERED, 1_000, apart, seen);
    progress.done(new BuildReport.Stage("reach", 1_000, 2_000));
    progress.begun("generate");
    progress.expected(Work.CLASSES_MADE, 678);
    step(progress, Work.CLASSES_MADE, 345, apart, seen);
    step(progress, Work.FUNCTIONS_GENERATED, 3_456, apart, seen);
    progress.done(new BuildReport.Stage("generate", 1_000, 2_000));
    progress.begun("link");
    return seen;
  }

  private void step(BuildProgress progress, Work work, long more, long apart, List<String> seen) {
    after(apart);
    progress.progress(work, more);
    if (seen != null) {
      seen.add(err.toString());
    }
  }

  private static final List<String> LINES =
      List.of(
          "Lowering: 2 of 12 crates",
          "Lowering: 2 of 12 crates, 5,210 classes listed",
          "Lowering: 3 of 12 crates, 5,210 classes listed",
          "Lowering: 3 of 12 crates, 5,210 classes listed, 310 classes lowered",
          "Reaching: 12,345 functions, 310 classes lowered",
          "Reaching: 12,345 functions, 1,310 classes lowered",
          "Generating: 345 of 678 classes",
          "Generating: 345 of 678 classes, 3,456 functions");

  @Test
  void aTerminalHasOneLineThatIsOfNow() {
    Terminal terminal = terminal(Terminal.Audience.BOTH, Map.of("TERM", "xterm"));
    List<String> seen = build(progress(terminal), SECOND);
    assertEquals(
        LINES.stream().map(line -> line + "…").toList(),
        seen.stream().map(written -> screen(written, 80)).toList());
    assertEquals("Writing the output…", screen(), "although nothing is counted of it");
    terminal.flush();
    assertEquals("", screen());
  }

  @Test
  void aNarrowTerminalHasItsBeginning() {
    build(onTerminal(), SECOND);
    assertEquals("Writing th", screen(err.toString(), 10));
  }

  /** A message takes its place. */
  @Test
  void aMessageEndsTheLine() {
    Terminal terminal = terminal(Terminal.Audience.ERR, Map.of());
    build(progress(terminal), SECOND);
    int shown = err.toString().length();
    terminal.err().print("Wrote it.");
    assertEquals("Wrote it.", screen());
    assertEquals("\r\u001b[KWrote it.", err.toString().substring(shown));
  }

  @Test
  void aShortBuildShowsNothing() {
    BuildProgress progress = onTerminal();
    build(progress, BuildProgress.FIRST_NS / 8 - 1);
    assertEquals("", err.toString());
    after(8);
    progress.begun("generate");
    progress.progress(Work.CLASSES_MADE, 1);
    assertEquals("Generating: 346 of 678 classes, 3,456 functions…", screen());
  }

  @Test
  void aTerminalIsWrittenToTenTimesASecond() {
    BuildProgress progress = onTerminal();
    progress.begun("reach");
    for (int i = 0; i < 20_000; i++) {
      step(progress, Work.FUNCTIONS_REACHED, 1, SECOND / 10_000, null);
    }
    long lines = err.toString().chars().filter(c -> c == '…').count();
    assertEquals((2 * SECOND - BuildProgress.FIRST_NS) / BuildProgress.REFRESH_NS + 1, lines);
    assertEquals("Reaching: 20,000 functions…", screen());
  }

  @Test
  void aLogHasPlainLines() {
    build(inCi(), BuildProgress.LOG_NS);
    assertEquals(LINES, err.toString().lines().toList());
  }

  @Test
  void aLogHasALineEveryFiveSeconds() {
    build(inCi(), 2 * SECOND);
    assertEquals(List.of(LINES.get(2), LINES.get(5)), lines());
  }

  private List<String> lines() {
    return err.toString().lines().toList();
  }

  @Test
  void aTerminalOfCiOrWithoutControlCodesIsALog() {
    for (Map<String, String> environment : List.of(Map.of("CI", "true"), Map.of("TERM", "dumb"))) {
      err.getBuffer().setLength(0);
      build(progress(terminal(Terminal.Audience.BOTH, environment)), BuildProgress.LOG_NS);
      assertEquals(LINES, lines(), environment.toString());
    }
  }

  @Test
  void quietIsQuiet() {
    build(onTerminal("-q"), 100 * SECOND);
    build(inCi("-q"), 100 * SECOND);
    assertEquals("", err.toString());
  }

  @Test
  void verboseHasEachStageBesides() {
    build(inCi("-v"), 1);
    assertEquals(
        List.of(
            "lower        1000 ms  cpu   2000 ms",
            "reach        1000 ms  cpu   2000 ms",
            "generate     1000 ms  cpu   2000 ms"),
        lines());
  }

  /** A build that finds its cache damaged lowers everything again. */
  @Test
  void aBuildThatStartsOverCountsFromNothing() {
    BuildProgress progress = onTerminal();
    build(progress, SECOND);
    err.getBuffer().setLength(0);
    assertEquals(LINES.getFirst() + "…", screen(build(progress, SECOND).getFirst(), 80));
  }
}
