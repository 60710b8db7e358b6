package dev.whittle.testkit.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Violations that are known and accepted, each with its reason.
 *
 * <p>A file of lines {@code PATTERN # reason}. The pattern is compared with the whole printed
 * violation; {@code *} stands for any text. Empty lines and lines that start with {@code #} say
 * nothing. A line without a reason is an error: an exception that nobody can explain is a bug.
 */
public final class AllowList {
  /** Accepts nothing. */
  public static final AllowList EMPTY = new AllowList(List.of());

  private final List<Pattern> patterns;

  private AllowList(List<Pattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /**
   * Reads an allow file.
   *
   * @throws IllegalArgumentException if a line has no reason
   */
  public static AllowList read(Path file) throws IOException {
    var patterns = new ArrayList<Pattern>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(" # ", 2);
      if (parts.length < 2 || parts[1].isBlank()) {
        throw new IllegalArgumentException(file + ": no reason (PATTERN # reason): " + line);
      }
      patterns.add(pattern(parts[0].strip()));
    }
    return new AllowList(patterns);
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  boolean lists(Violation violation) {
    String line = violation.toString();
    return patterns.stream().anyMatch(p -> p.matcher(line).matches());
  }
}
