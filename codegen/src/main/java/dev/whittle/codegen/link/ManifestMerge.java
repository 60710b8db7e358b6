package dev.whittle.codegen.link;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The manifests of the output.
 *
 * <p>Of one jar for all crates: the main attributes are the first root's, as only the started jar's
 * count for the launcher. What the other crates' main attributes say about their packages ({@code
 * Implementation-Version}, {@code Sealed} and so on) becomes a section per package, so that {@link
 * Package} answers as before. One thing cannot be said in a manifest: that a package has no such
 * attribute though the main section has one; such packages show the root's (but for being sealed,
 * which can be denied).
 *
 * <p>Of a jar per crate: its own, the root's with a {@code Class-Path} of the others.
 */
final class ManifestMerge {
  private static final String CLASS_PATH = "Class-Path";
  private static final String MAIN_CLASS = "Main-Class";
  private static final String SEALED = "Sealed";
  private static final String MULTI_RELEASE = "Multi-Release";

  /** The attributes that {@code java.lang.Package} and sealing look up, per package. */
  private static final Set<String> OF_PACKAGES =
      Set.of(
          "specification-title",
          "specification-version",
          "specification-vendor",
          "implementation-title",
          "implementation-version",
          "implementation-vendor",
          "sealed");

  private ManifestMerge() {}

  /** A crate's manifest and the names that survive of the crate. */
  record Part(JarManifest manifest, List<String> names) {}

  /** One manifest for all. */
  static JarManifest single(List<Part> parts, String mainClass) {
    JarManifest merged = new JarManifest();
    parts.getFirst().manifest().mainAttributes().forEach(merged::putMain);
    merged.removeMain(CLASS_PATH);
    start(merged, mainClass, parts.stream().flatMap(part -> part.names().stream()).toList());
    boolean sealed = merged.main(SEALED).equalsIgnoreCase("true");
    Map<String, Integer> ownerOfPackage = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Map<String, String> common = i == 0 ? Map.of() : aboutPackages(part.manifest(), sealed);
      for (String section : packages(part.names())) {
        if (ownerOfPackage.putIfAbsent(section, i) == null && !common.isEmpty()) {
          merged.sections().put(section, new LinkedHashMap<>(common));
        }
      }
      addSections(part, merged);
    }
    return merged;
  }

  private static void addSections(Part part, JarManifest merged) {
    Set<String> names = new TreeSet<>(part.names());
    names.addAll(packages(part.names()));
    part.manifest()
        .sections()
        .forEach(
            (name, attributes) -> {
              if (names.contains(name)) {
                Map<String, String> section =
                    merged.sections().computeIfAbsent(name, _ -> new LinkedHashMap<>());
                attributes.forEach(section::put);
              }
            });
  }

  /** The manifest of a crate's own jar. {@code others} is not empty for the jar that is started. */
  static JarManifest own(Part part, String mainClass, List<String> others) {
    JarManifest own = part.manifest();
    own.removeMain(CLASS_PATH);
    start(own, mainClass, own.multiRelease() ? part.names() : List.of());
    if (!others.isEmpty()) {
      own.putMain(
          CLASS_PATH, others.stream().map(ManifestMerge::url).collect(Collectors.joining(" ")));
    }
    Set<String> names = new TreeSet<>(part.names());
    names.addAll(packages(part.names()));
    own.sections().keySet().retainAll(names);
    return own;
  }

  private static void start(JarManifest manifest, String mainClass, List<String> names) {
    if (!mainClass.isEmpty()) {
      manifest.putMain(MAIN_CLASS, mainClass);
    }
    manifest.removeMain(MULTI_RELEASE);
    if (names.stream().anyMatch(JarPaths::versioned)) {
      manifest.putMain(MULTI_RELEASE, "true");
    }
  }

  /** What a crate that is not the root says about its packages; {@code sealed}: the root is. */
  private static Map<String, String> aboutPackages(JarManifest manifest, boolean sealed) {
    Map<String, String> common = new LinkedHashMap<>();
    if (sealed && manifest.main(SEALED).isEmpty()) {
      common.put(SEALED, "false");
    }
    manifest
        .mainAttributes()
        .forEach(
            (name, value) -> {
              if (OF_PACKAGES.contains(name.toLowerCase(Locale.ROOT))) {
                common.put(name, value);
              }
            });
    return common;
  }

  private static Set<String> packages(List<String> names) {
    Set<String> packages = new TreeSet<>();
    names.stream().map(JarPaths::packageSection).forEach(packages::add);
    packages.remove("");
    return packages;
  }

  private static String url(String file) {
    return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
