package dev.whittle.dce.rules;

import dev.whittle.dce.rules.ClassSpec.Flags;
import dev.whittle.dce.rules.ClassSpec.MemberSpec;
import dev.whittle.dce.rules.ShrinkRule.Keeps;
import dev.whittle.ir.Access;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Parses one file of options. */
final class RuleParser {
  private static final Map<String, Keeps> KEEPS =
      Map.of(
          "-keep", Keeps.CLASSES,
          "-keepclassmembers", Keeps.MEMBERS,
          "-keepclasseswithmembers", Keeps.CLASSES_WITH_MEMBERS);

  /** Options that keep names of what survives anyway, and so say nothing here. */
  private static final Set<String> NAMES =
      Set.of("-keepnames", "-keepclassmembernames", "-keepclasseswithmembernames");

  private static final Map<String, Integer> MODIFIERS =
      Map.ofEntries(
          Map.entry("public", Access.PUBLIC),
          Map.entry("private", Access.PRIVATE),
          Map.entry("protected", Access.PROTECTED),
          Map.entry("static", Access.STATIC),
          Map.entry("final", Access.FINAL),
          Map.entry("synchronized", Access.SYNCHRONIZED),
          Map.entry("volatile", Access.VOLATILE),
          Map.entry("transient", Access.TRANSIENT),
          Map.entry("bridge", Access.BRIDGE),
          Map.entry("varargs", Access.VARARGS),
          Map.entry("native", Access.NATIVE),
          Map.entry("abstract", Access.ABSTRACT),
          Map.entry("strictfp", Access.STRICT),
          Map.entry("synthetic", Access.SYNTHETIC));
  private static final int VISIBILITY = Access.PUBLIC | Access.PRIVATE | Access.PROTECTED;

  private final RuleTokens tokens;
  private final List<ShrinkRule> rules = new ArrayList<>();
  private final List<String> attributes = new ArrayList<>();
  private final SequencedSet<String> ignored = new LinkedHashSet<>();

  RuleParser(String file, String text) {
    tokens = new RuleTokens(file, text);
  }

  ShrinkRules parse() {
    while (!tokens.isAtEnd()) {
      option();
    }
    return new ShrinkRules(rules, attributes, ignored);
  }

  private void option() {
    String place = tokens.place();
    if (tokens.accept("@") || tokens.accept("-include")) {
      skip(); // Whoever gives the user's files adds those that they include.
      return;
    }
    if (!tokens.peek().startsWith("-")) {
      throw tokens.error("expected an option");
    }
    String option = tokens.next();
    if (option.equals("-if")) {
      ClassSpec condition = classes();
      keep(tokens.next(), condition, place);
    } else if (KEEPS.containsKey(option) || NAMES.contains(option)) {
      keep(option, null, place);
    } else if (option.equals("-keepattributes")) {
      do {
        String negation = tokens.accept("!") ? "!" : "";
        attributes.add(
            negation + (tokens.peek().startsWith("-") || tokens.isAtEnd() ? "*" : tokens.next()));
      } while (tokens.accept(","));
    } else {
      ignored.add(option);
      skip();
    }
  }

  /** What belongs to an option that means nothing here. */
  private void skip() {
    int depth = 0;
    while (!tokens.isAtEnd() && (depth > 0 || !tokens.peek().startsWith("-"))) {
      String token = tokens.next();
      depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
    }
  }

  private void keep(String option, ClassSpec condition, String place) {
    if (!KEEPS.containsKey(option) && !NAMES.contains(option)) {
      throw new IllegalArgumentException(place + ": expected a keep option, not " + option);
    }
    boolean shrinks = !NAMES.contains(option);
    while (tokens.accept(",")) {
      shrinks &= !tokens.word("a modifier of " + option).equals("allowshrinking");
    }
    ClassSpec classes = classes();
    if (shrinks) {
      rules.add(new ShrinkRule(KEEPS.get(option), classes, condition, place));
    }
  }

