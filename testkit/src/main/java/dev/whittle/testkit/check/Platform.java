package dev.whittle.testkit.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The classes of a JDK, read from its run-time image without running it. */
final class Platform implements AutoCloseable {
  private final FileSystem image;
  private final int release;
  private final Map<String, List<Path>> modules = new ConcurrentHashMap<>();
  private final Map<String, Optional<ClassFacts>> facts = new ConcurrentHashMap<>();

  private Platform(FileSystem image, int release) {
    this.image = image;
    this.release = release;
  }

  /**
   * Opens the JDK at this home.
   *
   * @throws IOException if there is none
   */
  static Platform open(Path home) throws IOException {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(home.resolve("release"))) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return new Platform(
        FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString())),
        Runtime.Version.parse(version).feature());
  }

  /** The feature version of the JDK. */
  int release() {
    return release;
  }

  Optional<ClassFacts> find(String name) {
    return facts.computeIfAbsent(name, this::load);
  }

  private Optional<ClassFacts> load(String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      String packageName = name.substring(0, slash).replace('/', '.');
      for (Path module : modules.computeIfAbsent(packageName, this::modulesOf)) {
        Path file = module.resolve(name + ".class");
        if (Files.exists(file)) {
          return Optional.of(ClassFacts.ofPlatform(Files.readAllBytes(file)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private List<Path> modulesOf(String packageName) {
    Path links = image.getPath("/packages", packageName);
    if (!Files.isDirectory(links)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(links)) {
      return all.map(l -> image.getPath("/modules", l.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(packageName, e);
    }
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
