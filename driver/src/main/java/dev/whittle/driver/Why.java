package dev.whittle.driver;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.dce.ReasonGraph;
import dev.whittle.driver.patch.Patched;
import dev.whittle.driver.symbols.Explanation;
import dev.whittle.driver.symbols.Explanations;
import dev.whittle.driver.symbols.SymbolQuery;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers why things are in a build. What an output was built from is in the cache, under the
 * output's digest; for anything else the request itself is analyzed.
 */
public final class Why {
  private Why() {}

  /**
   * Answers, and what to know about them.
   *
   * @param notes lines about what was analyzed, when that is not what the output was built from
   */
  public record Answers(List<Explanation> explanations, List<String> notes) {
    public Answers {
      explanations = List.copyOf(explanations);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Explains what {@code queries} name, in order.
   *
   * @param output what a build wrote, perhaps
   * @param otherwise analyzed when the cache does not know what {@code output} was built from; its
   *     cache directory and threads are used in any case
   */
  public static Answers explain(Path output, BuildRequest otherwise, List<SymbolQuery> queries) {
    ContentStore store = ContentStore.at(otherwise.cacheDirectory());
    InputIdentity identity =
        new InputIdentity(otherwise.cacheDirectory(), InputIdentity.Trust.STAT);
    Optional<BuildRecord> known = recorded(output, otherwise.cacheDirectory(), identity, store);
    BuildRequest request = known.map(record -> record.request(otherwise)).orElse(otherwise);
    List<String> notes =
        known
            .map(record -> changes(output, record.changed(identity)))
            .orElse(
                List.of(
                    output + ": no output that the cache knows; analyzed as a program by itself"));
    try (Analysis analysis = new Analysis(request, known.isEmpty() ? output : null)) {
      return analysis.ask(
          "explain",
          (graph, reached) -> {
            Explanations explanations =
                new Explanations(
                    graph.sources(), Reaching.platforms(request), reached, analysis.parallel());
            return new Answers(
                queries.stream().flatMap(query -> explanations.explain(query).stream()).toList(),
                notes);
          });
    }
  }

  private static List<String> changes(Path output, List<Path> changed) {
    return changed.stream()
        .map(
            input ->
                "%s: changed since %s was built; the answer is about what it is now"
                    .formatted(input, output))
        .toList();
  }

  /**
   * Writes all reasons of what a build keeps, in the form of {@code docs/reasons.md}.
   *
   * @throws java.io.UncheckedIOException when {@code out} does
   */
  public static void reasons(BuildRequest request, Appendable out) {
    try (Analysis analysis = new Analysis(request)) {
      ReasonGraph graph = analysis.ask("reasons", (_, reached) -> reached.reasons().graph());
      ReasonsFile.write(graph, out);
    }
  }

  private static Optional<BuildRecord> recorded(
      Path output, Path cacheDirectory, InputIdentity identity, ContentStore store) {
    try {
      List<Path> jars = jars(output);
      for (Path jar : jars) {
        Digest digest = identity.sha256(jar);
        Optional<BuildRecord> record = BuildRecord.find(digest, store);
        if (record.isPresent()) {
          return record;
        }
      }
      // Of a patched jar, what is known of the one that it was made of.
      return jars.size() == 1
          ? Patched.find(cacheDirectory, jars.getFirst())
              .flatMap(patched -> BuildRecord.find(patched.origin(), store))
          : Optional.empty();
    } catch (IOException failure) {
      throw Diagnostic.of(output, failure);
    }
  }

  private static List<Path> jars(Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of(output);
    }
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(output, "*.jar")) {
      files.forEach(jars::add);
    }
    jars.sort(null);
    return jars;
  }
}
