package dev.whittle.cli;

import dev.whittle.cache.InputIdentity;
import dev.whittle.driver.generate.Whittle;
import dev.whittle.driver.metadata.CommunityRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A rehearsal, run once when Whittle has been built: it builds Whittle itself, once from nothing,
 * once more with nothing changed, and once with a rule more. The JVM notes which classes that takes
 * and keeps them, loaded and linked, in an AOT cache (JEP 483, JEP 514), from which every later
 * process starts.
 *
 * <p>Beside Whittle's jars it leaves what later builds recognize these by.
 *
 * <p>At its end there is a class directory, built into {@code patched.jar}, of which some classes
 * were written again: the launcher lets {@link UpToDate} rehearse with it.
 *
 * <p>Arguments: an empty directory to work in, and the directory of Whittle's own jars.
 */
final class Training {
  /** Younger files are not trusted to have told of every change. */
  private static final long SETTLING_MS = 2_100;

  /** Enough to meet most of what class files have, and not too many for a patch. */
  private static final int EDITED = 50;

  private Training() {}

  /** Ends with exit code 1 when a command does not do what it should. */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    Path libraries = Path.of(arguments[1]);
    Path rule = Files.writeString(work.resolve("rule.txt"), Training.class.getName() + "\n");
    List<String> build = build(ownJar(libraries), "whittle.jar", work, libraries);
    run(build);
    run(build);
    run(List.of("cache", "stats", "--cache-dir", work.resolve("cache").toString()));
    List<String> more = new ArrayList<>(build);
    more.addAll(List.of("--keep", rule.toString()));
    run(more);
    patchable(work, libraries);
    recognize(libraries);
    System.exit(0);
  }

  /** As the launcher writes it, too. */
  private static List<String> build(Path root, String output, Path work, Path libraries) {
    return List.of(
        "build",
        root.toString(),
        "-cp",
        libraries + "/*",
        "--main-class",
        Main.class.getName(),
        "--no-metadata-repository",
        "--cache-dir",
        work.resolve("cache").toString(),
        "-o",
        work.resolve(output).toString());
  }

  private static void patchable(Path work, Path libraries) throws IOException {
    Path classes = work.resolve("classes");
    List<Path> edited = new ArrayList<>();
    try (JarFile jar = new JarFile(ownJar(libraries).toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          Path file = classes.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          Files.write(file, jar.getInputStream(entry).readAllBytes());
          edited.add(file);
        }
      }
    }
    try {
      Thread.sleep(SETTLING_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    run(build(classes, "patched.jar", work, libraries));
    for (Path file : edited.subList(0, Math.min(EDITED, edited.size()))) {
      Files.write(file, Files.readAllBytes(file));
    }
  }

  /**
   * Leaves records of what every build recognizes: it need not digest these files for each cache. ▸
   * 4 % of the instructions of a cold build of logback.
   */
  private static void recognize(Path libraries) throws IOException {
    Path records = libraries.resolveSibling("recognized");
    InputIdentity identity = new InputIdentity(records, InputIdentity.Trust.STAT);
    for (Path file : Whittle.files()) {
      identity.recognize(file);
    }
    Optional<Path> metadata = Coordinates.localZip(CommunityRepository.coordinate());
    if (metadata.isPresent()) {
      identity.recognize(metadata.get());
    }
  }

  private static Path ownJar(Path libraries) throws IOException {
    try (var jars = Files.newDirectoryStream(libraries, "whittle-cli-*.jar")) {
      return jars.iterator().next();
    }
  }

  private static void run(List<String> arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("WHITTLE_"));
    Terminal terminal = new Terminal(nowhere, nowhere, Terminal.Audience.NOBODY, environment);
    if (CommandLines.run(terminal, arguments.toArray(String[]::new)) != 0) {
      System.exit(1);
    }
  }
}
