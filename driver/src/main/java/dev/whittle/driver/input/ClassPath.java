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
import java.util.stream.Stream;

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
      } else if (listsJars(element)) {
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

  /** The directories whose jars {@code text} asks for. */
  public static List<Path> listedDirectories(String text) {
    List<Path> directories = new ArrayList<>();
    for (String element : text.split(File.pathSeparator, -1)) {
      if (listsJars(element)) {
        directories.add(Path.of(element.substring(0, element.length() - 1)));
      }
    }
    return directories;
  }

  private static boolean listsJars(String element) {
    return element.equals("*") || element.endsWith(File.separator + "*");
  }

  /** Whether an element is empty, and so the current directory. */
  public static boolean hasEmptyElement(String text) {
    return Stream.of(text.split(File.pathSeparator, -1)).anyMatch(String::isEmpty);
  }

  /** An entry that only a manifest names, and that is not there. */
  public record MissingEntry(Path jar, String reference) {
    /** Where it would be; empty when that is no file. */
    public Optional<Path> place() {
      return resolve(jar, reference);
    }
  }

  /** Entries, and what manifests name besides. */
  public record Followed(List<Path> entries, List<MissingEntry> missing) {
    public Followed {
      entries = List.copyOf(entries);
      missing = List.copyOf(missing);
    }
  }

  /**
   * {@code entries} with what their manifests' {@code Class-Path} adds, each file once, at the
   * place where {@code java} would first look into it.
   */
  public static Followed followManifests(List<Path> entries, ManifestClassPath manifests) {
    Map<Place, Path> seen = new LinkedHashMap<>();
    List<MissingEntry> missing = new ArrayList<>();
    for (Path entry : entries) {
      follow(entry, manifests, seen, missing);
    }
    return new Followed(List.copyOf(seen.values()), missing);
  }

  private static void follow(
      Path entry, ManifestClassPath manifests, Map<Place, Path> seen, List<MissingEntry> missing) {
    if (seen.putIfAbsent(Place.of(entry), entry) != null
        || !Files.isRegularFile(entry)
        || entry.toString().endsWith(".mirc")) {
      return;
    }
    String classPath = manifests.of(entry).strip();
    for (String reference : classPath.isEmpty() ? new String[0] : classPath.split("\\s+")) {
      Optional<Path> next = resolve(entry, reference).filter(Files::exists);
      if (next.isPresent()) {
        follow(next.get(), manifests, seen, missing);
      } else {
        missing.add(new MissingEntry(entry, reference));
      }
    }
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
