package dev.whittle.codegen.link;

import dev.whittle.ir.Globs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths are merged, and by which format. */
final class MergeRules {
  private static final String RESOURCE = "merge-rules.txt";

  private record Rule(Pattern path, ListingFormat format) {}

  private final List<Rule> rules;

  private MergeRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** The rules that come with Whittle. */
  static MergeRules builtIn() {
    try (InputStream in = MergeRules.class.getResourceAsStream(RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules that {@code text} states. */
  static MergeRules parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] columns = line.split("\\s+");
        if (columns.length != 2) {
          throw new IllegalArgumentException("not a merge rule: " + line);
        }
        rules.add(new Rule(Globs.pattern(columns[0], '/'), ListingFormat.named(columns[1])));
      }
    }
    return new MergeRules(List.copyOf(rules));
  }

  /** The format by which files at {@code path} are merged. */
  Optional<ListingFormat> format(String path) {
    return rules.stream()
        .filter(rule -> rule.path().matcher(path).matches())
        .map(Rule::format)
        .findFirst();
  }
}
