package dev.whittle.cli;

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
