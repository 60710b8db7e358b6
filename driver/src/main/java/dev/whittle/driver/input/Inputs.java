package dev.whittle.driver.input;

import dev.whittle.driver.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything a build reads, in class-path order: the roots, then what they and the user's class
 * path add.
 *
 * @param roots the program itself; never empty
 * @param libraries the dependencies, without the roots
 */
public record Inputs(List<Input> roots, List<Input> libraries) {
  public Inputs {
    roots = List.copyOf(roots);
    libraries = List.copyOf(libraries);
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
   * @param classPath as for {@code java -cp}; empty for none
   * @param artifacts asked only when a root is a coordinate
   * @throws Diagnostic when something is not there
   */
  public static Inputs resolve(
      List<String> roots, String classPath, Supplier<? extends ArtifactSource> artifacts) {
    List<Coordinate> coordinates =
        roots.stream().flatMap(root -> coordinate(root).stream()).distinct().toList();
    List<ArtifactSource.Resolved> resolved =
        coordinates.isEmpty() ? List.of() : artifacts.get().resolve(coordinates);
    List<Path> rootFiles = new ArrayList<>();
    for (String root : roots) {
      rootFiles.add(coordinate(root).map(c -> fileOf(c, resolved)).orElseGet(() -> Path.of(root)));
    }
    List<Path> entries = new ArrayList<>(rootFiles);
    resolved.forEach(artifact -> entries.add(artifact.file()));
    if (!classPath.isEmpty()) {
      entries.addAll(ClassPath.parse(classPath));
    }
    List<Input> rootInputs = new LinkedHashSet<>(rootFiles).stream().map(Input::of).toList();
    Set<Path> rootSet = Set.copyOf(rootFiles);
    List<Input> libraries =
        ClassPath.followManifests(entries).stream()
            .filter(entry -> !rootSet.contains(entry))
            .map(Input::of)
            .toList();
    return new Inputs(rootInputs, libraries);
  }

  private static Optional<Coordinate> coordinate(String root) {
    return Files.exists(Path.of(root)) ? Optional.empty() : Coordinate.parse(root);
  }

  private static Path fileOf(Coordinate coordinate, List<ArtifactSource.Resolved> resolved) {
    return resolved.stream()
        .filter(artifact -> artifact.coordinate().equals(coordinate))
        .map(ArtifactSource.Resolved::file)
        .findFirst()
        .orElseThrow(() -> new Diagnostic(coordinate + ": resolved to no jar"));
  }
}
