package dev.whittle.driver.metadata;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The community repository of reachability metadata, of the version that this Whittle was built
 * for: fetched once and kept in the cache. What it says changes with Whittle, never with time.
 */
public final class CommunityRepository {
  /** After a failure it is not asked for again this long, so that no build waits for a network. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private CommunityRepository() {}

  /** What fetches a zip by its coordinate. */
  @FunctionalInterface
  public interface Source {
    /**
     * The file.
     *
     * @throws Diagnostic when it cannot be had
     */
    Path zip(String coordinate);
  }

  /**
   * The zip, from the cache or else from {@code source}, which is asked for only then; empty when
   * it cannot be had, which {@code notes} hears of when it was tried.
   */
  public static Optional<Path> find(
      Path cacheDirectory, Supplier<? extends Source> source, Consumer<String> notes) {
    ContentStore store = ContentStore.at(cacheDirectory);
    String coordinate = coordinate();
    Digest key =
        Digest.of(("whittle metadata repository 1 " + coordinate).getBytes(StandardCharsets.UTF_8));
    Optional<Path> kept = store.result(key).flatMap(store::file);
    if (kept.isPresent()) {
      return kept;
    }
    Path failed = cacheDirectory.resolve("metadata-repository.failed");
    if (isRecent(failed)) {
      return Optional.empty();
    }
    try {
      Path zip = source.get().zip(coordinate);
      Optional<Digest> content = store.keepFile(Files.readAllBytes(zip));
      content.ifPresent(digest -> store.record(key, digest));
      return content.flatMap(store::file).or(() -> Optional.of(zip));
    } catch (Diagnostic | IOException failure) {
      notes.accept(
          "building without the repository of reachability metadata: " + failure.getMessage());
      remember(failed);
      return Optional.empty();
    }
  }

  private static String coordinate() {
    try (InputStream in = CommunityRepository.class.getResourceAsStream("repository.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isRecent(Path failed) {
    try {
      Instant since = Files.getLastModifiedTime(failed).toInstant();
      return since.plus(PATIENCE).isAfter(Instant.now());
    } catch (IOException _) {
      return false;
    }
  }

  private static void remember(Path failed) {
    try {
      Files.createDirectories(failed.getParent());
      Files.write(failed, new byte[0]);
    } catch (IOException _) {
      // Then the next build tries again.
    }
  }
}
