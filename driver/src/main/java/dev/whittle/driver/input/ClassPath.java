package dev.whittle.driver.input;

import dev.whittle.driver.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Class paths as {@code java} reads them: separated by the platform's path separator, an empty
 * element is the current directory, {@code dir/*} is every jar in a directory, and a jar's {@code
 * Class-Path} attribute adds entries behind it.
 *
 * <p>Where {@code java} leaves the order of {@code dir/*} open, it is by file name here. Where
 * {@code java} ignores a missing entry, one that the user wrote is a {@link Diagnostic} here;
 * entries that only a manifest names may be missing, as many published manifests name files nobody
 * ships.
 */
public final class ClassPath {
  private ClassPath() {}

  /**
   * The entries that {@code text} names, in order, without those that manifests add.
   *
   * @throws Diagnostic for an entry that does not exist
   */
  public static List<Path> parse(String text) {
    List<Path> entries = new ArrayList<>();
    for (String element : text.split(File.pathSeparator, -1)) {
      if (element.isEmpty()) {
        entries.add(Path.of("."));
      } else if (element.equals("*") || element.endsWith(File.separator + "*")) {
        entries.addAll(jarsIn(Path.of(element.substring(0, element.length() - 1))));
      } else {
        Path entry = Path.of(element);
        if (!Files.exists(entry)) {
          throw new Diagnostic("class path: " + entry + ": no such file or directory");
        }
        entries.add(entry);
      }
    }
    return entries;
  }

  /**
   * {@code entries} with what their manifests' {@code Class-Path} adds, each file once, at the
   * place where {@code java} would first look into it.
   */
  public static List<Path> followManifests(List<Path> entries) {
    Map<Place, Path> seen = new LinkedHashMap<>();
    for (Path entry : entries) {
      follow(entry, seen);
    }
    return List.copyOf(seen.values());
  }

  private static void follow(Path entry, Map<Place, Path> seen) {
    if (seen.putIfAbsent(Place.of(entry), entry) == null) {
      for (Path next : manifestClassPath(entry)) {
        follow(next, seen);
      }
    }
  }

  private static List<Path> manifestClassPath(Path entry) {
    if (!Files.isRegularFile(entry) || entry.toString().endsWith(".mirc")) {
      return List.of();
    }
    String value;
    try (JarFile jar = new JarFile(entry.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      value =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    } catch (IOException failure) {
      throw new Diagnostic(entry + ": not a readable jar: " + failure.getMessage(), failure);
    }
    return value == null || value.isBlank() ? List.of() : existing(entry, value);
  }

  private static List<Path> existing(Path jar, String classPath) {
    List<Path> entries = new ArrayList<>();
    for (String reference : classPath.strip().split("\\s+")) {
      resolve(jar, reference).filter(Files::exists).ifPresent(entries::add);
    }
    return entries;
  }

  /** A manifest's reference is a URL relative to the jar; only files can be followed. */
  private static Optional<Path> resolve(Path jar, String reference) {
    try {
      URI uri = jar.toAbsolutePath().toUri().resolve(new URI(reference));
      return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static List<Path> jarsIn(Path directory) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".jar")) {
          jars.add(file);
        }
      }
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
    jars.sort(null);
    return jars;
  }
}
