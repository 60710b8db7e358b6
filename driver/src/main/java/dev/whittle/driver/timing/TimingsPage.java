package dev.whittle.driver.timing;

import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings.Kind;
import dev.whittle.driver.timing.Timings.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

  /** Crates that have a row; the others took less time. */
  private static final int MOST_CRATES = 30;

  /** Waits that are looked at: they are many and most of them short. */
  private static final int LONGEST_WAITS = 100;

  private final Timings timings;
  private final StringBuilder page = new StringBuilder();

  private TimingsPage(Timings timings) {
    this.timings = timings;
  }

  /** The page of a build that is over. */
  public static String of(BuildReport built, Timings timings) {
    return new TimingsPage(timings).print(built);
  }

  /** Two lines: what took the time, and what took the most of it. */
  public static List<String> summary(Timings timings) {
    double all = Math.max(1, timings.of(Kind.STAGE).stream().mapToLong(Span::length).sum());
    StringBuilder stages = new StringBuilder();
    timings.longest(Kind.STAGE, 3).stream()
        .map(stage -> stage.name() + " " + Math.round(100 * stage.length() / all) + " %")
        .forEach(text -> stages.append(stages.isEmpty() ? "" : ", ").append(text));
    double busy = 0;
    for (double slice : timings.concurrency(SLICES)) {
      busy += slice / SLICES;
    }
    StringBuilder slowest = new StringBuilder();
    for (Kind kind : List.of(Kind.CRATE, Kind.CLASS, Kind.FUNCTION)) {
      for (Span span : timings.longest(kind, 1)) {
        slowest.append(slowest.isEmpty() ? "" : "; ");
        slowest.append(kind.name().toLowerCase(Locale.ROOT)).append(' ').append(span.name());
        slowest.append(' ').append(time(span.length()));
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
    page.append(
        ".stage{fill:#4a7ebb}.crate{fill:#7fae5a}.lower{fill:#d08b3e}.busy{fill:#9bb7d4}\n");
    page.append("@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}");
    page.append("svg text{fill:#ddd}}\n</style></head><body>\n<h1>Timings</h1>\n");
    head(built);
    stages();
    waits();
    concurrency();
    cache(built);
    slowest("crates, listed and lowered", Set.of(Kind.CRATE, Kind.LOWER));
    slowest("classes", Set.of(Kind.CLASS));
    slowest("functions that were generated", Set.of(Kind.FUNCTION));
    return page.append("</body></html>\n").toString();
  }

  private void head(BuildReport built) {
    BuildReport.Counts total = built.total();
    page.append(
        String.format(
            Locale.ROOT,
            "<p>%s; %s in all, on %d threads. %,d of %,d classes, %,d of %,d functions.</p>%n",
            text(built.outputs().stream().map(BuildReport.Jar::path).findFirst().orElse("")),
            time(timings.end()),
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
    Set<Kind> kinds = Set.of(Kind.CRATE, Kind.LOWER);
    List<Map.Entry<String, Long>> crates = timings.totals(kinds, MOST_CRATES);
    page.append(
        String.format(
            Locale.ROOT,
            "<svg width=\"%d\" height=\"%d\" role=\"img\">%n",
            WIDTH,
            ROW * (stages.size() + crates.size()) + 4));
    int row = 0;
    for (Span stage : stages) {
      label(stage.name(), row);
      bar(stage, row, "stage");
      length(stage.length(), stage.end(), row++);
    }
    for (Map.Entry<String, Long> crate : crates) {
      label("\u00a0\u00a0" + crate.getKey(), row);
      long end = 0;
      for (Kind kind : List.of(Kind.CRATE, Kind.LOWER)) {
        for (Span span : timings.joined(kind, crate.getKey(), (long) (2 / scale()))) {
          bar(span, row, kind.name().toLowerCase(Locale.ROOT));
          end = Math.max(end, span.end());
        }
      }
      length(crate.getValue(), end, row++);
    }
    page.append("</svg>\n");
  }

  private void row(long nanoseconds, String what) {
    page.append("<tr><td class=\"n\">").append(time(nanoseconds)).append("</td><td>");
    page.append(text(what)).append("</td></tr>\n");
  }

  /** Units of the chart in a nanosecond. */
  private double scale() {
    return (WIDTH - LABELS - 80) / (double) Math.max(1, timings.end());
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

  private void length(long nanoseconds, long end, int row) {
    page.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
            LABELS + end * scale() + 4,
            row * ROW + 15,
            time(nanoseconds)));
  }

  /** Stages wait for one another; within them the main thread waits for the others. */
  private void waits() {
    page.append(
        "<h2>What waited for what</h2>\n"
            + "<p>A stage starts when the one before it is done: each needs all of what that made."
            + " Within a stage the main thread waits for what others still do:</p>\n"
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
            CHART + 4,
            lanes,
            CHART));
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

  private void slowest(String what, Set<Kind> kinds) {
    List<Map.Entry<String, Long>> slowest = timings.totals(kinds, SLOWEST);
    if (!slowest.isEmpty()) {
      page.append("<h2>Slowest ").append(what).append("</h2>\n<table>\n");
      slowest.forEach(one -> row(one.getValue(), one.getKey()));
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
