package dev.whittle.testkit.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The class files of jars and class directories, by internal name; the first of a name counts, and
 * of a multi-release jar the variant that the given release loads.
 */
final class ClassPath implements AutoCloseable {
  private static final String SUFFIX = ".class";

  private final Map<String, Location> classes = new LinkedHashMap<>();
  private final List<JarFile> open = new ArrayList<>();

  private sealed interface Location {
    record InJar(JarFile jar, JarEntry entry) implements Location {}

    record InDirectory(Path file) implements Location {}
  }

  private ClassPath() {}

  /**
   * Opens jars and directories. A directory that has jars in it stands for these jars, in the order
   * of their names.
   *
   * @param release the feature version whose variants of multi-release jars are seen
   * @throws IOException if one of them is neither, or cannot be read
   */
  static ClassPath open(List<Path> entries, int release) throws IOException {
    var classPath = new ClassPath();
    try {
      for (Path entry : entries) {
        classPath.add(entry, release);
      }
      return classPath;
    } catch (IOException | RuntimeException e) {
      classPath.close();
      throw e;
    }
  }

  private void add(Path entry, int release) throws IOException {
    if (!Files.isDirectory(entry)) {
      addJar(entry, release);
      return;
    }
    List<Path> jars;
    try (Stream<Path> files = Files.list(entry)) {
      jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
    if (jars.isEmpty()) {
      addDirectory(entry);
    }
    for (Path jar : jars) {
      addJar(jar, release);
    }
  }

  private void addJar(Path file, int release) throws IOException {
    var version = Runtime.Version.parse(Integer.toString(release));
    var jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, version);
    open.add(jar);
    jar.versionedStream()
        .filter(e -> isClass(e.getName()))
        .forEach(e -> classes.putIfAbsent(className(e.getName()), new Location.InJar(jar, e)));
  }

  private void addDirectory(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> {
                String name = directory.relativize(file).toString().replace('\\', '/');
                if (isClass(name)) {
                  classes.putIfAbsent(className(name), new Location.InDirectory(file));
                }
              });
    }
  }

  private static boolean isClass(String entry) {
    return entry.endsWith(SUFFIX)
        && !entry.startsWith("META-INF/")
        && !entry.endsWith("module-info" + SUFFIX);
  }

  private static String className(String entry) {
    return entry.substring(0, entry.length() - SUFFIX.length());
  }

  /** The internal names of all classes. */
  Set<String> names() {
    return classes.keySet();
  }

  /** The class file of this name. */
  Optional<byte[]> read(String name) {
    try {
      return switch (classes.get(name)) {
        case null -> Optional.empty();
        case Location.InDirectory(Path file) -> Optional.of(Files.readAllBytes(file));
        case Location.InJar(JarFile jar, JarEntry entry) -> {
          try (var in = jar.getInputStream(entry)) {
            yield Optional.of(in.readAllBytes());
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  @Override
  public void close() throws IOException {
    for (JarFile jar : open) {
      jar.close();
    }
  }
}