  private ClassSpec classes() {
    NameMatch annotation = annotation();
    FlagsBuilder flags = new FlagsBuilder();
    String kind = flags.modifiers();
    flags.kind(kind);
    List<ClassSpec.Name> names = new ArrayList<>();
    do {
      boolean excludes = tokens.accept("!");
      names.add(new ClassSpec.Name(NameMatch.ofName(tokens.word("the name of a class")), excludes));
    } while (tokens.accept(","));
    ClassSpec.Parent parent = null;
    if (tokens.accept("extends") || tokens.accept("implements")) {
      NameMatch ofParent = annotation();
      parent = new ClassSpec.Parent(ofParent, NameMatch.ofName(tokens.word("the name of a class")));
    }
    List<MemberSpec> members = new ArrayList<>();
    if (tokens.accept("{")) {
      while (!tokens.accept("}")) {
        member(members);
      }
    }
    return new ClassSpec(annotation, flags.flags(), names, parent, members);
  }

  /** An annotation, unless what follows is the word for annotation types. */
  private NameMatch annotation() {
    if (tokens.peek().equals("@") && !tokens.peekSecond().equals("interface")) {
      tokens.next();
      return NameMatch.ofName(tokens.word("the type of an annotation"));
    }
    return null;
  }

  private void member(List<MemberSpec> members) {
    NameMatch annotation = annotation();
    FlagsBuilder builder = new FlagsBuilder();
    String word = builder.modifiers();
    Flags flags = builder.flags();
    switch (word) {
      case "<fields>" -> members.add(new MemberSpec.Fields(annotation, flags, null, any()));
      case "<methods>" -> members.add(new MemberSpec.Methods(annotation, flags, null, any(), null));
      case "*" -> {
        if (tokens.peek().equals(";")) {
          members.add(new MemberSpec.All(annotation, flags));
        } else {
          typed(annotation, flags, word, members);
        }
      }
      default -> typed(annotation, flags, word, members);
    }
    tokens.expect(";");
  }

  private static NameMatch any() {
    return NameMatch.ofName("*");
  }

  /** {@code type name}, {@code type name(parameters)}, or a constructor, which has no type. */
  private void typed(NameMatch annotation, Flags flags, String word, List<MemberSpec> members) {
    if (tokens.peek().equals("(")) {
      String name = word.startsWith("<") ? word : "<init>";
      members.add(
          new MemberSpec.Methods(annotation, flags, null, NameMatch.ofName(name), parameters()));
      return;
    }
    NameMatch type = NameMatch.ofType(word);
    NameMatch name = NameMatch.ofName(tokens.word("the name of a member"));
    if (tokens.peek().equals("(")) {
      members.add(new MemberSpec.Methods(annotation, flags, type, name, parameters()));
    } else {
      members.add(new MemberSpec.Fields(annotation, flags, type, name));
    }
    while (!tokens.isAtEnd() && !tokens.peek().equals(";") && !tokens.peek().equals("}")) {
      tokens.next(); // An assumed value.
    }
  }

  private List<NameMatch> parameters() {
    List<NameMatch> parameters = new ArrayList<>();
    tokens.expect("(");
    if (tokens.accept(")")) {
      return parameters;
    }
    boolean open = false;
    do {
      String type = tokens.word("the type of a parameter");
      open |= type.equals("...");
      parameters.add(NameMatch.ofType(type));
    } while (tokens.accept(","));
    tokens.expect(")");
    return open ? null : parameters;
  }

  /** Collects modifiers, with or without a negation before them. */
  private final class FlagsBuilder {
    private int all;
    private int none;
    private int visibilities;

    /** The first word that is none. */
    String modifiers() {
      while (true) {
        boolean negated = tokens.accept("!");
        if (tokens.accept("@")) {
          tokens.expect("interface");
          add(Access.ANNOTATION, negated);
          return negated ? "class" : "interface";
        }
        String word = tokens.word("a class or a member");
        Integer flag = MODIFIERS.get(word);
        if (flag == null) {
          if (negated) {
            kindOf(word, true);
          }
          return negated ? "class" : word;
        }
        add(flag, negated);
      }
    }

    /** Whether classes, interfaces or enums are meant. */
    void kind(String word) {
      kindOf(word, false);
    }

    private void kindOf(String word, boolean negated) {
      switch (word) {
        case "class" -> {}
        case "interface" -> add(Access.INTERFACE, negated);
        case "enum" -> add(Access.ENUM, negated);
        default -> throw tokens.error("expected class, interface or enum before " + word);
      }
    }

    private void add(int flag, boolean negated) {
      if (negated) {
        none |= flag;
      } else if ((flag & VISIBILITY) != 0) {
        visibilities |= flag;
      } else {
        all |= flag;
      }
    }

    Flags flags() {
      return new Flags(all, none, visibilities);
    }
  }
}
