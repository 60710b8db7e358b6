package dev.whittle.bench.speed;

import dev.whittle.driver.Build;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.BuildRequest.Generation;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.input.ManifestClassPath;
import dev.whittle.driver.maven.Downloads;
import dev.whittle.driver.maven.MavenArtifacts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * What a comparison needs, in a folder: for each workload the library in one jar as Whittle builds
 * it without pruning, and the compiled loop. The library as it came is named by a list of its jars.
 */
final class Preparation {
  private static final String JARS = "jars.txt";

  private Preparation() {}

  static void prepare(Workload workload, Path folder) throws IOException {
    Path work = Files.createDirectories(folder.resolve(workload.name()));
    Inputs inputs =
        Inputs.resolve(
            List.of(workload.coordinates),
            List.of(),
            () -> MavenArtifacts.ofUser(System.getenv("PATH"), Downloads.SILENT),
            ManifestClassPath.READ);
    List<Path> jars = inputs.all().stream().map(Input::path).toList();
    Files.write(work.resolve(JARS), jars.stream().map(Path::toString).toList());
    Build.recompute(
        new BuildRequest(
            inputs,
            List.of(),
            new BuildRequest.Output.SingleJar(output(work)),
            List.of(Path.of(System.getProperty("java.home"))),
            List.of(),
            Generation.EAGER,
            Runtime.getRuntime().availableProcessors(),
            folder.resolve("cache")),
        _ -> {});
    compile(workload, jars, work);
  }

  private static Path output(Path work) {
    return work.resolve("round-tripped.jar");
  }

  private static void compile(Workload workload, List<Path> jars, Path work) throws IOException {
    Path source = work.resolve(workload.source + ".java");
    try (InputStream in = Preparation.class.getResourceAsStream(workload.source + ".java")) {
      Files.write(source, in.readAllBytes());
    }
    String classPath = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    Path classes = Files.createDirectories(work.resolve("classes"));
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-nowarn", "-cp", classPath, "-d", "" + classes, "" + source);
    if (exit != 0) {
      throw new IllegalStateException("does not compile: " + source);
    }
  }

  /** The loop over the library in this version, in a class loader of its own. */
  static IntSupplier load(Workload workload, SameSpeed.Version version, Path folder)
      throws IOException, ReflectiveOperationException {
    Path work = folder.resolve(workload.name());
    List<Path> classPath = new ArrayList<>(List.of(work.resolve("classes")));
    switch (version) {
      case ORIGINAL ->
          Files.readAllLines(work.resolve(JARS)).stream().map(Path::of).forEach(classPath::add);
      case ROUND_TRIPPED -> classPath.add(output(work));
    }
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    return (IntSupplier) loader.loadClass(workload.source).getConstructor().newInstance();
  }

  static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
