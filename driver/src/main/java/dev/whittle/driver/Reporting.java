package dev.whittle.driver;

import dev.whittle.codegen.link.LinkReport;
import dev.whittle.dce.Reached;
import dev.whittle.dce.Undecided;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.driver.input.ClassPath;
import dev.whittle.driver.report.BuildReport;
import java.util.ArrayList;
import java.util.List;

/** Adds up what the phases did. */
final class Reporting {
  private Reporting() {}

  static BuildReport report(
      BuildRequest request,
      CrateGraph graph,
      Selection selection,
      ClassImages images,
      LinkReport linked,
      List<BuildReport.Stage> stages) {
    List<BuildReport.Crate> crates = new ArrayList<>();
    for (int i = 0; i < graph.crates().size(); i++) {
      OpenCrate crate = graph.crates().get(i);
      BuildReport.Counts counts =
          counts(crate, selection, i, images.counts().get(i), linked.crateBytes().get(i));
      crates.add(new BuildReport.Crate(crate.name(), crate.input().path().toString(), counts));
    }
    return new BuildReport(
        Version.text(),
        total(crates, linked),
        crates,
        stages,
        undecided(selection),
        duplicates(graph, selection, linked),
        refused(graph),
        missing(request, selection),
        selection instanceof Selection.Survivors(CrateGraph _, Reached reached)
            ? reached.notes()
            : List.of(),
        linked.jars().stream()
            .map(jar -> new BuildReport.Jar(jar.path().toString(), jar.bytes(), jar.sha256()))
            .toList());
  }

  private static BuildReport.Counts counts(
      OpenCrate crate, Selection selection, int index, ClassImages.Count count, long bytesOut) {
    long functions = crate.functionCount();
    BuildReport.Functions byFate =
        new BuildReport.Functions(
            functions, reached(selection, index, functions), count.functions(), 0);
    return new BuildReport.Counts(
        byFate,
        new BuildReport.InOut(crate.classCount(), count.classes()),
        new BuildReport.InOut(crate.bytes(), bytesOut),
        crate.bodiesDecoded());
  }

  private static long reached(Selection selection, int crate, long all) {
    return switch (selection) {
      case Selection.Everything _ -> all;
      case Selection.Survivors(CrateGraph _, Reached reached) -> {
        Reached.FunctionCount count = reached.functions(crate);
        yield count.used() + count.referenced();
      }
    };
  }

  private static BuildReport.Counts total(List<BuildReport.Crate> crates, LinkReport linked) {
    BuildReport.Functions functions = new BuildReport.Functions(0, 0, 0, 0);
    BuildReport.InOut classes = new BuildReport.InOut(0, 0);
    long bytesIn = 0;
    long decoded = 0;
    for (BuildReport.Crate crate : crates) {
      BuildReport.Counts counts = crate.counts();
      functions = functions.plus(counts.functions());
      classes = classes.plus(counts.classes());
      bytesIn += counts.bytes().in();
      decoded += counts.bodiesDecoded();
    }
    long bytesOut = linked.jars().stream().mapToLong(LinkReport.Jar::bytes).sum();
    return new BuildReport.Counts(
        functions, classes, new BuildReport.InOut(bytesIn, bytesOut), decoded);
  }

  /** Eager builds have all classes in the output, so that the linker meets these too. */
  private static List<BuildReport.Duplicate> duplicates(
      CrateGraph graph, Selection selection, LinkReport linked) {
    List<BuildReport.Duplicate> all = new ArrayList<>();
    if (selection instanceof Selection.Survivors survivors) {
      all.addAll(DuplicateClasses.of(graph, survivors));
    }
    for (LinkReport.Duplicate path : linked.duplicates()) {
      all.add(new BuildReport.Duplicate(path.name(), path.kept(), path.dropped()));
    }
    return all;
  }

  /** A build that has come this far has reached none of them. */
  private static List<BuildReport.Refused> refused(CrateGraph graph) {
    List<BuildReport.Refused> all = new ArrayList<>();
    for (OpenCrate crate : graph.crates()) {
      String path = crate.input().path().toString();
      crate.refused().forEach(r -> all.add(new BuildReport.Refused(path, r.path(), r.reason())));
    }
    return all;
  }

  private static List<BuildReport.Missing> missing(BuildRequest request, Selection selection) {
    List<BuildReport.Missing> all = new ArrayList<>();
    for (ClassPath.MissingEntry entry : request.inputs().missing()) {
      all.add(new BuildReport.Missing(entry.reference(), entry.jar().toString()));
    }
    if (selection instanceof Selection.Survivors(CrateGraph _, Reached reached)) {
      reached
          .missing()
          .forEach((name, by) -> all.add(new BuildReport.Missing(name.replace('/', '.'), by)));
    }
    return all;
  }

  private static List<BuildReport.Undecided> undecided(Selection selection) {
    return switch (selection) {
      case Selection.Everything _ -> List.of();
      case Selection.Survivors(CrateGraph _, Reached reached) ->
          reached.undecided().stream().map(Reporting::undecided).toList();
    };
  }

  private static BuildReport.Undecided undecided(Undecided site) {
    String place = site.line() == 0 ? "" : ":" + site.line();
    String file = site.file() == null ? "" : " (" + site.file() + place + ")";
    return new BuildReport.Undecided(site.function() + file, site.what(), site.kept());
  }
}
