package dev.whittle.codegen.world;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Classes to send through MIR and back: those of a jar, or of all modules of a JDK's run-time
 * image.
 *
 * @param classPath where the JDK is, or the jar and after it those that it needs
 * @param classes class files by path: in an image the module is the first part
 * @param needed class files by name that the library may name besides its own
 */
record Library(
    String name,
    Kind kind,
    List<Path> classPath,
    Map<String, byte[]> classes,
    Map<String, byte[]> needed) {
  /** Where classes come from. */
  enum Kind {
    IMAGE,
    JAR
  }

  private static final String SUFFIX = ".class";

  /** The first jar of a class path. */
  static Library ofJar(List<Path> classPath) throws IOException {
    Map<String, byte[]> needed = new HashMap<>();
    for (Path jar : classPath.subList(1, classPath.size())) {
      read(jar).forEach(needed::putIfAbsent);
    }
    Path jar = classPath.getFirst();
    String file = jar.getFileName().toString();
    return new Library(file.replaceFirst("\\.jar$", ""), Kind.JAR, classPath, read(jar), needed);
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().endsWith(SUFFIX)) {
          try (InputStream in = zip.getInputStream(entry)) {
            classes.put(path(entry.getName()), in.readAllBytes());
          }
        }
      }
    }
    return classes;
  }

  static Library ofImage(Path home) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    URI uri = URI.create("jrt:/");
    try (FileSystem image = FileSystems.newFileSystem(uri, Map.of("java.home", home.toString()));
        Stream<Path> files = Files.walk(image.getPath("/modules"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(SUFFIX)) {
          classes.put(
              path(file.toString().substring("/modules/".length())), Files.readAllBytes(file));
        }
      }
    }
    return new Library("JDK " + version(home), Kind.IMAGE, List.of(home), classes, Map.of());
  }

  private static String version(Path home) throws IOException {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    }
    return release.getProperty("JAVA_VERSION", "?").replace("\"", "");
  }

  private static String path(String file) {
    return file.substring(0, file.length() - SUFFIX.length());
  }

  /** The name that a class of this path has, unless it is a variant or a module declaration. */
  String className(String path) {
    return kind == Kind.IMAGE ? path.substring(path.indexOf('/') + 1) : path;
  }

  /** How {@code LinkWorld} names the class of this path. */
  String linkedName(String path) {
    int module = kind == Kind.IMAGE ? path.indexOf('/') + 1 : 0;
    return path.substring(0, module) + path.substring(module).replace('/', '.');
  }

  /** Whether the JVM can be asked for the class of this path. */
  boolean isLoadable(String path) {
    return !path.startsWith("META-INF/") && !className(path).endsWith("module-info");
  }

  /** Paths of some of the classes: those that a hash of seed and path draws. */
  List<String> slice(long seed, double percent) {
    return classes.keySet().stream().filter(path -> draw(seed, path) < percent).toList();
  }

  private static double draw(long seed, String path) {
    long hash = seed;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return Math.floorMod(hash, 10_000) / 100.0;
  }
}
