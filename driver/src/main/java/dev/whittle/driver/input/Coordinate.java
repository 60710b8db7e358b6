package dev.whittle.driver.input;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Maven artifact: {@code group:artifact:version} or {@code group:artifact:version:classifier}.
 *
 * @param classifier empty for the main artifact
 */
public record Coordinate(String group, String artifact, String version, String classifier) {
  private static final Pattern SYNTAX =
      Pattern.compile("([\\w.-]+):([\\w.-]+):([^\\s:/\\\\]+)(?::([\\w.-]+))?");

  /** The coordinate that {@code text} spells, or empty when it does not look like one. */
  public static Optional<Coordinate> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String classifier = matcher.group(4) == null ? "" : matcher.group(4);
    return Optional.of(
        new Coordinate(matcher.group(1), matcher.group(2), matcher.group(3), classifier));
  }

  /** Where it lies in a local repository of Maven's. */
  public Path file(Path repository, String extension) {
    String name = artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier);
    return repository
        .resolve(group.replace('.', '/'))
        .resolve(artifact)
        .resolve(version)
        .resolve(name + "." + extension);
  }

  @Override
  public String toString() {
    String main = group + ":" + artifact + ":" + version;
    return classifier.isEmpty() ? main : main + ":" + classifier;
  }
}
