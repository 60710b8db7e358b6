package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings;
import dev.whittle.driver.timing.TimingsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is heard of a build while it runs, and the page of its times. */
class TimedBuildTest {
  @TempDir Path temp;

  private static final class Heard implements BuildListener {
    private final Timings timings = Timings.started();
    private final Map<Work, Long> expected = new ConcurrentHashMap<>();
    private final Map<Work, Long> progress = new ConcurrentHashMap<>();

    @Override
    public void done(BuildReport.Stage stage) {}

    @Override
    public void expected(Work work, long all) {
      expected.put(work, all);
    }

    @Override
    public void progress(Work work, long more) {
      progress.merge(work, more, Long::sum);
    }

    @Override
    public Timings timings() {
      return timings;
    }
  }

  private Path app(TestProgram program) throws IOException {
    return program.jar(
        "app",
        program.classes(
            "app",
            Map.of(
                "app/Main.java",
                "package app; public class Main { public static void main(String[] a) {"
                    + " System.out.println(new Other<String>().f()); } }",
                "app/Other.java",
                "package app; class Other<T> { int f() { return 1; } int g() { return 2; } }")),
        Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: app.Main\n"));
  }

  @Test
  void pageAndProgressSayWhatWasDone() throws IOException {
    TestProgram program = new TestProgram(temp);
    Path app = app(program);
    Heard heard = new Heard();
    BuildReport report = Build.run(program.request(temp.resolve("out.jar"), app), heard);
    assertEquals(
        Set.of("app/Main.main([Ljava/lang/String;)V", "app/Other.<init>()V", "app/Other.f()I"),
        names(heard.timings, Timings.Kind.FUNCTION));
    assertEquals(Set.of("app/Main", "app/Other"), names(heard.timings, Timings.Kind.CLASS));
    assertEquals(Set.of("app"), names(heard.timings, Timings.Kind.CRATE));
    assertEquals(
        report.stages().stream().map(BuildReport.Stage::name).toList(),
        heard.timings.of(Timings.Kind.STAGE).stream()
            .map(Timings.Span::name)
            .limit(report.stages().size())
            .toList());
    assertEquals(Map.of(Work.CRATES, 1L, Work.CLASSES_MADE, 2L), heard.expected);
    assertEquals(
        Map.of(
            Work.CRATES, 1L,
            Work.CLASSES_LOWERED, 2L,
            Work.FUNCTIONS_REACHED, 3L,
            Work.CLASSES_MADE, 2L,
            Work.FUNCTIONS_GENERATED, 3L),
        heard.progress);
    String page = TimingsPage.of(report, heard.timings);
    assertTrue(page.contains("app/Other.&lt;init&gt;()V"), page);
    for (BuildReport.Stage stage : report.stages()) {
      assertTrue(page.contains(">" + stage.name() + "</text>"), stage.name());
    }
    assertTrue(page.contains(row(2, "classes: never seen")), page);
    assertTrue(page.contains(row(0, "of 2 classes")) && page.contains(row(0, "of 1 crates")), page);
    assertTrue(page.contains(row(3, "generated")), page);
    needsNothingElse(page);
    List<String> summary = TimingsPage.summary(heard.timings);
    assertEquals(2, summary.size());
    assertTrue(summary.get(1).contains("crate app "), summary.get(1));
  }

  /** Of a build that is over, as if it had taken other times. */
  @Test
  void pageSaysWhatItsChartsAndListsAre() throws IOException {
    TestProgram program = new TestProgram(temp);
    BuildReport report = Build.run(program.request(temp.resolve("out.jar"), app(program)), _ -> {});
    Timings timings = Timings.started();
    long start = System.nanoTime();
    long millisecond = 1_000_000;
    for (int i = 1; i <= 31; i++) {
      timings.add(Timings.Kind.CRATE, "crate" + i, start, start + i * millisecond);
    }
    String few = TimingsPage.of(report, timings);
    assertEquals(List.of("0 ms", "5 ms", "10 ms", "15 ms", "20 ms", "25 ms", "30 ms"), marks(few));
    timings.add(Timings.Kind.STAGE, "reach", start, start + 2_600 * millisecond);
    timings.add(Timings.Kind.WAIT, "", start + millisecond, start + 8 * millisecond);
    timings.add(Timings.Kind.CLASS, "app/Main", start, start + millisecond);
    String page = TimingsPage.of(report, timings);
    assertEquals(List.of("0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s", "2.5 s"), marks(page));
    assertTrue(page.contains("Of 31 crates that took time, the 30 that took the most"), page);
    assertFalse(page.contains("\u00a0crate1<"), page);
    assertTrue(page.contains("<td class=\"n\">7.0 ms</td><td>reach, of 2.60 s"), page);
    assertTrue(page.contains("Slowest classes</h2>\n<p>CPU time of the thread"), page);
    assertTrue(page.contains("lowered</h2>\n<p>By the clock"), page);
    String slowest = TimingsPage.summary(timings).get(1);
    assertEquals("Slowest: crate crate31 31.0 ms; class app/Main 1.0 ms of CPU.", slowest);
    needsNothingElse(page);
  }

  /** What is written on the axis of the first chart; those of all charts are the same. */
  private static List<String> marks(String page) {
    List<List<String>> charts = new ArrayList<>();
    for (String part : List.of(page.split("<svg")).subList(1, 3)) {
      String axis = part.substring(part.indexOf("<g class=\"axis\">"), part.indexOf("</g>"));
      charts.add(
          Pattern.compile(">([^<>]+)</text>")
              .matcher(axis)
              .results()
              .map(m -> m.group(1))
              .toList());
    }
    assertEquals(charts.getFirst(), charts.getLast());
    return charts.getFirst();
  }

  private static String row(int count, String what) {
    return "<td class=\"n\">" + count + "</td><td>" + what;
  }

  /** No address of anything, no script, no frame, no import. */
  private static void needsNothingElse(String page) {
    for (String foreign :
        List.of("http", "//", "<script", "<link", "src=", "href", "url(", "@im")) {
      assertFalse(page.contains(foreign), foreign);
    }
  }

  /** With another option or another class, what is found is found in parts; without, as a whole. */
  @Test
  void pageSaysWhatWasInTheCache() throws IOException {
    TestProgram program = new TestProgram(temp);
    Path app = app(program);
    BuildRequest request = program.request(temp.resolve("out.jar"), app);
    Build.run(request, _ -> {});
    Heard again = new Heard();
    String found = TimingsPage.of(Build.run(request, again), again.timings);
    assertTrue(found.contains("nothing was made"), found);
    assertTrue(found.contains(row(3, "with the whole output")), found);
    assertTrue(found.contains(">reuse</text>") && !found.contains(">reach</text>"), found);
    assertEquals("Slowest: nothing was made.", TimingsPage.summary(again.timings).get(1));
    needsNothingElse(found);

    Path rules = Files.writeString(temp.resolve("rules.txt"), "app.Other#g\n");
    Heard more = new Heard();
    BuildRequest kept = new RequestLike(request).keepRules(List.of(rules)).request();
    String page = TimingsPage.of(Build.run(kept, more), more.timings);
    assertTrue(page.contains(row(1, "of 1 crates")) && page.contains(row(1, "of 2 classes")), page);
    assertFalse(page.contains("nothing was made"), page);
  }

  /** Each stage is one event of a recording, in the order and with the times of the report. */
  @Test
  void stagesAreEventsOfARecording() throws IOException {
    TestProgram program = new TestProgram(temp);
    BuildRequest request = program.request(temp.resolve("out.jar"), app(program));
    Path file = temp.resolve("build.jfr");
    List<BuildReport.Stage> stages = new ArrayList<>();
    try (Recording recording = new Recording()) {
      recording.enable("dev.whittle.Stage").withoutThreshold();
      recording.start();
      Build.run(request, stages::add);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("dev.whittle.Stage"))
            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .toList();
    assertEquals(
        List.of("recognize", "reuse", "lower", "roots", "recall", "reach"),
        stages.stream().map(BuildReport.Stage::name).limit(6).toList());
    assertEquals(
        stages.stream().map(BuildReport.Stage::name).toList(),
        events.stream().map(event -> event.getString("name")).toList());
    for (int i = 0; i < stages.size(); i++) {
      BuildReport.Stage stage = stages.get(i);
      long wallMs = events.get(i).getDuration().toMillis();
      assertTrue(Math.abs(wallMs - stage.wallMs()) <= 20 + stage.wallMs() / 10, stage.toString());
      assertEquals(stage.cpuMs(), events.get(i).getDuration("cpuTime").toMillis());
      assertEquals(Thread.currentThread().getName(), events.get(i).getThread().getJavaName());
    }
  }

  private static Set<String> names(Timings timings, Timings.Kind kind) {
    return timings.of(kind).stream().map(Timings.Span::name).collect(Collectors.toSet());
  }
}
