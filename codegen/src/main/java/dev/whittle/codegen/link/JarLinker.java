package dev.whittle.codegen.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the output of a build. */
public final class JarLinker {
  private final OrderedMap parallel;
  private final MergeRules rules = MergeRules.builtIn();

  public JarLinker(OrderedMap parallel) {
    this.parallel = parallel;
  }

  /**
   * One jar of all crates.
   *
   * @param crates in class-path order; the first is the root whose manifest counts
   * @param mainClass the class to start, by binary name, or empty to leave it to the manifest
   * @throws IOException when the jar cannot be written or a content cannot be had; nothing is
   *     changed then
   */
  public LinkReport jar(List<LinkedCrate> crates, String mainClass, Path jar) throws IOException {
    SingleJar merged = new SingleJar(crates, rules);
    List<ZipWriter.Packed> entries = new ArrayList<>();
    entries.add(ZipWriter.pack(JarManifest.PATH, merged.manifest(mainClass).toBytes()));
    List<LinkReport.Duplicate> duplicates = new ArrayList<>();
    Long[] crateBytes = new Long[crates.size()];
    Arrays.fill(crateBytes, 0L);
    for (PackedPath path : packAll(merged)) {
      entries.add(path.packed());
      path.duplicate().ifPresent(duplicates::add);
      if (path.owner() >= 0) {
        crateBytes[path.owner()] += path.packed().data().length;
      }
    }
    try (OutputFile file = OutputFile.write(jar, entries)) {
      return new LinkReport(
          List.of(file.publish()), List.of(crateBytes), duplicates, signed(crates));
    }
  }

  private static List<String> signed(List<LinkedCrate> crates) {
    return crates.stream()
        .filter(c -> c.entries().stream().anyMatch(entry -> JarPaths.signature(entry.name())))
        .map(LinkedCrate::name)
        .toList();
  }

  private record PackedPath(
      int owner, ZipWriter.Packed packed, Optional<LinkReport.Duplicate> duplicate) {}

  private List<PackedPath> packAll(SingleJar merged) throws IOException {
    try {
      return parallel.map(
          merged.paths(),
          path -> {
            try {
              SingleJar.Chosen chosen = merged.choose(path);
              return new PackedPath(
                  merged.owner(path), ZipWriter.pack(path, chosen.content()), chosen.duplicate());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * A jar per crate that has anything left, in a directory that is made when missing. The first can
   * be started: its manifest names the others in order. Jars are moved to their places when all are
   * written; other files of the directory stay.
   *
   * @param crates as for {@link #jar}
   * @param mainClass as for {@link #jar}
   * @throws IOException as for {@link #jar}
   */
  public LinkReport directory(List<LinkedCrate> crates, String mainClass, Path directory)
      throws IOException {
    List<LinkedCrate> left = new ArrayList<>();
    List<Long> crateBytes = new ArrayList<>();
    for (LinkedCrate crate : crates) {
      if (left.isEmpty() || hasContent(crate)) {
        left.add(crate);
      }
    }
    List<String> names = fileNames(left);
    List<OutputFile> files = new ArrayList<>();
    try {
      for (LinkedCrate crate : crates) {
        int index = files.size();
        if (index == left.size() || left.get(index) != crate) {
          crateBytes.add(0L);
          continue;
        }
        List<String> others = index == 0 ? names.subList(1, names.size()) : List.of();
        List<ZipWriter.Packed> entries = ownEntries(crate, index == 0 ? mainClass : "", others);
        files.add(OutputFile.write(directory.resolve(names.get(index)), entries));
        crateBytes.add(entries.stream().mapToLong(entry -> entry.data().length).sum());
      }
      List<LinkReport.Jar> jars = new ArrayList<>();
      for (OutputFile file : files) {
        jars.add(file.publish());
      }
      return new LinkReport(jars, crateBytes, List.of(), signed(left));
    } finally {
      for (OutputFile file : files) {
        file.close();
      }
    }
  }

  private static boolean hasContent(LinkedCrate crate) {
    return crate.entries().stream().anyMatch(entry -> !JarPaths.manifest(entry.name()));
  }

  private List<ZipWriter.Packed> ownEntries(
      LinkedCrate crate, String mainClass, List<String> others) throws IOException {
    Map<String, LinkedCrate.Content> files = new LinkedHashMap<>();
    for (LinkedCrate.Entry entry : crate.entries()) {
      if (survivesInOwnJar(entry.name())) {
        files.putIfAbsent(entry.name(), entry.content());
      }
    }
    List<String> names = new ArrayList<>(JarPaths.folders(files.keySet()));
    names.addAll(files.keySet());
    ManifestMerge.Part part = new ManifestMerge.Part(manifest(crate), List.copyOf(files.keySet()));
    JarManifest manifest = ManifestMerge.own(part, mainClass, others);
    List<ZipWriter.Packed> entries = new ArrayList<>();
    entries.add(ZipWriter.pack(JarManifest.PATH, manifest.toBytes()));
    try {
      entries.addAll(parallel.map(names, name -> pack(name, files.get(name))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return entries;
  }

  private static boolean survivesInOwnJar(String name) {
    return !JarPaths.manifest(name)
        && !JarPaths.staleInAnyOutput(name)
        && !JarPaths.moduleDescriptor(name);
  }

  /** A folder has no content. */
  private static ZipWriter.Packed pack(String name, LinkedCrate.Content content) {
    try {
      return ZipWriter.pack(name, content == null ? Deflated.of(new byte[0]) : content.deflated());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** File names in a folder where no two may be equal, whatever the case. */
  private static List<String> fileNames(List<LinkedCrate> crates) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (LinkedCrate crate : crates) {
      String base = crate.name().replaceAll("[/\\\\:*?\"<>|]", "_");
      String name = base;
      for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
        name = base + "-" + i;
      }
      names.add(name + ".jar");
    }
    return names;
  }

  /** The crate's manifest, or one without attributes when it has none. */
  static JarManifest manifest(LinkedCrate crate) throws IOException {
    for (LinkedCrate.Entry entry : crate.entries()) {
      if (JarPaths.manifest(entry.name())) {
        return JarManifest.read(entry.content().bytes());
      }
    }
    return new JarManifest();
  }
}
