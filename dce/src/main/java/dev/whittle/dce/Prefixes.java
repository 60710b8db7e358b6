package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Classes whose name is put together from a constant beginning and something unknown, and is then
 * kept in a table, for all that is to be seen: {@code "org.acme.modules." + name}. What is unknown
 * stands somewhere as a string constant, most likely in the same crate: so every class whose name
 * goes on after that beginning with a string constant of reached code of that crate is named by it,
 * when the beginning is a package of several parts and all that is unknown the simple name.
 *
 * <p>Where such a name reaches a class look-up, all that begin so count ({@link
 * ReflectiveEffects}).
 */
final class Prefixes implements Mechanism.ByTextLate {
  /** A string constant, and a crate in whose reached code it is. */
  private record Word(String text, int crate) {}

  private record Waiting(String className, Because because) {}

  private final Marks marks;
  private final NamedClasses named;
  private final Set<Word> words = new HashSet<>();
  private final Map<Word, List<Waiting>> waiting = new HashMap<>();

  Prefixes(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
  }

  /** Code of a class puts names of this form together. */
  void add(ClassNode by, NamePattern pattern, Because because) {
    String prefix = internal(pattern.prefix());
    String suffix = pattern.suffix();
    if (!by.isProgram() || prefix.lastIndexOf('/') == prefix.indexOf('/')) {
      return;
    }
    for (ClassSource crate : marks.hierarchy.index().withClassesFrom(prefix)) {
      for (String name : ReflectiveEffects.startingWith(crate.classNames(), prefix)) {
        int end = name.length() - suffix.length();
        if (end > prefix.length()
            && name.endsWith(suffix)
            && name.indexOf('/', prefix.length()) < 0) {
          Word word = new Word(name.substring(prefix.length(), end), by.crate);
          Waiting entry = new Waiting(name, because);
          waiting.computeIfAbsent(word, _ -> new ArrayList<>(1)).add(entry);
          if (words.contains(word)) {
            name(entry);
          }
        }
      }
    }
  }

  @Override
  public boolean wantsTexts() {
    return !waiting.isEmpty();
  }

  @Override
  public void text(FunctionNode function, String text) {
    text(text, function.owner.crate);
  }

  private void text(String text, int crate) {
    Word word = new Word(internal(text), crate);
    if (text.length() <= NamedClasses.MAX_NAME && text.indexOf(' ') < 0 && words.add(word)) {
      List.copyOf(waiting.getOrDefault(word, List.of())).forEach(this::name);
    }
  }

  private void name(Waiting entry) {
    named.construct(marks.hierarchy.node(entry.className), entry.because);
  }

  private static String internal(String name) {
    String path = name.startsWith("/") ? name.substring(1) : name;
    return path.replace('.', '/');
  }
}
