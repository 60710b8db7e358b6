package dev.whittle.dce;

import dev.whittle.ir.Access;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Classes named by strings. A string constant in reached code that is exactly the name of a class
 * of the program, with dots or slashes, is evidence that somebody may load it: it is initialized,
 * and unless it is abstract, or has only static members and a private constructor, it is
 * instantiated, by any of its constructors. The element class of an array's name is loaded. A
 * nested class may be named as source names it, with a dot (JLS 6.7).
 *
 * <p>A constant without blanks that has several parts, divided by colons, commas and their like, is
 * an entry of a table or a list: each part may name a class.
 *
 * <p>Strings of code that can only throw are for messages, of compilers that insert checks: they
 * name the class and the method that fails. Where one reaches a look-up all the same, it is traced.
 *
 * <p>This keeps more than a program uses where a class name stands in a table or a message. It is
 * measured ({@code docs/experiments/evidence.md}): few names are, and of the programs that break
 * without rules most break here.
 */
final class NamedClasses implements Mechanism.ByText {
  static final int MAX_NAME = 500;

  private static final Pattern DIVIDERS = Pattern.compile("[:=,;|]");

  private final Marks marks;
  private final ThrowingCode throwing = new ThrowingCode();
  private final SequencedSet<ClassNode> named = new LinkedHashSet<>();

  NamedClasses(Marks marks) {
    this.marks = marks;
  }

  /** Classes named so far; grows. */
  SequencedSet<ClassNode> all() {
    return named;
  }

  @Override
  public void text(FunctionNode function, FunctionNode.Definition in, String text) {
    Because because = Because.of(ReasonKind.STRING, function.used);
    for (String name : names(text)) {
      if (element(name) != null && !throwing.is(in)) {
        text(name, because);
      }
    }
  }

  /** What of a constant may be a name: all of it, and its parts. */
  private static List<String> names(String text) {
    if (text.indexOf('.') <= 0 || text.indexOf(' ') >= 0 || !DIVIDERS.matcher(text).find()) {
      return List.of(text);
    }
    List<String> names = new ArrayList<>(List.of(text));
    Stream.of(DIVIDERS.split(text)).filter(part -> part.indexOf('.') > 0).forEach(names::add);
    return names;
  }

  /** The class that a text names, or whose array. */
  private ClassNode element(String text) {
    return find(text.startsWith("[") ? text.substring(text.lastIndexOf('[') + 1) : text);
  }

  /** A text that may be a class name as a whole. */
  void text(String text, Because because) {
    if (text.startsWith("[")) {
      ClassNode element = element(text);
      if (element != null) {
        marks.load(element, because);
      }
      return;
    }
    ClassNode c = find(text);
    if (c != null) {
      construct(c, because);
      ClassNode singleton = singleton(c.name);
      if (singleton != null) {
        construct(singleton, because);
      }
    }
  }

  /**
   * The class of a language's object of this name: named as the object with a dollar, with its only
   * instance in a static field. Look-ups of objects add the dollar.
   */
  private ClassNode singleton(String name) {
    String object = name + "$";
    if (!marks.hierarchy.programHas(object)) {
      return null;
    }
    ClassNode c = marks.hierarchy.node(object);
    String type = "L" + object + ";";
    return c.isProgram()
            && c.fields.values().stream()
                .anyMatch(f -> f.isStatic() && f.selector.descriptor().equals(type))
        ? c
        : null;
  }

  /** The program's class that a text names: with dots, slashes, or as a descriptor; else null. */
  ClassNode find(String text) {
    if (!looksLikeName(text)) {
      return null;
    }
    String name = text.replace('.', '/');
    if (name.startsWith("L") && name.endsWith(";")) {
      name = name.substring(1, name.length() - 1);
    } else if (name.startsWith("/")) {
      name = name.substring(1);
    }
    if (name.isEmpty() || name.endsWith("/")) {
      return null;
    }
    if (!marks.hierarchy.programHas(name)) {
      ClassNode nested = nested(name);
      return nested != null ? nested : singleton(name);
    }
    ClassNode c = marks.hierarchy.node(name);
    return c.isProgram() ? c : null;
  }

  /**
   * The class of a canonical name ({@code p.Outer.Inner}), which look-ups of libraries understand,
   * although the platform's do not.
   */
  private ClassNode nested(String name) {
    int last = name.lastIndexOf('/');
    int before = name.lastIndexOf('/', last - 1);
    if (last <= 0 || !Character.isUpperCase(name.charAt(before + 1))) {
      return null;
    }
    return find(name.substring(0, last) + "$" + name.substring(last + 1));
  }

  static boolean looksLikeName(String text) {
    if (text.length() < 2 || text.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '(' || c == '<' || c == ',' || c == ':' || c == '[') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the class has nothing but static members and keeps others from making instances: its
   * name in a string is most likely that of a logger.
   */
  private static boolean isNamespace(ClassNode c) {
    boolean isOne =
        c.superclass != null
            && c.superclass.name.equals("java/lang/Object")
            && c.interfaces.isEmpty()
            && c.fields.values().stream().allMatch(f -> Access.has(f.access, Access.STATIC))
            && c.functions.unlisted().stream()
                .allMatch(
                    f ->
                        f.selector.name().equals("<init>")
                            ? Access.has(f.access, Access.PRIVATE)
                                && f.selector.descriptor().equals("()V")
                            : f.isStatic());
    if (isOne) {
      // With one more function it may be none.
      c.functions.list();
    }
    return isOne;
  }

  /** Somebody may find the class by name, and make instances of it. */
  void construct(ClassNode c, Because because) {
    if (!c.isProgram()) {
      return;
    }
    named.add(c);
    marks.initialize(c, because);
    marks.enumerate(c, because);
    if (Access.has(c.access, Access.ABSTRACT | Access.INTERFACE) || isNamespace(c)) {
      return;
    }
    marks.instantiate(c, because);
    for (FunctionNode function : c.functions.unlisted()) {
      if (function.selector.name().equals("<init>")) {
        marks.external(function);
        marks.use(function, because);
      }
    }
  }
}
