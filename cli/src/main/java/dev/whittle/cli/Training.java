package dev.whittle.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rehearsal, run once when Whittle has been built: it builds Whittle itself, once from nothing,
 * once more with nothing changed, and once with a rule more. The JVM notes which classes that takes
 * and keeps them, loaded and linked, in an AOT cache (JEP 483, JEP 514), from which every later
 * process starts.
 *
 * <p>Arguments: an empty directory to work in, and the directory of Whittle's own jars.
 */
final class Training {
  private Training() {}

  /** Ends with exit code 1 when a command does not do what it should. */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    Path libraries = Path.of(arguments[1]);
    Path rule = Files.writeString(work.resolve("rule.txt"), Training.class.getName() + "\n");
    String output = work.resolve("whittle.jar").toString();
    List<String> build =
        List.of(
            "build",
            ownJar(libraries).toString(),
            "-cp",
            libraries + "/*",
            "--main-class",
            Main.class.getName(),
            "--no-metadata-repository",
            "--cache-dir",
            work.resolve("cache").toString(),
            "-o",
            output);
    run(build);
    run(build);
    run(List.of("cache", "stats", "--cache-dir", work.resolve("cache").toString()));
    List<String> more = new ArrayList<>(build);
    more.addAll(List.of("--keep", rule.toString()));
    run(more);
    System.exit(0);
  }

  private static Path ownJar(Path libraries) throws IOException {
    try (var jars = Files.newDirectoryStream(libraries, "whittle-cli-*.jar")) {
      return jars.iterator().next();
    }
  }

  private static void run(List<String> arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Terminal terminal =
        new Terminal(nowhere, nowhere, Terminal.Audience.NOBODY, Map.of("HOME", "/"));
    if (CommandLines.run(terminal, arguments.toArray(String[]::new)) != 0) {
      System.exit(1);
    }
  }
}
