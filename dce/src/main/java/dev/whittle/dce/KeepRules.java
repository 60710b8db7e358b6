package dev.whittle.dce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a user asks to keep, one rule a line:
 *
 * <pre>
 * # from a number sign at the start of a word to the end of the line: a comment
 * com.example.Plugin                    the class, instantiable, with all of its members
 * com.example.Plugin#run                every method and field of that name
 * com.example.Plugin#run(int,java.lang.String[])    one method
 * com.example.Plugin#&lt;init&gt;              its constructors
 * com.example.*                         the classes of a package
 * com.example.**Factory                 also of packages below
 * </pre>
 *
 * <p>{@code *} stands for any characters but dots, {@code **} for any; nested classes are written
 * with {@code $}. A rule is a root: what it names is reached though nothing calls it.
 */
public record KeepRules(List<Rule> rules) {
  public static final KeepRules NONE = new KeepRules(List.of());

  public KeepRules {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param type pattern of a class name, with dots
   * @param member pattern of a member name, null for all
   * @param parameters parameter types in source form, null for any
   */
  public record Rule(String type, String member, List<String> parameters) {
    public Rule {
      parameters = parameters == null ? null : List.copyOf(parameters);
    }

    /** Whether the rule names exactly one class, which can be asked for by name. */
    public boolean namesOneClass() {
      return type.indexOf('*') < 0;
    }

    boolean matchesClass(String internalName) {
      return pattern(type).matcher(internalName.replace('/', '.')).matches();
    }

    boolean matchesMember(Selector selector) {
      if (member == null) {
        return true;
      }
      if (!pattern(member).matcher(selector.name()).matches()) {
        return false;
      }
      return parameters == null
          || (selector.descriptor().startsWith("(")
              && parameters.equals(SourceNames.parameters(selector.descriptor())));
    }

    private static Pattern pattern(String text) {
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        if (text.startsWith("**", i)) {
          regex.append(".*");
          i++;
        } else if (text.charAt(i) == '*') {
          regex.append("[^.]*");
        } else {
          regex.append(Pattern.quote(text.substring(i, i + 1)));
        }
      }
      return Pattern.compile(regex.toString());
    }
  }

  /**
   * Parses a file of rules.
   *
   * <p>Errors: a line that is no rule throws {@link IllegalArgumentException} with its number and
   * text.
   */
  public static KeepRules parse(String text) {
    List<Rule> rules = new ArrayList<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].replaceAll("(^|\\s)#.*", "").trim();
      if (!line.isEmpty()) {
        rules.add(parseRule(line, i + 1));
      }
    }
    return new KeepRules(rules);
  }

  private static Rule parseRule(String line, int number) {
    int hash = line.indexOf('#');
    String type = hash < 0 ? line : line.substring(0, hash);
    String member = hash < 0 ? null : line.substring(hash + 1);
    List<String> parameters = null;
    if (member != null && member.endsWith(")") && member.indexOf('(') > 0) {
      String list = member.substring(member.indexOf('(') + 1, member.length() - 1).trim();
      parameters = list.isEmpty() ? List.of() : List.of(list.split("\\s*,\\s*"));
      member = member.substring(0, member.indexOf('('));
    }
    boolean wellFormed =
        type.matches("[\\p{javaJavaIdentifierPart}.*-]+")
            && (member == null || member.matches("[\\p{javaJavaIdentifierPart}*<>-]+"));
    if (!wellFormed) {
      throw new IllegalArgumentException("line " + number + ": not a keep rule: " + line);
    }
    return new Rule(type, member, parameters);
  }
}
