package dev.whittle.driver.input;

import dev.whittle.driver.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file or directory that a crate comes from. Its kind follows from its name, never its content.
 */
public sealed interface Input {
  /** Where it is, as the user wrote it. */
  Path path();

  /** The name of its crate: the file name without {@code .jar} or {@code .mirc}. */
  default String name() {
    String file = path().toAbsolutePath().normalize().getFileName().toString();
    for (String suffix : new String[] {".jar", ".mirc", ".zip"}) {
      if (file.endsWith(suffix) && file.length() > suffix.length()) {
        return file.substring(0, file.length() - suffix.length());
      }
    }
    return file;
  }

  /** A jar, or a zip with classes in it. */
  record Jar(Path path) implements Input {}

  /** A directory of class files and resources. */
  record ClassDirectory(Path path) implements Input {}

  /** A crate that was lowered before. */
  record MirCrate(Path path) implements Input {}

  /**
   * The input at {@code path}.
   *
   * @throws Diagnostic when nothing is there
   */
  static Input of(Path path) {
    if (Files.isDirectory(path)) {
      return new ClassDirectory(path);
    }
    if (!Files.exists(path)) {
      throw new Diagnostic(path + ": no such file or directory");
    }
    if (path.toString().endsWith(".java")) {
      throw new Diagnostic(
          path + ": Java sources are not lowered yet; give the directory of their class files");
    }
    return path.toString().endsWith(".mirc") ? new MirCrate(path) : new Jar(path);
  }
}
