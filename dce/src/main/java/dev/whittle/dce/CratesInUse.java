package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which crates are in use: those of which a class is initialized or instantiated, and those that
 * have no classes. What a crate declares in its files is about its own code, and counts from then
 * on. Only crates that somebody watches are told; who does is asked when a crate comes into use, so
 * that nobody has to look at the files of others.
 */
final class CratesInUse implements Mechanism.OfInitialized, Mechanism.OfInstantiated {
  /** The subject of the fact that a crate is in use. */
  record InUse(int crate, String name) {
    @Override
    public String toString() {
      return "the use of " + name;
    }
  }

  private final Marks marks;
  private final List<IntPredicate> watchers = new ArrayList<>();

  /** Whether somebody watches, for crates of which that was asked. */
  private final Map<Integer, Boolean> watched = new HashMap<>();

  CratesInUse(Marks marks) {
    this.marks = marks;
  }

  /** To be called before anything is visited, with which crates are watched, by their index. */
  void watch(IntPredicate crates) {
    watchers.add(crates);
    List<ClassSource> all = marks.hierarchy.program().crates();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).classNames().isEmpty() && crates.test(i)) {
        inUse(i, Because.ROOT);
      }
    }
  }

  @Override
  public void initialized(ClassNode c) {
    used(c, c.initialized);
  }

  @Override
  public void instantiated(ClassNode c) {
    used(c, c.instantiated);
  }

  private void used(ClassNode c, int fact) {
    if (c.isProgram() && isWatched(c.crate)) {
      inUse(c.crate, Because.of(ReasonKind.COUNTS, fact));
    }
  }

  /** Each watcher is asked: that is how it learns of the crate. */
  private boolean isWatched(int crate) {
    Boolean known = watched.get(crate);
    if (known == null) {
      known = false;
      for (IntPredicate watcher : watchers) {
        known |= watcher.test(crate);
      }
      watched.put(crate, known);
    }
    return known;
  }

  private void inUse(int crate, Because because) {
    String name = marks.hierarchy.program().crates().get(crate).name();
    marks.fact(Kind.CAPABILITY, new InUse(crate, name), because);
  }
}
