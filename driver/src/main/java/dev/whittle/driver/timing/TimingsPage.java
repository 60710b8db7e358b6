package dev.whittle.driver.timing;

import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings.Kind;
import dev.whittle.driver.timing.Timings.Span;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * A page of HTML that shows where the time of a build went. It needs no other file, no network and
 * no script.
 */
public final class TimingsPage {
  private static final int SLOWEST = 10;
  private static final int WIDTH = 1000;
  private static final int ROW = 22;
  private static final int LABELS = 240;
  private static final int SLICES = 200;
  private static final int CHART = 90;

  /** What the axis of time takes below a chart. */
  private static final int AXIS = 18;

  /** Marks that an axis has at most. */
  private static final int MOST_MARKS = 9;

  /** Crates that have a row; the others took less time. */
  private static final int MOST_CRATES = 30;

  /** What crates take time for. */
  private static final Set<Kind> CRATES = Set.of(Kind.CRATE, Kind.LOWER);

  private static final String OF_THREAD =
      "CPU time of the thread: neither what other programs did meanwhile is in it, nor what the JVM"
          + " did on threads of its own, such as compiling.";

  /** Waits that are looked at: they are many and most of them short. */
  private static final int LONGEST_WAITS = 100;

  private final Timings timings;

  /** When all was over, in nanoseconds. */
  private final long end;

  private final StringBuilder page = new StringBuilder();

  private TimingsPage(Timings timings) {
    this.timings = timings;
    this.end = timings.end();
  }

  /** The page of a build that is over. */
  public static String of(BuildReport built, Timings timings) {
    return new TimingsPage(timings).print(built);
  }

  /** Two lines: what took the time, and what took the most of it. */
  public static List<String> summary(Timings timings) {
    double all = Math.max(1, timings.of(Kind.STAGE).stream().mapToLong(Span::length).sum());
    StringBuilder stages = new StringBuilder();
    timings.longest(Kind.STAGE, Span::length, 3).stream()
        .map(stage -> stage.name() + " " + Math.round(100 * stage.length() / all) + " %")
        .forEach(text -> stages.append(stages.isEmpty() ? "" : ", ").append(text));
    double busy = 0;
    for (double slice : timings.concurrency(SLICES)) {
      busy += slice / SLICES;
    }
    StringBuilder slowest = new StringBuilder();
    for (Kind kind : List.of(Kind.CRATE, Kind.CLASS, Kind.FUNCTION)) {
      boolean isOfThread = kind != Kind.CRATE;
      ToLongFunction<Span> measure = isOfThread ? Span::cpu : Span::length;
      for (Span span : timings.longest(kind, measure, 1)) {
        slowest.append(slowest.isEmpty() ? "" : "; ");
        slowest.append(kind.name().toLowerCase(Locale.ROOT)).append(' ').append(span.name());
        slowest.append(' ').append(time(measure.applyAsLong(span)));
        slowest.append(isOfThread ? " of CPU" : "");
      }
    }
    return List.of(
        "Time: %s; %s on average at work."
            .formatted(
                stages, String.format(Locale.ROOT, "%.1f of %d threads", busy, timings.lanes())),
        slowest.isEmpty() ? "Slowest: nothing was made." : "Slowest: " + slowest + ".");
  }

  private String print(BuildReport built) {
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<title>whittle build: timings</title>\n<style>\n");
    page.append("body{font:14px/1.45 system-ui,sans-serif;margin:2em;max-width:1100px}\n");
    page.append(
        "table{border-collapse:collapse}td,th{padding:.15em 1em .15em 0;text-align:left}\n");
    page.append(
        "td.n{text-align:right;font-variant-numeric:tabular-nums}svg text{font-size:12px}\n");
    page.append(".axis line{stroke:#8886}.axis text{text-anchor:middle}\n");
    page.append(
        ".stage{fill:#4a7ebb}.crate{fill:#7fae5a}.lower{fill:#d08b3e}.busy{fill:#9bb7d4}\n");
    page.append("@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}");
    page.append("svg text{fill:#ddd}}\n</style></head><body>\n<h1>Timings</h1>\n");
    head(built);
    stages();
    waits();
    concurrency();
    cache(built);
    slowest(
        "crates, listed and lowered",
        "By the clock, added up over threads: what other programs had of the processors meanwhile"
            + " is in it.",
        timings.totals(CRATES, Span::length));
    slowest("classes", OF_THREAD, timings.totals(Set.of(Kind.CLASS), Span::cpu));
    slowest(
        "functions that were generated",
        OF_THREAD,
        timings.totals(Set.of(Kind.FUNCTION), Span::cpu));
    return page.append("</body></html>\n").toString();
  }

