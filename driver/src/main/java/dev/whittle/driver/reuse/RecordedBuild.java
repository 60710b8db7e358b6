package dev.whittle.driver.reuse;

import dev.whittle.driver.report.BuildReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a build beside its output: its report without times and places. Its text
 * has a line per thing, its fields separated by tabs.
 */
record RecordedBuild(List<List<String>> lines) {
  static RecordedBuild of(BuildReport report) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(counts("total", "", report.total()));
    report.crates().forEach(crate -> lines.add(counts("crate", crate.name(), crate.counts())));
    report.policies().forEach(policy -> lines.addAll(policy(policy)));
    report.undecided().forEach(undecided -> lines.add(undecided(undecided)));
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

  /** A line for the policy, and one for each of its sources. */
  private static List<List<String>> policy(BuildReport.Policy policy) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>(List.of("policy", policy.name(), policy.what()));
    line.add(Integer.toString(policy.moreSources()));
    line.addAll(price(policy.price()));
    lines.add(line);
    for (BuildReport.Source source : policy.sources()) {
      List<String> from = new ArrayList<>(List.of("source", source.from()));
      from.addAll(price(source.price()));
      lines.add(from);
    }
    return lines;
  }

  private static List<String> undecided(BuildReport.Undecided undecided) {
    List<String> line =
        new ArrayList<>(List.of("undecided", undecided.site(), undecided.what(), undecided.kept()));
    line.add(Integer.toString(undecided.sites()));
    line.add(undecided.smaller());
    line.addAll(price(undecided.price()));
    return line;
  }

  private static List<String> price(BuildReport.Price price) {
    return List.of(
        Long.toString(price.functions()),
        Long.toString(price.classes()),
        Long.toString(price.bytes()));
  }

  /** The price that stands at the end of a line. */
  private static BuildReport.Price price(List<String> line) {
    List<String> end = line.subList(line.size() - 3, line.size());
    long[] n = end.stream().mapToLong(Long::parseLong).toArray();
    return new BuildReport.Price(n[0], n[1], n[2]);
  }

  /** A policy as far as its own line says; its sources follow. */
  private static BuildReport.Policy readPolicy(List<String> line) {
    return new BuildReport.Policy(
        line.get(1), line.get(2), price(line), List.of(), Integer.parseInt(line.get(3)));
  }

  private static BuildReport.Policy with(BuildReport.Policy policy, List<String> source) {
    List<BuildReport.Source> sources = new ArrayList<>(policy.sources());
    sources.add(new BuildReport.Source(source.get(1), price(source)));
    return new BuildReport.Policy(
        policy.name(), policy.what(), policy.price(), sources, policy.moreSources());
  }

  private static BuildReport.Undecided undecided(List<String> line) {
    return new BuildReport.Undecided(
        line.get(1),
        line.get(2),
        line.get(3),
        price(line),
        Integer.parseInt(line.get(4)),
        line.get(5));
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
        new BuildReport.Functions(n[0], n[1], 0, new BuildReport.Cached(n[2], 0, 0)),
        new BuildReport.InOut(n[3], n[4]),
        new BuildReport.InOut(n[5], n[6]),
        0,
        BuildReport.Read.NONE);
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
    List<BuildReport.Policy> policies = new ArrayList<>();
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
        case "policy" -> policies.add(readPolicy(line));
        case "source" -> policies.add(with(policies.removeLast(), line));
        case "undecided" -> undecided.add(undecided(line));
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
        whittle,
        total,
        crates,
        stages,
        policies,
        undecided,
        duplicates,
        refused,
        missing,
        notes,
        Map.of(),
        outputs,
        null);
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
