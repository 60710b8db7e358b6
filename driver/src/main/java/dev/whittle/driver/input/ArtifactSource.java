package dev.whittle.driver.input;

import dev.whittle.driver.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/** What can answer "the files of these coordinates and all they need at run time". */
@FunctionalInterface
public interface ArtifactSource {
  /**
   * The class path that a program depending on exactly {@code coordinates}, in this order, would
   * run with.
   *
   * @throws Diagnostic when a coordinate, or something it needs, cannot be had
   */
  List<Resolved> resolve(List<Coordinate> coordinates);

  /** A resolved artifact. */
  record Resolved(Coordinate coordinate, Path file) {}
}
