package dev.whittle.driver.metadata;

import dev.whittle.dce.metadata.JsonReader;
import dev.whittle.driver.Diagnostic;
import dev.whittle.ir.ClassSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
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
  private static final String INDEX = "/index.json";

  private record Artifact(String group, String name, String version) {}

  private final Path path;
  private final ZipFile zip;

  /** Of all files, in order of the zip; null until somebody asks. */
  private List<String> names;

  /** By artifact; null until somebody asks. */
  private Map<String, List<String>> groups;

  private RepositoryZip(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
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

  private void add(String folder, Map<String, byte[]> files) throws IOException {
    for (String name : names()) {
      if (name.startsWith(folder) && name.endsWith(".json") && !name.endsWith(INDEX)) {
        files.put(WithMetadata.FOLDER + name, bytes(name));
      }
    }
  }

  private byte[] bytes(String name) throws IOException {
    return zip.getInputStream(zip.getEntry(name)).readAllBytes();
  }

  /**
   * ▸ Listing the 8,743 files takes 1.5 % of a cold build of google-java-format, so it is done for
   * crates without {@code pom.properties} and for artifacts that are known only.
   */
  private List<String> names() {
    if (names == null) {
      names = new ArrayList<>();
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        names.add(entries.nextElement().getName());
      }
    }
    return names;
  }

  /** The groups that have an artifact of this name. */
  private List<String> groups(String artifact) {
    if (groups == null) {
      groups = new HashMap<>();
      for (String name : names()) {
        int end = name.length() - INDEX.length();
        int slash = name.indexOf('/');
        boolean isIndex = name.endsWith(INDEX) && slash > 0 && slash + 1 < end;
        if (isIndex && name.indexOf('/', slash + 1) == end) {
          groups
              .computeIfAbsent(name.substring(slash + 1, end), _ -> new ArrayList<>())
              .add(name.substring(0, slash));
        }
      }
    }
    return groups.getOrDefault(artifact, List.of());
  }

  private boolean has(String group, String artifact) {
    return !group.isEmpty()
        && !artifact.isEmpty()
        && group.indexOf('/') < 0
        && artifact.indexOf('/') < 0
        && zip.getEntry(group + "/" + artifact + INDEX) != null;
  }

  private SequencedSet<Artifact> artifacts(ClassSource crate) throws IOException {
    SequencedSet<Artifact> artifacts = new LinkedHashSet<>();
    for (String name : crate.resourceNames()) {
      if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
        Properties pom = new Properties();
        pom.load(new java.io.ByteArrayInputStream(crate.resource(name).orElseThrow()));
        String artifact = pom.getProperty("artifactId", "");
        String group = pom.getProperty("groupId", "");
        if (has(group, artifact)) {
          artifacts.add(new Artifact(group, artifact, pom.getProperty("version", "")));
        }
      }
    }
    Matcher versioned = VERSIONED.matcher(crate.name());
    if (artifacts.isEmpty() && versioned.matches()) {
      for (String group : groups(versioned.group(1))) {
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
    String text = new String(bytes(folder + "index.json"), StandardCharsets.UTF_8);
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
