package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import java.util.HashSet;
import java.util.Set;

/**
 * Which crates are in use: those of which a class is initialized or instantiated, and those that
 * have no classes. What a crate declares in its files is about its own code, and counts from then
 * on. Only crates that somebody watches are told.
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
  private final Set<Integer> watched = new HashSet<>();

  CratesInUse(Marks marks) {
    this.marks = marks;
  }

  /** To be called before anything is visited. */
  void watch(int crate) {
    watched.add(crate);
    if (marks.hierarchy.program().crates().get(crate).classNames().isEmpty()) {
      inUse(crate, Because.ROOT);
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
    if (watched.contains(c.crate)) {
      inUse(c.crate, Because.of(ReasonKind.COUNTS, fact));
    }
  }

  private void inUse(int crate, Because because) {
    String name = marks.hierarchy.program().crates().get(crate).name();
    marks.fact(Kind.CAPABILITY, new InUse(crate, name), because);
  }
}
