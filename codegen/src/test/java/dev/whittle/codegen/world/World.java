package dev.whittle.codegen.world;

import dev.whittle.codegen.clean.CleanUps;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Sends libraries and JDK images through MIR and back and says what did not come back the same.
 *
 * <p>Usage: {@code World [--jdk HOME]... [--jar CLASS-PATH]... [--share PERCENT] [--seed N]
 * [--notes N] [--no-link]}. The first jar of a class path is the library, the others are what it
 * needs to link. With a share, some classes of each library are drawn by the seed, which is
 * printed; the others stay as they are.
 */
public final class World {
  private final List<Path> jdks = new ArrayList<>();
  private final List<List<Path>> classPaths = new ArrayList<>();
  private double share = 100;
  private long seed = System.currentTimeMillis() % 1_000_000;
  private int notes = 10;
  private boolean link = true;
  private CleanUps cleanUps = CleanUps.NONE;

  private World(List<String> arguments) {
    for (var rest = arguments.iterator(); rest.hasNext(); ) {
      switch (rest.next()) {
        case "--jdk" -> jdks.add(Path.of(rest.next()));
        case "--jar" -> classPaths.add(paths(rest.next()));
        case "--share" -> share = Double.parseDouble(rest.next());
        case "--seed" -> seed = Long.parseLong(rest.next());
        case "--notes" -> notes = Integer.parseInt(rest.next());
        case "--no-link" -> link = false;
        case "--clean-up" -> cleanUps = CleanUps.valueOf(rest.next().toUpperCase(Locale.ROOT));
        case String other -> throw new IllegalArgumentException("unknown argument " + other);
      }
    }
  }

  private static List<Path> paths(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
  }

  /** Exit code 1 when anything failed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(new World(List.of(arguments)).run() == 0 ? 0 : 1);
  }

  private int run() throws IOException, InterruptedException {
    System.out.println("seed " + seed + ", share " + share + " %");
    Path work = Files.createTempDirectory("whittle-world");
    int failures = 0;
    try {
      Linkage linkage = new Linkage(Path.of(System.getProperty("java.home")), work);
      List<String> rows = new ArrayList<>();
      for (List<Path> classPath : classPaths) {
        failures += roundTrip(Library.ofJar(classPath), linkage, rows);
      }
      for (Path jdk : jdks) {
        failures += roundTrip(Library.ofImage(jdk), linkage, rows);
      }
      System.out.println(Tally.HEAD);
      rows.forEach(System.out::println);
    } finally {
      delete(work);
    }
    return failures;
  }

  private int roundTrip(Library library, Linkage linkage, List<String> rows)
      throws IOException, InterruptedException {
    List<String> slice = library.slice(seed, share);
    if (slice.isEmpty()) {
      return 0;
    }
    Tally tally = new Tally(library.name());
    Fidelity fidelity = new Fidelity(library, cleanUps, tally);
    slice.forEach(fidelity::roundTrip);
    if (slice.size() == library.classes().size()) {
      tally.judgeWhole();
    }
    if (link) {
      linkage.compare(library, fidelity.emitted(), tally);
    }
    rows.add(tally.row());
    System.out.println(tally.row());
    tally.notes(notes).forEach(System.out::println);
    return tally.failureCount();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