  private void head(BuildReport built) {
    BuildReport.Counts total = built.total();
    page.append(
        String.format(
            Locale.ROOT,
            "<p>%s; %s in all, on %d threads. %,d of %,d classes, %,d of %,d functions.</p>%n",
            text(built.outputs().stream().map(BuildReport.Jar::path).findFirst().orElse("")),
            time(end),
            timings.lanes(),
            total.classes().out(),
            total.classes().in(),
            total.functions().reached(),
            total.functions().in()));
    if (total.functions().from().outputs() > 0) {
      page.append("<p>The output was there already, or in the cache: nothing was made.</p>\n");
    }
  }

  private void stages() {
    page.append(
        "<h2>Stages and crates</h2>\n"
            + "<p>Crates are listed one after the other (green), when they are");
    page.append(
        " jars; then directories and small roots are lowered whole (green), each finished in its");
    page.append(
        " turn while classes of the next are lowered. Classes of jars are lowered when"
            + " <em>reach</em>");
    page.append(
        " and <em>generate</em> ask for them (orange), and written by <em>crates</em>.</p>\n");
    List<Span> stages = timings.of(Kind.STAGE);
    List<Map.Entry<String, Long>> all = timings.totals(CRATES, Span::length);
    List<Map.Entry<String, Long>> crates = all.subList(0, Math.min(MOST_CRATES, all.size()));
    if (all.size() > crates.size()) {
      page.append(
          String.format(
              Locale.ROOT,
              "<p>Of %,d crates that took time, the %d that took the most have a row.</p>%n",
              all.size(),
              crates.size()));
    }
    int height = ROW * (stages.size() + crates.size()) + 4;
    page.append(
        String.format(
            Locale.ROOT, "<svg width=\"%d\" height=\"%d\" role=\"img\">%n", WIDTH, height + AXIS));
    axis(height);
    int row = 0;
    for (Span stage : stages) {
      label(stage.name(), row);
      bar(stage, row, "stage");
      length(stage.length(), stage.end(), row++);
    }
    for (Map.Entry<String, Long> crate : crates) {
      label("\u00a0\u00a0" + crate.getKey(), row);
      long lastEnd = 0;
      for (Kind kind : List.of(Kind.CRATE, Kind.LOWER)) {
        for (Span span : timings.joined(kind, crate.getKey(), (long) (2 / scale()))) {
          bar(span, row, kind.name().toLowerCase(Locale.ROOT));
          lastEnd = Math.max(lastEnd, span.end());
        }
      }
      length(crate.getValue(), lastEnd, row++);
    }
    page.append("</svg>\n");
  }

