package dev.whittle.driver.input;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a path leads, links followed, whether or not something is there yet: two spellings of one
 * place are equal.
 */
public record Place(Path real) {
  /** The place that {@code path} names. */
  public static Place of(Path path) {
    return new Place(real(path.toAbsolutePath().normalize()));
  }

  private static Path real(Path absolute) {
    try {
      return absolute.toRealPath();
    } catch (IOException _) {
      Path parent = absolute.getParent();
      return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
    }
  }

  /** As a record's, which the JVM puts together when it is first called. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Place place && real.equals(place.real);
  }

  @Override
  public int hashCode() {
    return real.hashCode();
  }

  /** Whether this is directly in the directory {@code folder}. */
  public boolean isIn(Place folder) {
    return folder.real().equals(real.getParent());
  }
}
