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
 *
 * <p>Where no main class is in the first crate, that crate is what a library's main program is
 * launched for: tests for their runner, a plug-in for its host.
 */
final class OwnCrates {
  /** A crate with more classes is no user's own program. */
  private static final int MAX_CLASSES = 1000;

  private final List<ClassSource> all;
  private final SequencedSet<Integer> own = new LinkedHashSet<>();
  private final boolean launched;
  private ClassNode main;

  OwnCrates(Program program, Collection<ClassNode> mainClasses) {
    this.all = program.crates();
    launched = !mainClasses.isEmpty() && mainClasses.stream().noneMatch(c -> c.crate == 0);
    if (launched && isSmall(0)) {
      own.add(0);
      main = mainClasses.iterator().next();
    }
    for (ClassNode c : mainClasses) {
      if (!launched && isSmall(c.crate)) {
        own.add(c.crate);
        main = main == null ? c : main;
      }
    }
  }

  private boolean isSmall(int crate) {
    return all.get(crate).classNames().size() <= MAX_CLASSES;
  }

  /** Whether they have no main class: what runs them is told by its arguments what to run. */
  boolean areLaunched() {
    return launched;
  }

  boolean isEmpty() {
    return own.isEmpty();
  }

  boolean has(ClassNode c) {
    return c.isProgram() && own.contains(c.crate);
  }

  /** The first of the main classes that make them the user's or run them; null where none does. */
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
