package dev.whittle.driver.timing;

import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings.Kind;
import dev.whittle.driver.timing.Timings.Span;
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
        ".stage{fill:#4a7ebb}.crate{fill:#7fae5a}.class{fill:#d08b3e}.busy{fill:#9bb7d4}\n");
    page.append("@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}");
    page.append("svg text{fill:#ddd}}\n</style></head><body>\n<h1>Timings</h1>\n");
    head(built);
    stages();
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
  }

  /** Stages wait for one another; within them the main thread waits for the others. */
  private void stages() {
    page.append(
        "<h2>Stages and crates</h2>\n<p>A stage starts when the one before it is done: each");
    page.append(
        " needs all of what that made. Bars of crates are of what <em>lower</em> does: jars are");
    page.append(
        " listed one after the other; then directories and small roots are lowered whole, each");
    page.append(
        " finished in its turn while classes of the next are lowered. Classes of jars are lowered");
    page.append(" when <em>reach</em> and <em>generate</em> ask for them, and written by");
    page.append(" <em>crates</em>.</p>\n");
    List<Span> stages = timings.of(Kind.STAGE);
    List<Span> crates = timings.of(Kind.CRATE);
    page.append(
        String.format(
            Locale.ROOT,
            "<svg width=\"%d\" height=\"%d\" role=\"img\">%n",
            WIDTH,
            ROW * (stages.size() + crates.size()) + 4));
    int row = 0;
    for (Span stage : stages) {
      bar(stage, row++, "stage");
      if (stage.name().equals("lower")) {
        for (Span crate : crates) {
          bar(crate, row++, "crate");
        }
      }
    }
    page.append("</svg>\n<p>The main thread waited for the other threads:</p>\n<table>\n");
    for (Span stage : stages) {
      long waited = timings.waited(stage);
      if (waited > 0) {
        row(waited, stage.name() + ", of " + time(stage.length()));
      }
    }
    page.append("</table>\n");
  }

  private void row(long nanoseconds, String what) {
    page.append("<tr><td class=\"n\">").append(time(nanoseconds)).append("</td><td>");
    page.append(text(what)).append("</td></tr>\n");
  }

  private void bar(Span span, int row, String style) {
    double scale = (WIDTH - LABELS - 80) / (double) Math.max(1, timings.end());
    double x = LABELS + span.start() * scale;
    double width = Math.max(1, span.length() * scale);
    int y = row * ROW;
    String indent = style.equals("crate") ? "\u00a0\u00a0" : "";
    page.append(
        String.format(
            Locale.ROOT,
            "<text x=\"0\" y=\"%d\">%s</text><rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\""
                + " height=\"%d\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
            y + 15,
            indent + text(shortened(span.name(), 34)),
            style,
            x,
            y + 3,
            width,
            ROW - 6,
            x + width + 4,
            y + 15,
            time(span.length())));
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
      page.append("<h2>Not in the cache</h2>\n<table>\n");
      built
          .misses()
          .forEach(
              (kind, reasons) ->
                  reasons.forEach((reason, count) -> number(kind + ": " + reason, count)));
      page.append("</table>\n");
    }
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
