package dev.whittle.driver;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.link.JarLinker;
import dev.whittle.codegen.link.LinkReport;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.driver.generate.ImageSource;
import dev.whittle.driver.generate.Whittle;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.ledger.BuildLedger;
import dev.whittle.driver.ledger.Misses;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.reuse.OutputKey;
import dev.whittle.driver.reuse.OutputStore;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A build: the pipeline from inputs to a linked output, each phase from immutable values to
 * immutable values.
 *
 * <pre>
 * inputs ── lower ──▶ CrateGraph ── reach ──▶ Selection ── generate ──▶ ClassImages ── link ──▶ output
 * </pre>
 *
 * <p>Errors: {@link Diagnostic} when the request or an input is at fault, {@link InternalFailure}
 * when Whittle is. In either case the output is as it was before.
 */
public final class Build {
  private final BuildRequest request;
  private final BuildListener listener;
  private final Stages stages;
  private final Parallel parallel;
  private final BuildCache cache;
  private final InputIdentity identity;
  private final OutputStore outputs;
  private final BuildLedger ledger;

  /** Where the outcome of the analysis is remembered; empty when it is not to be. */
  private Optional<Digest> analysis = Optional.empty();

  /** What the next build can start from, as far as that is known before; empty when it cannot. */
  private Optional<PatchBases> bases = Optional.empty();

  private Build(BuildRequest request, BuildCache cache, BuildListener listener, Parallel parallel) {
    this.request = request;
    this.listener = listener;
    this.stages = new Stages(listener);
    this.parallel = parallel;
    this.cache = cache;
    this.identity = new InputIdentity(request.cacheDirectory(), request.trust());
    this.outputs = new OutputStore(cache.contents(), identity);
    this.ledger = new BuildLedger(request.cacheDirectory(), cache, request.output().path());
  }

  /**
   * Builds what {@code request} says, or finds that it was built before; {@code listener} hears of
   * each stage when it is done.
   */
  public static BuildReport run(BuildRequest request, BuildListener listener) {
    return repairing(request, listener, Build::reuseOrBuild);
  }

  /**
   * As {@link #run}, but generates the output whether it is recorded or not, and does not record
   * it: what a reused output must be equal to.
   */
  public static BuildReport recompute(BuildRequest request, BuildListener listener) {
    return repairing(
        request,
        listener,
        (build, reuse) ->
            build.build(reuse, Misses.uncounted(), ImageSource.fresh(request.cleanUps())).report());
  }

  private static BuildReport repairing(
      BuildRequest request,
      BuildListener listener,
      BiFunction<Build, CrateStore.Reuse, BuildReport> way) {
    OutputPlace.verify(request);
    try {
      return once(request, listener, build -> way.apply(build, CrateStore.Reuse.CACHED));
    } catch (Diagnostic diagnostic) {
      if (blamesTheCache(diagnostic, request)) {
        return once(request, listener, build -> way.apply(build, CrateStore.Reuse.FRESH));
      }
      throw diagnostic;
    }
  }

  /** Damage within a crate of the cache shows only when that part is read: a miss all the same. */
  private static boolean blamesTheCache(Diagnostic diagnostic, BuildRequest request) {
    return diagnostic.getCause() instanceof DamagedInput
        && diagnostic.getMessage().startsWith(request.cacheDirectory().toString());
  }

  private static BuildReport once(
      BuildRequest request, BuildListener listener, Function<Build, BuildReport> way) {
    try (BuildCache cache = BuildCache.open(request.cacheDirectory(), request.cache().settings());
        Parallel parallel = Parallel.of(request.threads(), listener.timings())) {
      BuildReport report = way.apply(new Build(request, cache, listener, parallel));
      cache.publish();
      return cache.remoteTraffic().map(report::with).orElse(report);
    }
  }

