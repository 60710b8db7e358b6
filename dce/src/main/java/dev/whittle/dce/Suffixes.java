package dev.whittle.dce;

import dev.whittle.ir.NameHashes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Classes found by a name that is computed as something unknown and a constant ending: {@code
 * type.getName() + "Impl"}, {@code script + "__init"}. What stands before the ending is the name of
 * a class that is loaded, or a string constant of reached code, as it is or relative to the package
 * of that code.
 *
 * <p>Only endings that reach a class look-up count, and only those of several characters: with the
 * other rules that is enough to make wrong hits rare.
 */
final class Suffixes implements Mechanism.OfLoaded, Mechanism.ByTextLate {
  private static final int MIN_LENGTH = 3;
  private static final int MAX_TEXT = 80;

  /**
   * What may stand before an ending. The hash code of the whole name follows from those of its
   * parts, so that a name is put together only when there may be such a class.
   *
   * <p>▸ The Kotlin compiler has 24 endings and 120,000 beginnings; putting them together was a
   * fifth of its reachability.
   */
  private record Stem(
      String packageName, String name, int hash, boolean hasPackage, int packageHash) {
    static Stem of(String packageName, String name) {
      int hash = packageName.hashCode();
      int end = name.lastIndexOf('/') + 1;
      return new Stem(
          packageName,
          name,
          NameHashes.append(hash, name),
          end > 0 || !packageName.isEmpty(),
          NameHashes.append(hash, name.substring(0, end)));
    }

    /** As {@link NameHashes#ofClass}. */
    int classHash(int hashOfAll) {
      return hasPackage ? packageHash : hashOfAll;
    }
  }

  /**
   * What asks for names with an ending, and the classes that have such a name. Each name is looked
   * for once, however many places ask: of the Kotlin compiler's build that was a fifth.
   */
  private record Ending(List<Because> sites, SequencedSet<String> found) {}

  private final Marks marks;
  private final NamedClasses named;
  private final Map<String, Ending> suffixes = new LinkedHashMap<>();
  private final SequencedSet<Stem> stems = new LinkedHashSet<>();

  Suffixes(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
  }

  /** A class look-up asks for a name with this ending. */
  void add(String suffix, Because because) {
    if (suffix.length() < MIN_LENGTH || suffix.indexOf('.') >= 0 || suffix.indexOf('/') >= 0) {
      return;
    }
    Ending ending = suffixes.get(suffix);
    if (ending == null) {
      Ending fresh = new Ending(new ArrayList<>(), new LinkedHashSet<>());
      suffixes.put(suffix, fresh);
      stems.forEach(stem -> named(stem, suffix, fresh));
      ending = fresh;
    }
    ending.sites.add(because);
    List.copyOf(ending.found).forEach(name -> named.text(name, because));
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram()) {
      add(Stem.of("", c.name));
    }
  }

  @Override
  public boolean wantsTexts() {
    return !suffixes.isEmpty();
  }

  @Override
  public void text(FunctionNode function, String text) {
    if (text.length() <= MAX_TEXT && text.indexOf(' ') < 0) {
      String name = text.replace('.', '/');
      add(Stem.of("", name));
      add(Stem.of(function.owner.packageName(), name));
    }
  }

  private void add(Stem stem) {
    if (stems.add(stem)) {
      suffixes.forEach((suffix, ending) -> named(stem, suffix, ending));
    }
  }

  private void named(Stem stem, String suffix, Ending ending) {
    int hash = NameHashes.append(stem.hash, suffix);
    if (!marks.hierarchy.programMayHave(stem.classHash(hash), hash)) {
      return;
    }
    String name = stem.packageName + stem.name + suffix;
    if (marks.hierarchy.programHas(name) && ending.found.add(name)) {
      List.copyOf(ending.sites).forEach(because -> named.text(name, because));
    }
  }
}
