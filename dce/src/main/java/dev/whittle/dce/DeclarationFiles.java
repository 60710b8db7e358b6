package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import dev.whittle.ir.Globs;
import dev.whittle.ir.NameHashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files of a crate declare something, and in which format. */
final class DeclarationFiles {
  /** How a file is read. */
  enum Format {
    OPTIONS,
    LISTS_BY_TYPE,
    LINES_FOR_TYPE,
    FILES_FOR_TYPE
  }

  /** A file, and the text before the first wildcard of the pattern that it matches. */
  record Found(String path, Format format, String prefix) {}

  /**
   * A line of the table.
   *
   * @param hash stands for all paths that match: the only one, or their folder ({@link NameHashes})
   */
  private record Rule(String prefix, Pattern pattern, Format format, int hash) {}

  private static final List<Rule> RULES = builtIn();

  private DeclarationFiles() {}

  private static List<Rule> builtIn() {
    try (InputStream in = DeclarationFiles.class.getResourceAsStream("declarations.txt")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Rule> parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] columns = line.split("\\s+");
        int star = columns[0].indexOf('*');
        String prefix = star < 0 ? columns[0] : columns[0].substring(0, star);
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        rules.add(
            new Rule(
                prefix,
                Globs.pattern(columns[0], '/'),
                Format.valueOf(columns[1].toUpperCase(Locale.ROOT).replace('-', '_')),
                star < 0 ? prefix.hashCode() : folder.hashCode()));
      }
    }
    return List.copyOf(rules);
  }

  /** Whether a file of this path has one of the formats: another mechanism than tokens reads it. */
  static boolean has(String path) {
    return RULES.stream()
        .anyMatch(rule -> path.startsWith(rule.prefix) && rule.pattern.matcher(path).matches());
  }

  /** Whether a crate may have files of one of these formats. */
  static boolean any(Set<Format> formats, CrateIndex index) {
    for (Rule rule : RULES) {
      if (formats.contains(rule.format) && index.hasPaths(rule.hash)) {
        return true;
      }
    }
    return false;
  }

  /** The files of a crate that have one of these formats. */
  static List<Found> of(Set<Format> formats, ClassSource crate) {
    List<Found> found = new ArrayList<>();
    Optional<NameHashes> names = crate.names();
    for (Rule rule : RULES) {
      if (!formats.contains(rule.format)
          || names.isPresent() && !names.get().mayHavePath(rule.hash)) {
        continue;
      }
      for (String path : ReflectiveEffects.startingWith(crate.resourceNames(), rule.prefix)) {
        if (rule.pattern.matcher(path).matches()) {
          found.add(new Found(path, rule.format, rule.prefix));
        }
      }
    }
    return found;
  }
}
