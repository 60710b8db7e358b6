package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Classes below the package of the code that looks for them, whose names have a constant part in
 * their middle: {@code package + ".platform." + system + "." + name}, the variants of a library for
 * each system.
 *
 * <p>Where reached code of a crate looks for a class by a computed name, a string constant with a
 * part that starts with a dot stands for the package of that name below the package of its code.
 * What ends the name of a class there is a string constant of reached code of the crate, or the
 * simple name of a class of it that is loaded: others do not count.
 */
final class Subpackages implements Mechanism.OfLoaded, Mechanism.ByTextLate {
  private record Word(String simpleName, int crate) {}

  private record Waiting(String className, Because because) {}

  private record Part(int crate, String packageName) {}

  /** Code of a crate looks for classes by computed names. */
  private record Asks(int crate) {
    @Override
    public String toString() {
      return "look-ups of classes by computed names";
    }
  }

  private final Marks marks;
  private final NamedClasses named;

  /** Packages that constants stand for, each with the uses of functions that have the constant. */
  private final Map<Part, SequencedSet<Integer>> parts = new LinkedHashMap<>();

  private final Map<Integer, Integer> asking = new HashMap<>();

  /** What the end of a name may be, and of which classes it is the name; empty for a string. */
  private final Map<Word, Set<String>> words = new HashMap<>();

  private final Map<Word, List<Waiting>> waiting = new HashMap<>();

  Subpackages(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
  }

  /** Code of a class looks for classes by computed names. */
  void add(ClassNode by, int fact) {
    if (!by.isProgram()) {
      return;
    }
    int asks = marks.fact(Kind.CAPABILITY, new Asks(by.crate), Because.of(ReasonKind.CALL, fact));
    if (asking.putIfAbsent(by.crate, asks) == null) {
      parts.forEach(
          (part, uses) -> {
            if (part.crate == by.crate) {
              uses.forEach(used -> candidates(part, Because.of(ReasonKind.PATTERN, used, asks)));
            }
          });
    }
  }

  @Override
  public boolean wantsTexts() {
    return !asking.isEmpty();
  }

  @Override
  public void text(FunctionNode function, String text) {
    if (text.length() > NamedClasses.MAX_NAME || text.indexOf(' ') >= 0) {
      return;
    }
    int dot = text.indexOf('.');
    if (dot < 0) {
      word(text, function.owner.crate, "");
      return;
    }
    word(text.substring(text.lastIndexOf('.') + 1), function.owner.crate, "");
    if (dot > 0 && isPartOfName(text.charAt(dot - 1)) && !text.startsWith("%s.")) {
      return;
    }
    int end = dot + 1;
    while (end < text.length() && isPartOfName(text.charAt(end))) {
      end++;
    }
    String name = text.substring(dot + 1, end);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (!name.isEmpty()) {
      part(function, function.owner.packageName() + name.replace('.', '/') + "/");
    }
  }

  private static boolean isPartOfName(char c) {
    return c == '.' || Character.isJavaIdentifierPart(c) && c > ' ';
  }

  private void part(FunctionNode function, String packageName) {
    Part part = new Part(function.owner.crate, packageName);
    if (parts.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(function.used)) {
      Integer asks = asking.get(part.crate);
      if (asks != null) {
        candidates(part, Because.of(ReasonKind.PATTERN, function.used, asks));
      }
    }
  }

  private void candidates(Part part, Because because) {
    for (ClassSource crate : marks.hierarchy.index().withClassesFrom(part.packageName)) {
      for (String name : ReflectiveEffects.startingWith(crate.classNames(), part.packageName)) {
        Word word = new Word(name.substring(name.lastIndexOf('/') + 1), part.crate);
        Waiting entry = new Waiting(name, because);
        waiting.computeIfAbsent(word, _ -> new ArrayList<>(1)).add(entry);
        words.getOrDefault(word, Set.of()).forEach(of -> name(entry, of));
      }
    }
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram()) {
      word(c.name.substring(c.name.lastIndexOf('/') + 1), c.crate, c.name);
    }
  }

  private void word(String text, int crate, String of) {
    Word word = new Word(text, crate);
    if (words.computeIfAbsent(word, _ -> new HashSet<>(2)).add(of)) {
      List.copyOf(waiting.getOrDefault(word, List.of())).forEach(entry -> name(entry, of));
    }
  }

  /** A class's own name says nothing about it. */
  private void name(Waiting entry, String of) {
    if (!entry.className.equals(of)) {
      named.construct(marks.hierarchy.node(entry.className), entry.because);
    }
  }
}
