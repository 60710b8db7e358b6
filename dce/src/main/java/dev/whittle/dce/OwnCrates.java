package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The user's own crates: those that hold a main class, as long as they are small. A whole library
 * that is its own main program is not written against other libraries' conventions.
 */
final class OwnCrates {
  /** A crate with more classes is no user's own program. */
  private static final int MAX_CLASSES = 1000;

  private final List<ClassSource> all;
  private final SequencedSet<Integer> own = new LinkedHashSet<>();
  private ClassNode main;

  OwnCrates(Program program, Collection<ClassNode> mainClasses) {
    this.all = program.crates();
    for (ClassNode c : mainClasses) {
      if (all.get(c.crate).classNames().size() <= MAX_CLASSES) {
        own.add(c.crate);
        main = main == null ? c : main;
      }
    }
  }

  boolean isEmpty() {
    return own.isEmpty();
  }

  boolean has(ClassNode c) {
    return c.isProgram() && own.contains(c.crate);
  }

  /** The first of the main classes that make them the user's, null when there are none. */
  ClassNode main() {
    return main;
  }

  /** Names of all their classes. */
  List<String> classNames() {
    return own.stream().flatMap(crate -> all.get(crate).classNames().stream()).toList();
  }

  /** Them, and what has no classes at all: folders of configuration on the class path. */
  List<ClassSource> withResources() {
    List<ClassSource> sources = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!isEmpty() && (own.contains(i) || all.get(i).classNames().isEmpty())) {
        sources.add(all.get(i));
      }
    }
    return sources;
  }
}
