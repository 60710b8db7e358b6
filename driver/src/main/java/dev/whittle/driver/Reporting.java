package dev.whittle.driver;

import dev.whittle.cache.Digest;
import dev.whittle.codegen.link.LinkReport;
import dev.whittle.dce.Outcome;
import dev.whittle.dce.Prices;
import dev.whittle.dce.Undecided;
import dev.whittle.digest.Checksum;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.driver.input.ClassPath;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.ledger.PastBuild;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.reuse.OutputKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Adds up what the phases did. */
final class Reporting {
  private Reporting() {}

  static BuildReport report(
      BuildRequest request,
      CrateGraph graph,
      Selection selection,
      ClassImages images,
      LinkReport linked,
      List<BuildReport.Stage> stages,
      Map<String, Map<String, Long>> misses) {
    List<BuildReport.Crate> crates = new ArrayList<>();
    for (int i = 0; i < graph.crates().size(); i++) {
      OpenCrate crate = graph.crates().get(i);
      BuildReport.Counts counts =
          counts(crate, selection, i, images.counts().get(i), linked.crateBytes().get(i));
      crates.add(new BuildReport.Crate(crate.name(), crate.input().path().toString(), counts));
    }
    Optional<Prices> prices = prices(selection, images);
    return new BuildReport(
        Version.text(),
        total(crates, linked),
        crates,
        stages,
        prices.map(Prices::policies).orElse(List.of()).stream().map(Reporting::policy).toList(),
        prices.map(Prices::sites).orElse(List.of()).stream().map(Reporting::undecided).toList(),
        duplicates(graph, selection, linked),
        refused(graph),
        missing(request, selection),
        notes(selection, linked),
        misses,
        linked.jars().stream().map(Reporting::written).toList(),
        null);
  }

  private static BuildReport.Jar written(LinkReport.Jar jar) {
    OptionalLong checksum =
        jar.bytes() <= Checksum.MOST_BYTES ? OptionalLong.of(jar.checksum()) : OptionalLong.empty();
    return new BuildReport.Jar(jar.path().toString(), jar.bytes(), jar.sha256(), checksum);
  }

  /** What the ledger keeps of a build. */
  static PastBuild pastBuild(
      OutputKey key, CrateGraph graph, ClassImages images, BuildReport report) {
    List<PastBuild.Input> inputs = new ArrayList<>();
    for (int i = 0; i < graph.crates().size(); i++) {
      Input input = graph.crates().get(i).input();
      Digest content = key.contents().get(i);
      inputs.add(
          new PastBuild.Input(
              graph.isRoot(i),
              input.name(),
              input.path().toAbsolutePath().normalize().toString(),
              content,
              input instanceof Input.MirCrate ? null : CrateStore.key(input, content),
              images.rows().get(i)));
    }
    BuildReport.Functions functions = report.total().functions();
    return new PastBuild(
        Instant.now(),
        Version.text(),
        key.digest(),
        key.fields(),
        inputs,
        report.outputs().stream().map(Reporting::pastJar).toList(),
        functions.generated() + functions.cached());
  }

  private static PastBuild.Jar pastJar(BuildReport.Jar jar) {
    Digest digest = Digest.ofRaw(HexFormat.of().parseHex(jar.sha256()));
    return new PastBuild.Jar(Path.of(jar.path()).getFileName().toString(), jar.bytes(), digest);
  }

  private static BuildReport.Counts counts(
      OpenCrate crate, Selection selection, int index, ClassImages.Count count, long bytesOut) {
    long functions = crate.functionCount();
    BuildReport.Functions byFate =
        new BuildReport.Functions(
            functions,
            reached(selection, index, functions),
            count.generated(),
            new BuildReport.Cached(0, count.fromClasses(), count.fromFunctions()));
    return new BuildReport.Counts(
        byFate,
        new BuildReport.InOut(crate.classCount(), count.classes()),
        new BuildReport.InOut(crate.bytes(), bytesOut),
        crate.bodiesDecoded(),
        crate.read());
  }

  private static long reached(Selection selection, int crate, long all) {
    return switch (selection) {
      case Selection.Everything _ -> all;
      case Selection.Marked(Selection.Survivors survivors, var _) -> reached(survivors, crate, all);
      case Selection.Survivors(CrateGraph _, Outcome outcome) -> {
        Outcome.FunctionCount count = outcome.functions(crate);
        yield count.used() + count.referenced();
      }
    };
  }

  private static BuildReport.Counts total(List<BuildReport.Crate> crates, LinkReport linked) {
    BuildReport.Functions functions = new BuildReport.Functions(0, 0, 0, BuildReport.Cached.NONE);
    BuildReport.InOut classes = new BuildReport.InOut(0, 0);
    long bytesIn = 0;
    long decoded = 0;
    BuildReport.Read read = BuildReport.Read.NONE;
    for (BuildReport.Crate crate : crates) {
      BuildReport.Counts counts = crate.counts();
      functions = functions.plus(counts.functions());
      classes = classes.plus(counts.classes());
      bytesIn += counts.bytes().in();
      decoded += counts.bodiesDecoded();
      read = read.plus(counts.read());
    }
    long bytesOut = linked.jars().stream().mapToLong(LinkReport.Jar::bytes).sum();
    return new BuildReport.Counts(
        functions, classes, new BuildReport.InOut(bytesIn, bytesOut), decoded, read);
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

  private static List<String> notes(Selection selection, LinkReport linked) {
    List<String> all = new ArrayList<>();
    if (selection instanceof Selection.Survivors(CrateGraph _, Outcome outcome)) {
      all.addAll(outcome.notes());
    }
    linked.signed().forEach(crate -> all.add(crate + ": was signed; the output is not"));
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
    if (selection instanceof Selection.Survivors(CrateGraph _, Outcome outcome)) {
      outcome
          .missing()
          .forEach((name, by) -> all.add(new BuildReport.Missing(name.replace('/', '.'), by)));
    }
    return all;
  }

  private static Optional<Prices> prices(Selection selection, ClassImages images) {
    return switch (selection) {
      case Selection.Everything _ -> Optional.empty();
      case Selection.Marked(Selection.Survivors survivors, var _) -> prices(survivors, images);
      case Selection.Survivors(CrateGraph _, Outcome outcome) ->
          Optional.of(outcome.prices(images));
    };
  }

  private static BuildReport.Policy policy(Prices.Policy policy) {
    return new BuildReport.Policy(
        policy.name(),
        policy.what(),
        price(policy.price()),
        policy.sources().stream()
            .map(source -> new BuildReport.Source(source.from(), price(source.price())))
            .toList(),
        policy.moreSources());
  }

  private static BuildReport.Undecided undecided(Prices.Site site) {
    Undecided call = site.undecided();
    return new BuildReport.Undecided(
        place(call), call.what(), call.kept(), price(site.price()), site.sites(), call.smaller());
  }

  private static BuildReport.Price price(Prices.Price price) {
    return new BuildReport.Price(price.functions(), price.classes(), price.bytes());
  }

  /** {@code a/b/C.m(I)V (C.java:12)}, as far as it is known. */
  static String place(Undecided call) {
    String line = call.line() == 0 ? "" : ":" + call.line();
    return call.function() + (call.file() == null ? "" : " (" + call.file() + line + ")");
  }
}
