package dev.whittle.bench.ways;

import dev.whittle.cache.BuildCache;
import dev.whittle.driver.Build;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.BuildRequest.Generation;
import dev.whittle.driver.Lower;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One build of a program from crates, by what it keeps in its cache.
 *
 * <pre>
 * ColdBuild lower FOLDER JAR...           lowers the jars, the program first
 * ColdBuild KEPT FOLDER MAIN CACHE JAR    prints functions generated and bytes of the output
 * ColdBuild verify CACHE                  fails when the cache is damaged
 * </pre>
 */
public final class ColdBuild {
  private ColdBuild() {}

  /** What is kept. */
  private enum Kept {
    /** Nothing. */
    NOTHING,
    /** Images of classes. */
    IMAGES
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("lower")) {
      List<Input> jars = Stream.of(arguments).skip(2).map(Path::of).map(Input::of).toList();
      List<String> crates =
          Lower.run(new Inputs(jars, List.of()), folder, 2).stream()
              .map(written -> written.crate().toString())
              .toList();
      Files.write(order(folder), crates);
      return;
    }
    if (arguments[0].equals("verify")) {
      try (BuildCache cache = BuildCache.open(folder, BuildCache.Settings.USUAL)) {
        List<String> problems = cache.verify(false);
        if (!problems.isEmpty()) {
          throw new IllegalStateException(problems.toString());
        }
      }
      return;
    }
    Kept kept = Kept.valueOf(arguments[0]);
    List<Input> crates =
        new ArrayList<>(
            Files.readAllLines(order(folder)).stream().map(Path::of).map(Input::of).toList());
    List<Input> roots = List.of(crates.removeFirst());
    BuildRequest request =
        new BuildRequest(
            new Inputs(roots, crates),
            List.of(arguments[2]),
            new BuildRequest.Output.SingleJar(Path.of(arguments[4])),
            List.of(Path.of(System.getProperty("java.home"))),
            List.of(),
            Generation.REACHED,
            Runtime.getRuntime().availableProcessors(),
            Path.of(arguments[3]));
    BuildReport report =
        kept == Kept.NOTHING ? Build.recompute(request, _ -> {}) : Build.run(request, _ -> {});
    System.out.printf(
        "%d functions, %d bytes%n",
        report.total().functions().generated(), report.outputs().getFirst().bytes());
  }

  private static Path order(Path folder) {
    return folder.resolve("crates.txt");
  }
}