  /** Of time, below a chart of that height: a line and a label at each mark. */
  private void axis(int height) {
    long step = markDistance();
    page.append("<g class=\"axis\">");
    for (long at = 0; at <= end; at += step) {
      page.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\"/>"
                  + "<text x=\"%1$.1f\" y=\"%3$d\">%4$s</text>",
              LABELS + at * scale(),
              height,
              height + AXIS - 4,
              mark(at, step)));
    }
    page.append("</g>\n");
  }

  /** The least of 1, 2, 5, 10, 20 … with which few enough marks are on an axis. */
  private long markDistance() {
    long decade = 1;
    while (true) {
      for (long step : new long[] {decade, 2 * decade, 5 * decade}) {
        if (end / step < MOST_MARKS) {
          return step;
        }
      }
      decade *= 10;
    }
  }

  /** All marks of an axis are in one unit, with as many digits as they need to differ. */
  private static String mark(long nanoseconds, long step) {
    if (step >= 1_000_000_000) {
      return nanoseconds / 1_000_000_000 + " s";
    }
    return step >= 100_000_000
        ? String.format(Locale.ROOT, "%.1f s", nanoseconds / 1e9)
        : BigDecimal.valueOf(nanoseconds, 6).stripTrailingZeros().toPlainString() + " ms";
  }

  private void row(long nanoseconds, String what) {
    page.append("<tr><td class=\"n\">").append(time(nanoseconds)).append("</td><td>");
    page.append(text(what)).append("</td></tr>\n");
  }

  /** Units of the chart in a nanosecond. */
  private double scale() {
    return (WIDTH - LABELS - 80) / (double) Math.max(1, end);
  }

  private void label(String name, int row) {
    page.append(
        String.format(
            Locale.ROOT,
            "<text x=\"0\" y=\"%d\">%s</text>",
            row * ROW + 15,
            text(shortened(name, 34))));
  }

  private void bar(Span span, int row, String style) {
    page.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
            style,
            LABELS + span.start() * scale(),
            row * ROW + 3,
            Math.max(1, span.length() * scale()),
            ROW - 6));
  }

  private void length(long nanoseconds, long at, int row) {
    page.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
            LABELS + at * scale() + 4,
            row * ROW + 15,
            time(nanoseconds)));
  }

  /** Stages wait for one another; within them the main thread waits for the others. */
  private void waits() {
    page.append(
        "<h2>What waited for what</h2>\n"
            + "<p>A stage starts when the one before it is done: each needs all of what that made."
            + " Within a stage the main thread waits for what others still do, as for summaries of"
            + " functions that they read ahead in <em>reach</em>:</p>\n"
            + "<table>\n");
    for (Span stage : timings.of(Kind.STAGE)) {
      List<Span> waits = timings.waits(stage);
      if (!waits.isEmpty()) {
        long waited = waits.stream().mapToLong(Span::length).sum();
        row(waited, stage.name() + ", of " + time(stage.length()) + reasons(waits));
      }
    }
    page.append("</table>\n");
  }

  private String reasons(List<Span> waits) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (Span wait : waits.subList(0, Math.min(LONGEST_WAITS, waits.size()))) {
      timings
          .awaited(wait)
          .ifPresent(
              span -> {
                String what = span.kind() == Kind.CLASS ? "class " : "crate ";
                reasons.merge(what + span.name(), wait.length(), Long::sum);
              });
    }
    return reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(3)
        .map(reason -> reason.getKey() + " " + time(reason.getValue()))
        .reduce((first, second) -> first + ", " + second)
        .map(all -> ": for " + all)
        .orElse("");
  }

  private void concurrency() {
    page.append("<h2>Threads at work</h2>\n");
    double[] busy = timings.concurrency(SLICES);
    double step = (WIDTH - LABELS - 80) / (double) SLICES;
    int lanes = Math.max(1, timings.lanes());
    page.append(
        String.format(
            Locale.ROOT,
            "<svg width=\"%d\" height=\"%d\" role=\"img\"><text x=\"0\" y=\"12\">%d</text>"
                + "<text x=\"0\" y=\"%d\">0</text>%n",
            WIDTH,
            CHART + 4 + AXIS,
            lanes,
            CHART));
    axis(CHART + 4);
    for (int i = 0; i < SLICES; i++) {
      double height = Math.min(1, busy[i] / lanes) * CHART;
      page.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"busy\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
              LABELS + i * step,
              CHART - height,
              step,
              height));
    }
    page.append("\n</svg>\n");
  }

  private void cache(BuildReport built) {
    BuildReport.Functions functions = built.total().functions();
    page.append("<h2>Functions, by where they came from</h2>\n<table>\n");
    number("with the whole output, from the cache", functions.from().outputs());
    number("with their class, from the cache", functions.from().classes());
    number("by themselves, from the cache", functions.from().functions());
    number("generated", functions.generated());
    page.append("</table>\n");
    if (!built.misses().isEmpty()) {
      page.append("<h2>Found in the cache</h2>\n<table>\n");
      long crates = built.crates().stream().filter(c -> !c.path().endsWith(".mirc")).count();
      found("crates", crates, built);
      found("classes", built.total().classes().out(), built);
      page.append("</table>\n<h2>Not in the cache</h2>\n<table>\n");
      built
          .misses()
          .forEach(
              (kind, reasons) ->
                  reasons.forEach((reason, count) -> number(kind + ": " + reason, count)));
      page.append("</table>\n");
    }
  }

  /** What was looked for and is not among what was missed. */
  private void found(String kind, long all, BuildReport built) {
    Map<String, Long> missed = built.misses().getOrDefault(kind, Map.of());
    long hits = all - missed.values().stream().mapToLong(Long::longValue).sum();
    number(String.format(Locale.ROOT, "of %,d %s", all, kind), Math.max(0, hits));
  }

  private void number(String what, long count) {
    page.append(
        String.format(Locale.ROOT, "<tr><td class=\"n\">%,d</td><td>%s</td></tr>%n", count, what));
  }

  private void slowest(String what, String measure, List<Map.Entry<String, Long>> totals) {
    if (!totals.isEmpty()) {
      page.append("<h2>Slowest ").append(what).append("</h2>\n<p>").append(measure);
      page.append("</p>\n<table>\n");
      totals.stream().limit(SLOWEST).forEach(one -> row(one.getValue(), one.getKey()));
      page.append("</table>\n");
    }
  }

  private static String time(long nanoseconds) {
    return nanoseconds >= 1_000_000_000
        ? String.format(Locale.ROOT, "%.2f s", nanoseconds / 1e9)
        : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1e6);
  }

  private static String shortened(String name, int length) {
    return name.length() <= length ? name : name.substring(0, length - 1) + "…";
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
