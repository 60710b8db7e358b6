package dev.whittle.dce.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * A file of options.
 *
 * @param rules its keep options, in order
 * @param attributes names and patterns of attributes that it keeps
 * @param ignored other options, each once
 */
public record ShrinkRules(
    List<ShrinkRule> rules, List<String> attributes, SequencedSet<String> ignored) {
  public static final ShrinkRules NONE =
      new ShrinkRules(List.of(), List.of(), new LinkedHashSet<>());

  public ShrinkRules {
    rules = List.copyOf(rules);
    attributes = List.copyOf(attributes);
    ignored = new LinkedHashSet<>(ignored);
  }

  /** These, then those of {@code others}. */
  public ShrinkRules and(ShrinkRules others) {
    List<ShrinkRule> allRules = new ArrayList<>(rules);
    allRules.addAll(others.rules);
    List<String> allAttributes = new ArrayList<>(attributes);
    allAttributes.addAll(others.attributes);
    SequencedSet<String> allIgnored = new LinkedHashSet<>(ignored);
    allIgnored.addAll(others.ignored);
    return new ShrinkRules(allRules, allAttributes, allIgnored);
  }

  public boolean isEmpty() {
    return rules.isEmpty() && attributes.isEmpty() && ignored.isEmpty();
  }

  /** Whether a file has this syntax: its first word that is no comment begins with a hyphen. */
  public static boolean isWrittenIn(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .filter(line -> line.startsWith("-") || line.startsWith("@"))
        .isPresent();
  }

  /**
   * Parses a file.
   *
   * @param file named in messages
   * @throws IllegalArgumentException for a keep option that cannot be read, naming file and line
   */
  public static ShrinkRules parse(String file, String text) {
    return new RuleParser(file, text).parse();
  }
}
