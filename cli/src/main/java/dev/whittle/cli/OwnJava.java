package dev.whittle.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The JDK or JRE that {@code java} on the user's command line starts: the one the program will most
 * likely run on, and not always the one Whittle runs on.
 */
final class OwnJava {
  private OwnJava() {}

  /** Its home: from PATH, else JAVA_HOME, else the one that runs this. */
  static Path home(Terminal terminal) {
    return onPath(terminal.environment("PATH"))
        .or(() -> named(terminal.environment("JAVA_HOME")))
        .orElseGet(() -> Path.of(System.getProperty("java.home")));
  }

  private static Optional<Path> onPath(String searchPath) {
    for (String directory : searchPath.split(File.pathSeparator)) {
      Path java = Path.of(directory, "java");
      if (!directory.isEmpty() && Files.isExecutable(java)) {
        try {
          Path bin = java.toRealPath().getParent();
          return bin == null ? Optional.empty() : ifHome(bin.getParent());
        } catch (IOException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> named(String home) {
    return home.isEmpty() ? Optional.empty() : ifHome(Path.of(home));
  }

  private static Optional<Path> ifHome(Path home) {
    return home != null && Files.isRegularFile(home.resolve("lib/modules"))
        ? Optional.of(home)
        : Optional.empty();
  }
}
