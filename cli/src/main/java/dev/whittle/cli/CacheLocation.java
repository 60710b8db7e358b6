package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Where the cache is: {@code --cache-dir}, else by the environment, else below the home directory.
 */
final class CacheLocation {
  @Option(
      names = "--cache-dir",
      paramLabel = "DIR",
      description =
          "The cache. Default: $WHITTLE_CACHE_DIR, else $XDG_CACHE_HOME/whittle, else"
              + " ~/.whittle/cache.")
  private Path directory;

  Path directory(Terminal terminal) {
    return directory != null ? directory : byEnvironment(terminal);
  }

  /**
   * The same, for who wants to know what is in it; it need not exist.
   *
   * @throws Diagnostic when it can be no cache
   */
  Path inspected(Terminal terminal) {
    Path place = directory(terminal);
    if (isBlocked(place)) {
      throw new Diagnostic(place + ": not a directory, and so no cache");
    }
    return place;
  }

  /** Says so when there is something else where the cache should be: a build does without. */
  void warn(Terminal terminal) {
    Path place = directory(terminal);
    if (isBlocked(place)) {
      terminal
          .err()
          .println("warning: " + place + ": not a directory, so nothing is kept for later builds");
    }
  }

  /** Whether no directory can be there, as it or one that it should be in is something else. */
  private static boolean isBlocked(Path place) {
    Path existing = place.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && !Files.isDirectory(existing);
  }

  /** Where it is when no option says so. */
  static Path byEnvironment(Terminal terminal) {
    String own = terminal.environment("WHITTLE_CACHE_DIR");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = terminal.environment("XDG_CACHE_HOME");
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "whittle");
    }
    return Path.of(System.getProperty("user.home"), ".whittle", "cache");
  }
}