  private BuildReport reuseOrBuild(CrateStore.Reuse reuse) {
    bases = listener.wantsBasis() ? PatchBases.before(request) : Optional.empty();
    List<Digest> before = stamps();
    Optional<OutputKey> key = stages.run("recognize", () -> OutputKey.of(request, identity));
    BuildRecord record = BuildRecord.of(request, identity);
    Optional<OutputStore.Found> found =
        stages.run("reuse", () -> isChecked() ? Optional.empty() : restore(key));
    if (found.isPresent()) {
      finish(found.get().jars(), record);
      ledger.found(key.get().digest());
      List<String> inputs =
          request.inputs().all().stream().map(input -> input.path().toString()).toList();
      BuildReport report = found.get().report(Version.text(), inputs, stages.done());
      bases.flatMap(b -> b.found(key.get(), report)).ifPresent(listener::patchable);
      return report;
    }
    analysis = key.map(OutputKey::analysis);
    Misses misses = key.map(this::misses).orElseGet(Misses::uncounted);
    Built built = build(reuse, misses, images(misses).timed(listener.timings()));
    if (isChecked()) {
      key.ifPresent(k -> check(k.digest(), built.report()));
    }
    stages.run(
        "keep",
        () -> {
          // Under the key of what was read: what has changed since then, if only for a while, gave
          // some other output.
          Optional<Digest> now = OutputKey.of(request, identity).map(OutputKey::digest);
          boolean unchanged = before.equals(stamps());
          key.filter(k -> unchanged && now.equals(Optional.of(k.digest())))
              .ifPresent(
                  k -> {
                    keep(k, built);
                    bases
                        .flatMap(
                            b ->
                                b.built(
                                    k,
                                    built.graph(),
                                    built.selection(),
                                    built.established(),
                                    built.images(),
                                    built.report()))
                        .ifPresent(listener::patchable);
                  });
          return now;
        });
    return built.report();
  }

  /**
   * Of everything that is read; what is not there has none, and is for others to complain about.
   */
  private List<Digest> stamps() {
    List<Digest> stamps = new ArrayList<>();
    Stream.of(
            request.inputs().all().stream().map(Input::path),
            request.keepRules().stream(),
            request.metadata().stream())
        .flatMap(paths -> paths)
        .forEach(
            path -> {
              try {
                stamps.add(identity.stamp(path));
              } catch (IOException _) {
                stamps.add(null);
              }
            });
    return stamps;
  }

  /** What tells why things are not in the cache, and has counted the output that is not. */
  private Misses misses(OutputKey key) {
    Misses misses = ledger.misses(key.fields());
    if (!isChecked()) {
      boolean damaged = cache.contents().counts().damaged() > 0;
      misses.output(OutputStore.OUTPUTS, key.digest(), damaged);
    }
    return misses;
  }

  private void keep(OutputKey key, Built built) {
    outputs.remember(key.digest(), built.report());
    ledger.built(Reporting.pastBuild(key, built.graph(), built.images(), built.report()));
  }

  private boolean isChecked() {
    return request.cache().checkedPercent() > 0;
  }

  private Optional<OutputStore.Found> restore(Optional<OutputKey> key) {
    return key.flatMap(k -> outputs.restore(k.digest(), request.output()));
  }

  /** An output that is in the cache under the key of this one must be this one. */
  private void check(Digest key, BuildReport report) {
    List<String> built = report.outputs().stream().map(BuildReport.Jar::sha256).toList();
    outputs
        .recorded(key, request.output())
        .filter(recorded -> !recorded.stream().map(BuildReport.Jar::sha256).toList().equals(built))
        .ifPresent(
            _ -> {
              throw new InternalFailure(
                  "check",
                  request.output().path().toString(),
                  new IllegalStateException("the cache has another output"));
            });
  }

  /** Where class files come from, when the whole output is not there. */
  private ImageSource images(Misses misses) {
    return Whittle.identity(identity)
        .map(
            whittle ->
                ImageSource.cached(
                        cache.entries(),
                        whittle,
                        request.generation().name(),
                        request.cleanUps(),
                        misses)
                    .checking(request.cache().checkedPercent()))
        .orElseGet(() -> ImageSource.fresh(request.cleanUps()));
  }

