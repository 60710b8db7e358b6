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

/**
 * The community repository of reachability metadata, of the version that this Whittle was built
 * for. It is read where it lies on this machine; what had to be fetched is kept in the cache. What
 * it says changes with Whittle, never with time.
 */
public final class CommunityRepository {
  /** After a failure it is not asked for again this long, so that no build waits for a network. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private CommunityRepository() {}

  /** Where a zip comes from, by its coordinate. */
  @FunctionalInterface
  public interface Source {
    /** The file, if this machine has it already. */
    default Optional<Path> local(String coordinate) {
      return Optional.empty();
    }

    /**
     * The file, fetched.
     *
     * @throws Diagnostic when it cannot be had
     */
    Path zip(String coordinate);
  }

  /**
   * The zip, from this machine, the cache, or wherever {@code source} fetches it from; empty when
   * it cannot be had, which {@code notes} hears of when it was tried.
   */
  public static Optional<Path> find(Path cacheDirectory, Source source, Consumer<String> notes) {
    String coordinate = coordinate();
    Optional<Path> local = source.local(coordinate);
    if (local.isPresent()) {
      return local;
    }
    ContentStore store = ContentStore.at(cacheDirectory);
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
      Path zip = source.zip(coordinate);
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

  /** What it is called among artifacts. */
  public static String coordinate() {
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
