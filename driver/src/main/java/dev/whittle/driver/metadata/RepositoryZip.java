package dev.whittle.driver.metadata;

import dev.whittle.dce.metadata.JsonReader;
import dev.whittle.driver.Diagnostic;
import dev.whittle.ir.ClassSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The repository, for the crates of one build. Only the zip's directory and the indexes of
 * artifacts that crates may be are read. It is never closed, but by the JVM.
 *
 * <p>Which artifact a crate is follows from its content and its name: from each {@code
 * META-INF/maven/.../pom.properties} in it, or, without any, from {@code artifact-version} as the
 * name of its file. As the latter says nothing of the group, every group that has the artifact
 * counts: entries about classes that the program does not have say nothing.
 */
final class RepositoryZip {
  private static final Pattern VERSIONED = Pattern.compile("(.+?)-(\\d[^/]*)");
  private static final Pattern INDEX = Pattern.compile("([^/]+)/([^/]+)/index\\.json");

  private record Artifact(String group, String name, String version) {}

  private final Path path;
  private final ZipFile zip;

  /** Groups by artifact. */
  private final Map<String, List<String>> groups = new HashMap<>();

  private RepositoryZip(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
    zip.stream()
        .map(ZipEntry::getName)
        .sorted()
        .forEach(
            name -> {
              Matcher index = INDEX.matcher(name);
              if (index.matches()) {
                groups.computeIfAbsent(index.group(2), _ -> new ArrayList<>()).add(index.group(1));
              }
            });
  }

  static RepositoryZip open(Path path) {
    try {
      return new RepositoryZip(path, new ZipFile(path.toFile()));
    } catch (IOException failure) {
      throw Diagnostic.of(path, failure);
    }
  }

  /** Whether a file of this name, without its extension, can be looked up. */
  static boolean isVersioned(String name) {
    return VERSIONED.matcher(name).matches();
  }

  /** What the repository has for a crate: files by the path they would have in it. */
  Map<String, byte[]> filesFor(ClassSource crate) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      for (Artifact artifact : artifacts(crate)) {
        String folder = artifact.group + "/" + artifact.name + "/";
        String version = metadataVersion(folder, artifact.version);
        if (version != null) {
          add(folder + version + "/", files);
        }
      }
    } catch (IOException failure) {
      throw Diagnostic.of(path, failure);
    }
    return files;
  }

  private void add(String folder, Map<String, byte[]> files) {
    zip.stream()
        .filter(entry -> entry.getName().startsWith(folder) && entry.getName().endsWith(".json"))
        .filter(entry -> !entry.getName().endsWith("/index.json"))
        .forEach(entry -> files.put(WithMetadata.FOLDER + entry.getName(), bytes(entry)));
  }

  private byte[] bytes(ZipEntry entry) {
    try {
      return zip.getInputStream(entry).readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private SequencedSet<Artifact> artifacts(ClassSource crate) throws IOException {
    SequencedSet<Artifact> artifacts = new LinkedHashSet<>();
    for (String name : crate.resourceNames()) {
      if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
        Properties pom = new Properties();
        pom.load(new java.io.ByteArrayInputStream(crate.resource(name).orElseThrow()));
        String artifact = pom.getProperty("artifactId", "");
        String group = pom.getProperty("groupId", "");
        if (groups.getOrDefault(artifact, List.of()).contains(group)) {
          artifacts.add(new Artifact(group, artifact, pom.getProperty("version", "")));
        }
      }
    }
    Matcher versioned = VERSIONED.matcher(crate.name());
    if (artifacts.isEmpty() && versioned.matches()) {
      for (String group : groups.getOrDefault(versioned.group(1), List.of())) {
        artifacts.add(new Artifact(group, versioned.group(1), versioned.group(2)));
      }
    }
    return artifacts;
  }

  /**
   * The version whose metadata is for {@code version}: one that was tested with it, one that says
   * it is for it, or else the latest; null when there is none.
   */
  private String metadataVersion(String folder, String version) throws IOException {
    String text =
        new String(
            zip.getInputStream(zip.getEntry(folder + "index.json")).readAllBytes(),
            StandardCharsets.UTF_8);
    String byDefault = null;
    String latest = null;
    if (!(JsonReader.read(text) instanceof List<?> entries)) {
      return null;
    }
    for (Object each : entries) {
      if (each instanceof Map<?, ?> entry
          && entry.get("metadata-version") instanceof String candidate) {
        if (entry.get("tested-versions") instanceof List<?> tested && tested.contains(version)) {
          return candidate;
        }
        if (entry.get("default-for") instanceof String versions && matches(versions, version)) {
          byDefault = candidate;
        }
        if (Boolean.TRUE.equals(entry.get("latest"))) {
          latest = candidate;
        }
      }
    }
    return byDefault == null ? latest : byDefault;
  }

  private static boolean matches(String regex, String version) {
    try {
      return Pattern.matches(regex, version);
    } catch (PatternSyntaxException _) {
      return false;
    }
  }
}
