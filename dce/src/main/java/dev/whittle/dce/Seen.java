package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.ClassComparison;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Summaries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

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
  private final Set<String> open = new HashSet<>();
  private ClassComparison classes;

  private Seen(MappedCrate before, MappedCrate after, Outcome outcome) {
    this.before = before;
    this.after = after;
    this.outcome = outcome;
    for (Undecided call : outcome.undecided()) {
      open.add(call.function().substring(0, call.function().indexOf('.')));
    }
  }

  /**
   * Whether {@code outcome}, of a program with the crate {@code before}, is that of the same with
   * {@code after} in its place.
   */
  public static boolean same(MappedCrate before, MappedCrate after, Outcome outcome) {
    return before.identity().equals(after.identity()) || new Seen(before, after, outcome).isSame();
  }

  /**
   * Whether the analysis sees no difference between two versions of a class, but for lines of calls
   * that could not be decided.
   *
   * @param used whether it reached the body of a function of that name and descriptor
   */
  public static boolean same(ClassDef before, ClassDef after, BiPredicate<String, String> used) {
    return same(before, after, used, Optional::empty);
  }

  /**
   * As above, or that what it sees anew of functions that it reached leads to the same: what is
   * reached is the same, reasons may be others.
   *
   * @param established by the analysis of {@code before}, when that is known; asked for where there
   *     is a difference
   */
  public static boolean same(
      ClassDef before,
      ClassDef after,
      BiPredicate<String, String> used,
      Supplier<Optional<Established>> established) {
    if (!declared(before).equals(declared(after))) {
      return false;
    }
    for (int i = 0; i < after.functions().size(); i++) {
      FunctionDef old = before.functions().get(i);
      FunctionDef now = after.functions().get(i);
      if (old.code() == null || now.code() == null) {
        if (old.code() != now.code()) {
          return false;
        }
      } else if (used.test(now.name(), now.descriptor())
          && !sameBody(before, old, after, now, established)) {
        return false;
      }
    }
    return true;
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
    // Reports name lines of calls that could not be decided.
    return !open.contains(name)
        && sameDefinition(definition(before, name, release), definition(after, name, release));
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

  private boolean sameDefinition(ClassDef old, ClassDef now) {
    return same(
        old,
        now,
        (name, descriptor) -> outcome.function(now.name(), name, descriptor) == Level.USED);
  }

  private static ClassDef declared(ClassDef definition) {
    return definition.withMembers(
        definition.fields(),
        definition.functions().stream().map(function -> function.withCode(null)).toList());
  }

  private static boolean sameBody(
      ClassDef oldOwner,
      FunctionDef old,
      ClassDef owner,
      FunctionDef now,
      Supplier<Optional<Established>> established) {
    // Most functions of an edited class are as they were.
    if (old.code().body().equals(now.code().body())) {
      return true;
    }
    if (ThrowingCode.onlyThrows(old.code().body()) != ThrowingCode.onlyThrows(now.code().body())) {
      return false;
    }
    List<Effect> before = Summaries.of(oldOwner, old).effects();
    List<Effect> after = Summaries.of(owner, now).effects();
    return effects(before).equals(effects(after))
        || established
            .get()
            .filter(known -> new Neutral(known, owner, now).same(before, after))
            .isPresent();
  }

  /** Where a call stands matters to reports alone. */
  private static List<Effect> effects(List<Effect> all) {
    List<Effect> effects = new ArrayList<>();
    for (Effect effect : all) {
      effects.add(effect instanceof Effect.PassValues pass ? anywhere(pass) : effect);
    }
    return effects;
  }

  static Effect.PassValues anywhere(Effect.PassValues pass) {
    return new Effect.PassValues(
        Effect.PassValues.ANYWHERE,
        pass.kind(),
        pass.method(),
        pass.reflection(),
        pass.arguments());
  }
}
