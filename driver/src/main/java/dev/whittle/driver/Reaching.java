package dev.whittle.driver;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.dce.Established;
import dev.whittle.dce.KeepRules;
import dev.whittle.dce.Outcome;
import dev.whittle.dce.OutcomeFormat;
import dev.whittle.dce.Program;
import dev.whittle.dce.Reachability;
import dev.whittle.dce.Reached;
import dev.whittle.dce.ReflectionPolicy;
import dev.whittle.dce.Roots;
import dev.whittle.dce.Undecided;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.metadata.Repositories;
import dev.whittle.driver.reuse.OutcomeStore;
import dev.whittle.driver.symbols.NearMisses;
import dev.whittle.driver.symbols.SymbolQuery;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.ir.summary.SummarySource;
import dev.whittle.lower.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The phase of a build that finds what is reached: by analysis, or because it is known. */
final class Reaching {
  private final BuildRequest request;
  private final CrateGraph graph;
  private final EntryPoints entryPoints;
  private final Parallel parallel;
  private final BuildListener listener;
  private final boolean isPatchable;
  private final Program program;
  private Consumer<CrateStore> found = _ -> {};
  private Optional<Digest> established = Optional.empty();

  Reaching(
      BuildRequest request,
      CrateGraph graph,
      EntryPoints entryPoints,
      Parallel parallel,
      BuildListener listener) {
    this(request, platforms(request), graph, entryPoints, parallel, listener, false);
  }

  /**
   * @param platforms those of the request, opened
   * @param isPatchable whether edits may be put into the output, see {@link PatchBases}
   */
  Reaching(
      BuildRequest request,
      List<ClassSource> platforms,
      CrateGraph graph,
      EntryPoints entryPoints,
      Parallel parallel,
      BuildListener listener,
      boolean isPatchable) {
    this.isPatchable = isPatchable;
    this.request = request;
    this.graph = graph;
    this.entryPoints = entryPoints;
    this.parallel = parallel;
    this.listener = listener;
    this.program = new Program(Repositories.over(graph.sources(), request.metadata()), platforms);
  }

  /**
   * What survives. It is recalled from under {@code key}, see {@link #remember}, where it is the
   * same; a checked build finds it once more, and compares.
   *
   * @throws Diagnostic when nothing is a root, or something undecided is not allowed
   */
  Outcome outcome(ContentStore store, Optional<Digest> key, Stages stages) {
    OutcomeStore outcomes = new OutcomeStore(store);
    Optional<OutcomeStore.Known> recalled =
        stages.run("recall", () -> key.flatMap(k -> outcomes.find(k, graph, program)));
    Optional<Outcome> known = recalled.map(OutcomeStore.Known::outcome);
    boolean isChecked = request.cache().checkedPercent() > 0;
    Outcome outcome =
        known.isPresent() && !isChecked
            ? known.get()
            : stages.run("reach", () -> analyzed(known, store));
    if (established.isEmpty()) {
      established = recalled.flatMap(OutcomeStore.Known::established);
    }
    if (request.reflection() == ReflectionPolicy.STRICT && !outcome.undecided().isEmpty()) {
      throw undecided(outcome.undecided());
    }
    if (recalled.isEmpty() || !recalled.get().isSame()) {
      Optional<OutcomeStore.Known> from = isChecked ? Optional.empty() : recalled;
      key.ifPresent(
          k -> found = crates -> outcomes.remember(k, graph, crates, outcome, established, from));
    }
    return outcome;
  }

  /** Remembers what survives, when the cache has what the analysis has asked of the crates. */
  void remember(CrateStore crates) {
    found.accept(crates);
  }

  /** The content in which the cache has what the analysis has {@linkplain Established}. */
  Optional<Digest> established() {
    return established;
  }

  private Outcome analyzed(Optional<Outcome> known, ContentStore store) {
    Reached reached = reach();
    Outcome fresh = reached.outcome();
    if (isPatchable) {
      established = store.keepFile(reached.established().toBytes());
    }
    if (known.isPresent()
        && !Arrays.equals(OutcomeFormat.write(known.get()), OutcomeFormat.write(fresh))) {
      throw new InternalFailure(
          "check", "", new IllegalStateException("the cache has another outcome of the analysis"));
    }
    return fresh;
  }

  private static Diagnostic undecided(List<Undecided> sites) {
    String calls = sites.size() == 1 ? "a reflective call" : sites.size() + " reflective calls";
    return new Diagnostic(
        calls + " could not be decided, and --reflection=strict allows none",
        sites.stream()
            .map(site -> Reporting.place(site) + ": " + site.what() + "; " + site.smaller())
            .toList());
  }

  /** What is reached from the entry points and the keep rules. */
  Reached reach() {
    if (entryPoints.isEmpty() && request.keepRules().isEmpty()) {
      throw new Diagnostic(
          graph.crates().getFirst().input().path()
              + ": its manifest names no Main-Class; name one with --main-class");
    }
    Roots roots =
        new Roots(
            EntryPoints.internal(entryPoints.mainClasses()),
            EntryPoints.internal(entryPoints.agentClasses()),
            keepRules(request.keepRules()),
            MetadataFiles.read(request.metadata()));
    SummarySource summaries =
        (owner, function) -> {
          listener.progress(Work.FUNCTIONS_REACHED, 1);
          return Summaries.of(owner, function);
        };
    Reached reached =
        Reachability.compute(
            program, roots, request.reflection(), summaries.startingBy(parallel::ahead));
    if (!reached.problems().isEmpty()) {
      NearMisses nearMisses = new NearMisses(graph.sources());
      throw new Diagnostic(
          reached.problems().stream()
              .map(problem -> problem + suggestion(problem, nearMisses))
              .collect(Collectors.joining("; ")));
    }
    return reached;
  }

  /** What is called alike, for a main class that nobody has. */
  private String suggestion(String problem, NearMisses nearMisses) {
    return entryPoints.mainClasses().stream()
        .filter(name -> problem.equals("no crate has the class " + name))
        .map(name -> nearMisses.suggestion(SymbolQuery.parse(name)))
        .findFirst()
        .orElse("");
  }

  /**
   * The JDKs that the program will run on.
   *
   * @throws Diagnostic when one of them is none
   */
  static List<ClassSource> platforms(BuildRequest request) {
    List<ClassSource> platforms = new ArrayList<>();
    for (Path home : request.platforms()) {
      try {
        platforms.add(Platform.open(home));
      } catch (DamagedInput none) {
        throw new Diagnostic(none.getMessage(), none);
      }
    }
    return platforms;
  }

  private static KeepRules keepRules(List<Path> files) {
    KeepRules all = KeepRules.NONE;
    for (Path file : files) {
      try {
        all = all.and(KeepRules.parse(file.toString(), Files.readString(file)));
      } catch (IOException failure) {
        throw Diagnostic.of(file, failure);
      } catch (IllegalArgumentException malformed) {
        throw new Diagnostic(malformed.getMessage(), malformed);
      }
    }
    return all;
  }
}
