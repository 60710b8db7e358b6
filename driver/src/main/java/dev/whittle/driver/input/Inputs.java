package dev.whittle.driver.input;

import dev.whittle.driver.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Everything a build reads, in class-path order: the roots, then what they and the user's class
 * path add.
 *
 * @param roots the program itself; never empty
 * @param libraries the dependencies, without the roots
 * @param missing what manifests name besides and is not there
 */
public record Inputs(
    List<Input> roots, List<Input> libraries, List<ClassPath.MissingEntry> missing) {
  public Inputs {
    missing = List.copyOf(missing);
    roots = List.copyOf(roots);
    libraries = List.copyOf(libraries);
  }

  /** Inputs whose manifests name nothing that is missing. */
  public Inputs(List<Input> roots, List<Input> libraries) {
    this(roots, libraries, List.of());
  }

  /** Roots and libraries, in class-path order. */
  public List<Input> all() {
    List<Input> all = new ArrayList<>(roots);
    all.addAll(libraries);
    return List.copyOf(all);
  }

  /**
   * Resolves what a person wrote. A root that names an existing file is that file, whatever it
   * looks like; otherwise it may be a coordinate. Coordinates are resolved together, so that one
   * version of each artifact is chosen. Dependencies of coordinates come before {@code classPath}.
   *
   * @param classPath as {@link ClassPath#parse} gives it
   * @param artifacts asked only when a root is a coordinate
   * @param manifests what jars add to the class path
   * @throws Diagnostic when something is not there
   */
  public static Inputs resolve(
      List<String> roots,
      List<Path> classPath,
      Supplier<? extends ArtifactSource> artifacts,
      ManifestClassPath manifests) {
    Named named = Named.of(roots, artifacts);
    List<Path> entries = new ArrayList<>(named.roots());
    entries.addAll(named.artifacts());
    entries.addAll(classPath);
    ClassPath.Followed followed = ClassPath.followManifests(entries, manifests);
    Inputs inputs = of(named.roots(), followed.entries());
    return new Inputs(inputs.roots(), inputs.libraries(), followed.missing());
  }

  /**
   * What a person named, and what coordinates among it need at run time, but nothing that manifests
   * add: one input for each.
   *
   * @throws Diagnostic when something is not there
   */
  public static Inputs named(List<String> roots, Supplier<? extends ArtifactSource> artifacts) {
    Named named = Named.of(roots, artifacts);
    return of(named.roots(), named.artifacts());
  }

  /** Each file once, whatever its spelling. */
  private static Inputs of(List<Path> roots, List<Path> others) {
    Set<Place> seen = new HashSet<>();
    Predicate<Path> first = path -> seen.add(Place.of(path));
    List<Input> rootInputs = roots.stream().filter(first).map(Input::of).toList();
    return new Inputs(rootInputs, others.stream().filter(first).map(Input::of).toList());
  }

  /** The files of roots and those of what they need. */
  private record Named(List<Path> roots, List<Path> artifacts) {
    static Named of(List<String> roots, Supplier<? extends ArtifactSource> artifacts) {
      List<Coordinate> coordinates =
          roots.stream().flatMap(root -> coordinate(root).stream()).distinct().toList();
      List<ArtifactSource.Resolved> resolved =
          coordinates.isEmpty() ? List.of() : artifacts.get().resolve(coordinates);
      List<Path> files = new ArrayList<>();
      for (String root : roots) {
        files.add(coordinate(root).map(c -> fileOf(c, resolved)).orElseGet(() -> file(root)));
      }
      return new Named(files, resolved.stream().map(ArtifactSource.Resolved::file).toList());
    }
  }

  private static Optional<Coordinate> coordinate(String root) {
    return Files.exists(Path.of(root)) ? Optional.empty() : Coordinate.parse(root);
  }

  /** What is no file and has colons is most likely a coordinate gone wrong. */
  private static Path file(String root) {
    if (root.contains(":") && !Files.exists(Path.of(root))) {
      throw new Diagnostic(root + ": neither a file nor group:artifact:version[:classifier]");
    }
    return Input.of(Path.of(root)).path();
  }

  private static Path fileOf(Coordinate coordinate, List<ArtifactSource.Resolved> resolved) {
    return resolved.stream()
        .filter(artifact -> artifact.coordinate().equals(coordinate))
        .map(ArtifactSource.Resolved::file)
        .findFirst()
        .orElseThrow(() -> new Diagnostic(coordinate + ": resolved to no jar"));
  }
}
