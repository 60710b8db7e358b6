package dev.whittle.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JDK or JRE that {@code java} on the user's command line starts: the one the program will most
 * likely run on, and not always the one Whittle runs on.
 */
final class OwnJava {
  private OwnJava() {}

  /**
   * Its home: from PATH, else JAVA_HOME, else the one that runs this.
   *
   * <p>▸ Without lambdas, for {@link UpToDate}: the first of a process takes 6 ms.
   */
  static Path home(Terminal terminal) {
    Path home = onPath(terminal.environment("PATH"));
    if (home == null && !terminal.environment("JAVA_HOME").isEmpty()) {
      home = ifHome(Path.of(terminal.environment("JAVA_HOME")));
    }
    return home == null ? Path.of(System.getProperty("java.home")) : home;
  }

  /** That of the first on the path; null when there is none, or it belongs to no home. */
  private static Path onPath(String searchPath) {
    for (String directory : searchPath.split(File.pathSeparator)) {
      Path java = Path.of(directory, "java");
      if (!directory.isEmpty() && Files.isExecutable(java)) {
        try {
          Path bin = java.toRealPath().getParent();
          return bin == null ? null : ifHome(bin.getParent());
        } catch (IOException _) {
          return null;
        }
      }
    }
    return null;
  }

  private static Path ifHome(Path home) {
    return home != null && Files.isRegularFile(home.resolve("lib/modules")) ? home : null;
  }
}
