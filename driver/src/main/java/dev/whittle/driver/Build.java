package dev.whittle.driver;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.link.JarLinker;
import dev.whittle.codegen.link.LinkReport;
import dev.whittle.dce.KeepRules;
import dev.whittle.dce.Program;
import dev.whittle.dce.Reachability;
import dev.whittle.dce.Reached;
import dev.whittle.dce.Roots;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.ir.summary.SummarySource;
import dev.whittle.lower.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

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
  private final Stages stages;
  private final Parallel parallel;
  private final ContentStore store;
  private final CrateStore crates;

  private Build(BuildRequest request, Stages stages, Parallel parallel) {
    this.request = request;
    this.stages = stages;
    this.parallel = parallel;
    this.store = ContentStore.at(request.cacheDirectory());
    InputIdentity identity = new InputIdentity(request.cacheDirectory(), InputIdentity.Trust.STAT);
    this.crates = new CrateStore(store, identity, parallel);
  }

  /** Builds what {@code request} says; {@code listener} hears of each stage when it is done. */
  public static BuildReport run(BuildRequest request, Consumer<BuildReport.Stage> listener) {
    OutputPlace.verify(request);
    try {
      return once(request, listener, CrateStore.Reuse.CACHED);
    } catch (Diagnostic diagnostic) {
      if (blamesTheCache(diagnostic, request)) {
        return once(request, listener, CrateStore.Reuse.FRESH);
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
      BuildRequest request, Consumer<BuildReport.Stage> listener, CrateStore.Reuse reuse) {
    try (Parallel parallel = Parallel.of(request.threads())) {
      return new Build(request, new Stages(listener), parallel).run(reuse);
    }
  }

  private BuildReport run(CrateStore.Reuse reuse) {
    CrateGraph graph = stages.run("lower", () -> crates.open(request.inputs(), reuse));
    EntryPoints entryPoints =
        stages.run("roots", () -> EntryPoints.of(graph, request.mainClasses()));
    Selection selection = stages.run("reach", () -> select(graph, entryPoints));
    ClassImages images =
        stages.run("generate", () -> ClassImages.generate(graph, selection, parallel));
    LinkReport linked = stages.run("link", () -> link(images, entryPoints.started()));
    BuildRecord.of(request).remember(linked, store);
    List<BuildReport.Stage> done = stages.done();
    return stages.run("report", () -> Reporting.report(graph, selection, images, linked, done));
  }

  private Selection select(CrateGraph graph, EntryPoints entryPoints) {
    return switch (request.generation()) {
      case EAGER -> new Selection.Everything(graph);
      case REACHED -> new Selection.Survivors(graph, reach(graph, entryPoints, request, parallel));
    };
  }

  /** What is reached from the entry points and the keep rules. */
  static Reached reach(
      CrateGraph graph, EntryPoints entryPoints, BuildRequest request, Parallel parallel) {
    if (entryPoints.isEmpty() && request.keepRules().isEmpty()) {
      throw new Diagnostic(
          graph.crates().getFirst().input().path()
              + ": its manifest names no Main-Class; name one with --main-class");
    }
    Roots roots =
        new Roots(
            EntryPoints.internal(entryPoints.mainClasses()),
            EntryPoints.internal(entryPoints.agentClasses()),
            keepRules(request.keepRules()));
    List<ClassSource> platforms =
        request.platforms().stream().<ClassSource>map(Platform::open).toList();
    Program program = new Program(graph.sources(), platforms);
    SummarySource summaries = Summaries::of;
    Reached reached = Reachability.compute(program, roots, summaries.on(parallel::ahead));
    if (!reached.problems().isEmpty()) {
      throw new Diagnostic(String.join("; ", reached.problems()));
    }
    return reached;
  }

  private static KeepRules keepRules(List<Path> files) {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      try {
        KeepRules.parse(Files.readString(file));
        text.append(Files.readString(file)).append('\n');
      } catch (IOException failure) {
        throw Diagnostic.of(file, failure);
      } catch (IllegalArgumentException malformed) {
        throw new Diagnostic(file + ": " + malformed.getMessage(), malformed);
      }
    }
    return KeepRules.parse(text.toString());
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
