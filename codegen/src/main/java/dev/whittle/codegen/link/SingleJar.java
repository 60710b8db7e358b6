package dev.whittle.codegen.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one jar for all crates holds: every path once, with all crates that have it, in the order in
 * which a class loader meets them.
 *
 * <p>Left out: signatures and indexes, module descriptors (the jar is no module: it has packages of
 * several), versioned files of crates whose manifest does not say {@code Multi-Release}, and
 * versioned files whose plain path an earlier crate has, as they would wrongly come before it.
 */
final class SingleJar {
  private record Source(int crate, LinkedCrate.Content content) {}

  private final List<LinkedCrate> crates;
  private final MergeRules rules;
  private final Map<String, List<Source>> files = new LinkedHashMap<>();
  private final List<JarManifest> manifests = new ArrayList<>();

  SingleJar(List<LinkedCrate> crates, MergeRules rules) throws IOException {
    this.crates = crates;
    this.rules = rules;
    for (int i = 0; i < crates.size(); i++) {
      manifests.add(JarLinker.manifest(crates.get(i)));
      for (LinkedCrate.Entry entry : crates.get(i).entries()) {
        add(i, entry);
      }
    }
    files.keySet().removeIf(this::shadowed);
  }

  private void add(int crate, LinkedCrate.Entry entry) {
    String name = entry.name();
    boolean leftOut =
        JarPaths.manifest(name)
            || JarPaths.staleInAnyOutput(name)
            || JarPaths.moduleDescriptor(name)
            || (JarPaths.versioned(name) && !manifests.get(crate).multiRelease());
    if (!leftOut) {
      files.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(new Source(crate, entry.content()));
    }
  }

  private boolean shadowed(String name) {
    List<Source> plain = JarPaths.versioned(name) ? files.get(JarPaths.unversioned(name)) : null;
    return plain != null && plain.getFirst().crate() < files.get(name).getFirst().crate();
  }

  /** Folders, then files, without the manifest. */
  List<String> paths() {
    List<String> paths = new ArrayList<>(JarPaths.folders(files.keySet()));
    paths.addAll(files.keySet());
    return paths;
  }

  /** The crate that a path's bytes count for: the first that has it. Folders count for none: -1. */
  int owner(String path) {
    List<Source> sources = files.get(path);
    return sources == null ? -1 : sources.getFirst().crate();
  }

  JarManifest manifest(String mainClass) {
    List<List<String>> names = new ArrayList<>();
    crates.forEach(_ -> names.add(new ArrayList<>()));
    files.forEach((path, sources) -> names.get(sources.getFirst().crate()).add(path));
    List<ManifestMerge.Part> parts = new ArrayList<>();
    for (int i = 0; i < crates.size(); i++) {
      parts.add(new ManifestMerge.Part(manifests.get(i), names.get(i)));
    }
    return ManifestMerge.single(parts, mainClass);
  }

  /** The content of a path, and what was lost in choosing it. */
  record Chosen(Deflated content, Optional<LinkReport.Duplicate> duplicate) {}

  /** Reads, and merges where needed, what {@code path} holds. */
  Chosen choose(String path) throws IOException {
    List<Source> sources = files.getOrDefault(path, List.of());
    if (sources.isEmpty()) {
      return new Chosen(Deflated.of(new byte[0]), Optional.empty());
    }
    if (sources.size() == 1) {
      return new Chosen(sources.getFirst().content().deflated(), Optional.empty());
    }
    List<byte[]> contents = new ArrayList<>();
    for (Source source : sources) {
      contents.add(source.content().bytes());
    }
    Optional<ListingFormat> format = rules.format(path);
    if (format.isPresent()) {
      try {
        return new Chosen(Deflated.of(format.get().merge(contents)), Optional.empty());
      } catch (IOException _) {
        // Not of the format it should be: the first stays, as for any other path.
      }
    }
    return new Chosen(sources.getFirst().content().deflated(), duplicate(path, sources, contents));
  }

  private Optional<LinkReport.Duplicate> duplicate(
      String path, List<Source> sources, List<byte[]> contents) {
    List<String> dropped = new ArrayList<>();
    for (int i = 1; i < contents.size(); i++) {
      if (!Arrays.equals(contents.getFirst(), contents.get(i))) {
        dropped.add(nameOf(sources.get(i)));
      }
    }
    return dropped.isEmpty()
        ? Optional.empty()
        : Optional.of(new LinkReport.Duplicate(path, nameOf(sources.getFirst()), dropped));
  }

  private String nameOf(Source source) {
    return crates.get(source.crate()).name();
  }
}
