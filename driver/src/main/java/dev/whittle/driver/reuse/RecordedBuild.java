package dev.whittle.driver.reuse;

import dev.whittle.driver.report.BuildReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is remembered of a build beside its output: its report without times and places. Its text
 * has a line per thing, its fields separated by tabs.
 */
record RecordedBuild(List<List<String>> lines) {
  static RecordedBuild of(BuildReport report) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(counts("total", "", report.total()));
    report.crates().forEach(crate -> lines.add(counts("crate", crate.name(), crate.counts())));
    report.undecided().forEach(u -> lines.add(List.of("undecided", u.site(), u.what(), u.kept())));
    for (BuildReport.Duplicate duplicate : report.duplicates()) {
      List<String> line = new ArrayList<>(List.of("duplicate", duplicate.name(), duplicate.kept()));
      line.addAll(duplicate.dropped());
      lines.add(line);
    }
    List<String> paths = report.crates().stream().map(BuildReport.Crate::path).toList();
    for (BuildReport.Refused refused : report.refused()) {
      String crate = Integer.toString(paths.indexOf(refused.path()));
      lines.add(List.of("refused", crate, refused.entry(), refused.reason()));
    }
    for (BuildReport.Missing missing : report.missing()) {
      int jar = paths.indexOf(missing.by());
      String code = jar < 0 ? missing.by() : "";
      lines.add(List.of("missing", missing.name(), Integer.toString(jar), code));
    }
    report.notes().forEach(note -> lines.add(List.of("note", note)));
    return new RecordedBuild(lines);
  }

  private static List<String> counts(String keyword, String name, BuildReport.Counts counts) {
    BuildReport.Functions functions = counts.functions();
    List<String> line = new ArrayList<>(List.of(keyword, name));
    for (long number :
        new long[] {
          functions.in(),
          functions.reached(),
          functions.generated() + functions.cached(),
          counts.classes().in(),
          counts.classes().out(),
          counts.bytes().in(),
          counts.bytes().out()
        }) {
      line.add(Long.toString(number));
    }
    return line;
  }

  /** The counts of a build that generated nothing. */
  private static BuildReport.Counts counts(List<String> line) {
    long[] n = line.stream().skip(2).mapToLong(Long::parseLong).toArray();
    return new BuildReport.Counts(
        new BuildReport.Functions(n[0], n[1], 0, n[2]),
        new BuildReport.InOut(n[3], n[4]),
        new BuildReport.InOut(n[5], n[6]),
        0);
  }

  /**
   * The report of a build that found its output.
   *
   * @param paths of the inputs, in order
   */
  BuildReport report(
      String whittle,
      List<String> paths,
      List<BuildReport.Stage> stages,
      List<BuildReport.Jar> outputs) {
    BuildReport.Counts total = null;
    List<BuildReport.Crate> crates = new ArrayList<>();
    List<BuildReport.Undecided> undecided = new ArrayList<>();
    List<BuildReport.Duplicate> duplicates = new ArrayList<>();
    List<BuildReport.Refused> refused = new ArrayList<>();
    List<BuildReport.Missing> missing = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (List<String> line : lines) {
      switch (line.getFirst()) {
        case "total" -> total = counts(line);
        case "crate" ->
            crates.add(new BuildReport.Crate(line.get(1), paths.get(crates.size()), counts(line)));
        case "undecided" ->
            undecided.add(new BuildReport.Undecided(line.get(1), line.get(2), line.get(3)));
        case "duplicate" ->
            duplicates.add(
                new BuildReport.Duplicate(line.get(1), line.get(2), line.subList(3, line.size())));
        case "refused" ->
            refused.add(
                new BuildReport.Refused(
                    paths.get(Integer.parseInt(line.get(1))), line.get(2), line.get(3)));
        case "missing" -> missing.add(missing(line, paths));
        case "note" -> notes.add(line.get(1));
        default -> throw new IllegalArgumentException("a line of " + line.getFirst());
      }
    }
    return new BuildReport(
        whittle, total, crates, stages, undecided, duplicates, refused, missing, notes, outputs);
  }

  /** Named by an input, which may have moved since, or by code. */
  private static BuildReport.Missing missing(List<String> line, List<String> paths) {
    int jar = Integer.parseInt(line.get(2));
    return new BuildReport.Missing(line.get(1), jar < 0 ? line.get(3) : paths.get(jar));
  }

  String print() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append(String.join("\t", line.stream().map(RecordedBuild::escape).toList()));
      text.append('\n');
    }
    return text.toString();
  }

  static RecordedBuild parse(List<String> text) {
    return new RecordedBuild(
        text.stream()
            .map(line -> Arrays.stream(line.split("\t", -1)).map(RecordedBuild::unescape).toList())
            .toList());
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescape(String field) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        c =
            switch (field.charAt(++i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> field.charAt(i);
            };
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
