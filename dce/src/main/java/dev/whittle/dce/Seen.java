package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.ClassComparison;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.summary.Summaries;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What reachability sees of a crate: names, declarations and resources, and of the bodies it
 * reaches their {@linkplain Summaries summaries} and whether they {@linkplain ThrowingCode only
 * throw}. What the crate of then {@linkplain MappedCrate#isUnasked lacks} because nobody had asked
 * for it, no analysis has seen. Where two versions of a crate look the same, the analysis of one is
 * that of the other: whatever else changed in bodies changes nothing in what is reached.
 */
public final class Seen {
  private final MappedCrate before;
  private final MappedCrate after;
  private final Outcome outcome;

  /** Functions with calls that could not be decided. */
  private final Set<String> undecided = new HashSet<>();

  private ClassComparison classes;

  private Seen(MappedCrate before, MappedCrate after, Outcome outcome) {
    this.before = before;
    this.after = after;
    this.outcome = outcome;
    for (Undecided call : outcome.undecided()) {
      undecided.add(call.function());
    }
  }

  /**
   * Whether {@code outcome}, of a program with the crate {@code before}, is that of the same with
   * {@code after} in its place.
   */
  public static boolean same(MappedCrate before, MappedCrate after, Outcome outcome) {
    return before.identity().equals(after.identity()) || new Seen(before, after, outcome).isSame();
  }

  private boolean isSame() {
    return before.name().equals(after.name())
        && before.isMultiRelease() == after.isMultiRelease()
        && before.refused().isEmpty()
        && after.refused().isEmpty()
        && before.classNames().equals(after.classNames())
        && sameResources()
        && sameClasses();
  }

  private boolean sameClasses() {
    classes = ClassComparison.of(before, after);
    for (String name : after.classNames()) {
      if (!sameClass(name)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameResources() {
    return before.resourceNames().equals(after.resourceNames())
        && after.resourceNames().stream()
            .allMatch(
                name ->
                    before.isUnaskedResource(name)
                        || Arrays.equals(
                            before.resource(name).orElseThrow(),
                            after.resource(name).orElseThrow()));
  }

  private boolean sameClass(String name) {
    List<Integer> releases = after.releases(name);
    if (!before.releases(name).equals(releases)) {
      return false;
    }
    for (int release : releases) {
      if (!before.isUnasked(name, release) && !sameVersion(name, release)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameVersion(String name, int release) {
    if (classes.sameClass(name, release)) {
      return true;
    }
    ClassDef old = definition(before, name, release);
    ClassDef now = definition(after, name, release);
    return ClassEdit.between(old, now, new OfOutcome(now.name()))
            .filter(ClassEdit.Difference::isNone)
            .isPresent()
        && sameLines(old, now);
  }

  private static ClassDef definition(MappedCrate crate, String name, int release) {
    return release == 0
        ? crate.find(name).orElseThrow()
        : crate.variants(name).stream()
            .filter(variant -> variant.release() == release)
            .findFirst()
            .orElseThrow()
            .definition();
  }

  /** What an outcome says of a class. */
  private final class OfOutcome implements ClassEdit.Known {
    private final String owner;

    OfOutcome(String owner) {
      this.owner = owner;
    }

    @Override
    public boolean uses(String name, String descriptor) {
      return outcome.function(owner, name, descriptor) == Level.USED;
    }

    @Override
    public boolean isUndecided(String name, String descriptor) {
      return undecided.contains(owner + "." + name + descriptor);
    }

    @Override
    public Optional<Established> established() {
      return Optional.empty();
    }
  }

  /** Reports name lines of calls that could not be decided. */
  private boolean sameLines(ClassDef before, ClassDef after) {
    for (int i = 0; i < after.functions().size(); i++) {
      FunctionDef old = before.functions().get(i);
      FunctionDef now = after.functions().get(i);
      // In another release it may have no code.
      if (now.code() != null
          && undecided.contains(after.name() + "." + now.name() + now.descriptor())
          && !(old.code().body().equals(now.code().body())
              && old.code().locations().lines().equals(now.code().locations().lines()))) {
        return false;
      }
    }
    return true;
  }
}