  /** A build that was done, and what of it the ledger wants. */
  private record Built(
      BuildReport report,
      CrateGraph graph,
      Selection selection,
      Optional<Digest> established,
      ClassImages images) {}

  private Built build(CrateStore.Reuse reuse, Misses misses, ImageSource source) {
    BuildRecord record = BuildRecord.of(request, identity);
    try (CrateStore crates =
        new CrateStore(cache.contents(), identity, parallel, misses, listener)) {
      return build(crates, reuse, misses, source, record);
    }
  }

  private Built build(
      CrateStore crates,
      CrateStore.Reuse reuse,
      Misses misses,
      ImageSource source,
      BuildRecord record) {
    // Before anything is made of the inputs: what --jdk names may be no JDK.
    List<ClassSource> platforms = Reaching.platforms(request);
    CrateGraph graph = stages.run("lower", () -> crates.open(request.inputs(), reuse));
    EntryPoints entryPoints =
        stages.run("roots", () -> EntryPoints.of(graph, request.mainClasses()));
    List<String> roots =
        graph.crates().subList(0, graph.roots()).stream().map(OpenCrate::name).toList();
    source.program(roots, entryPoints.mainClasses()).ifPresent(cache::shareEntries);
    Optional<Reaching> reaching =
        request.generation() == BuildRequest.Generation.EAGER
            ? Optional.empty()
            : Optional.of(
                new Reaching(
                    request, platforms, graph, entryPoints, parallel, listener, bases.isPresent()));
    Selection selection =
        reaching
            .<Selection>map(r -> survivors(graph, r))
            .orElseGet(() -> new Selection.Everything(graph));
    ClassImages images =
        stages.run(
            "generate",
            () -> ClassImages.generate(graph, written(selection), source, parallel, listener));
    LinkReport linked = stages.run("link", () -> link(images, entryPoints.started()));
    List<BuildReport.Stage> done = stages.done();
    BuildReport report =
        stages.run(
            "report",
            () ->
                Reporting.report(request, graph, selection, images, linked, done, misses.counts()));
    stages.run(
        "crates",
        () -> {
          crates.keep();
          reaching.ifPresent(r -> r.remember(crates));
          return null;
        });
    finish(report.outputs(), record);
    Optional<Digest> established = reaching.flatMap(Reaching::established);
    return new Built(report, graph, selection, established, images);
  }

  /** What is left to do when all jars are in their places. */
  private void finish(List<BuildReport.Jar> jars, BuildRecord record) {
    if (request.output() instanceof BuildRequest.Output.JarPerCrate(Path directory)) {
      try {
        OutputDirectory.settle(directory, jars);
      } catch (IOException failure) {
        throw Diagnostic.of(directory, failure);
      }
    }
    record.remember(jars, cache.contents());
  }

  private Selection survivors(CrateGraph graph, Reaching reaching) {
    return new Selection.Survivors(graph, reaching.outcome(cache.contents(), analysis, stages));
  }

  /** What is written where {@code selection} survives. */
  private Selection written(Selection selection) {
    return request.generation() == BuildRequest.Generation.TOMBSTONES
            && selection instanceof Selection.Survivors survivors
        ? Selection.Marked.of(survivors)
        : selection;
  }

  private LinkReport link(ClassImages images, String mainClass) {
    JarLinker linker = new JarLinker(parallel);
    try {
      return switch (request.output()) {
        case BuildRequest.Output.SingleJar(Path jar) -> linker.jar(images.crates(), mainClass, jar);
        case BuildRequest.Output.JarPerCrate(Path directory) ->
            linker.directory(images.crates(), mainClass, directory);
      };
    } catch (IOException failure) {
      throw Diagnostic.of(request.output().path(), failure);
    }
  }
}
