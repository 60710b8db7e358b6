package dev.whittle.dce;

import dev.whittle.dce.rules.ShrinkRules;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.Globs;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user asks to keep, one rule a line:
 *
 * <pre>
 * # from a number sign at the start of a word to the end of the line: a comment
 * com.example.Plugin                    the class, instantiable, with all of its members
 * com.example.Plugin#run                every method and field of that name
 * com.example.Plugin.run()              as in a symbol elsewhere; without (), the name of a class
 * com.example.Plugin#run(int,java.lang.String[])    one method
 * com.example.Plugin#&lt;init&gt;              its constructors
 * com.example.*                         the classes of a package
 * com.example.**Factory                 also of packages below
 * </pre>
 *
 * <p>{@code *} stands for any characters but dots, {@code **} for any; nested classes are written
 * with {@code $}. A rule is a root: what it names is reached though nothing calls it.
 *
 * <p>A file whose first word begins with a hyphen is written in the options of shrinkers instead.
 *
 * @param options the rules that are written so
 */
public record KeepRules(List<Rule> rules, ShrinkRules options) {
  public static final KeepRules NONE = new KeepRules(List.of(), ShrinkRules.NONE);

  public KeepRules {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param type pattern of a class name, with dots
   * @param member pattern of a member name, null for all
   * @param parameters parameter types in source form, null for any
   * @param place the file, if any, the line and the text, for messages
   */
  public record Rule(String type, String member, List<String> parameters, String place) {
    public Rule {
      parameters = parameters == null ? null : List.copyOf(parameters);
    }

    /** Whether the rule names exactly one class, which can be asked for by name. */
    public boolean namesOneClass() {
      return type.indexOf('*') < 0;
    }

    boolean matchesClass(String internalName) {
      return Globs.pattern(type, '.').matcher(internalName.replace('/', '.')).matches();
    }

    boolean matchesMember(Selector selector) {
      if (member == null) {
        return true;
      }
      if (!Globs.pattern(member, '.').matcher(selector.name()).matches()) {
        return false;
      }
      return parameters == null
          || (selector.descriptor().startsWith("(")
              && parameters.equals(Descriptor.sourceParameters(selector.descriptor())));
    }
  }

  /**
   * Parses a file of rules.
   *
   * @param file named in messages
   * @throws IllegalArgumentException for a line that is no rule, naming file, line and text
   */
  public static KeepRules parse(String file, String text) {
    if (ShrinkRules.isWrittenIn(text)) {
      return new KeepRules(List.of(), ShrinkRules.parse(file, text));
    }
    List<Rule> rules = new ArrayList<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].replaceAll("(^|\\s)#.*", "").trim();
      if (!line.isEmpty()) {
        rules.add(rule(line, file + ":" + (i + 1) + ": "));
      }
    }
    return new KeepRules(rules, ShrinkRules.NONE);
  }

  /** These rules, then those of {@code others}. */
  public KeepRules and(KeepRules others) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(others.rules());
    return new KeepRules(all, options.and(others.options));
  }

  private static Rule rule(String line, String place) {
    int open = line.indexOf('(');
    String name = (open < 0 ? line : line.substring(0, open)).trim();
    int separator = separator(name, open >= 0);
    String type = separator < 0 ? name : name.substring(0, separator);
    String member = separator < 0 ? null : name.substring(separator + 1);
    boolean wellFormed =
        type.matches("[\\p{javaJavaIdentifierPart}.*-]+")
            && (member == null || member.matches("[\\p{javaJavaIdentifierPart}*<>-]+"))
            && !type.startsWith("-")
            && (open < 0 || (member != null && line.endsWith(")")));
    if (!wellFormed) {
      throw new IllegalArgumentException(
          place + "not a keep rule: " + line + " (docs/keep-rules.md shows some)");
    }
    List<String> parameters = open < 0 ? null : parameters(line);
    return new Rule(type, member, parameters, place + line);
  }

  /**
   * Where the member's name begins: at a number sign; without one, at the last dot where parameters
   * or {@code <init>} follow it, as only a member has them.
   */
  private static int separator(String name, boolean hasParameters) {
    int hash = name.indexOf('#');
    if (hash >= 0) {
      return hash;
    }
    return hasParameters || name.endsWith(".<init>") ? name.lastIndexOf('.') : -1;
  }

  private static List<String> parameters(String line) {
    String list = line.substring(line.indexOf('(') + 1, line.length() - 1).trim();
    return list.isEmpty() ? List.of() : List.of(list.split("\\s*,\\s*"));
  }
}
