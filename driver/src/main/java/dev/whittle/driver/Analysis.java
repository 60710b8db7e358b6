package dev.whittle.driver;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.InputIdentity;
import dev.whittle.dce.Reached;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.ledger.Misses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The first half of a build, for questions about it: from a request to what is reached. Reasons are
 * large and no part of what is remembered of a build; computing them again takes a second.
 */
final class Analysis implements AutoCloseable {
  private final BuildRequest request;
  private final Path unknown;
  private final Stages stages = new Stages(_ -> {});
  private final Parallel parallel;
  private final List<CrateStore> opened = new ArrayList<>();

  Analysis(BuildRequest request) {
    this(request, null);
  }

  /** Of {@code unknown}, which was hoped to be an output that the cache knows; null for others. */
  Analysis(BuildRequest request, Path unknown) {
    this.request = request;
    this.unknown = unknown;
    this.parallel = Parallel.of(request.threads());
  }

  /** Hands crates and what is reached of them to {@code question}. */
  <T> T ask(String name, BiFunction<CrateGraph, Reached, T> question) {
    ContentStore store = ContentStore.at(request.cacheDirectory());
    InputIdentity identity = new InputIdentity(request.cacheDirectory(), request.trust());
    CrateStore crates = new CrateStore(store, identity, parallel, Misses.uncounted(), _ -> {});
    opened.add(crates);
    CrateGraph graph =
        stages.run("lower", () -> crates.open(request.inputs(), CrateStore.Reuse.CACHED));
    EntryPoints entryPoints =
        stages.run("roots", () -> EntryPoints.of(graph, request.mainClasses()));
    if (unknown != null && entryPoints.isEmpty() && request.keepRules().isEmpty()) {
      throw new Diagnostic(
          unknown + ": no output that the cache knows, and its manifest names no Main-Class");
    }
    Reached reached =
        stages.run(
            "reach", () -> new Reaching(request, graph, entryPoints, parallel, _ -> {}).reach());
    return stages.run(name, () -> question.apply(graph, reached));
  }

  Parallel parallel() {
    return parallel;
  }

  @Override
  public void close() {
    opened.forEach(CrateStore::close);
    parallel.close();
  }
}
