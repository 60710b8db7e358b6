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

  /** What is known of the analysis of a class as it was. */
  public interface Known {
    /** Whether it reached the body of a function of the class. */
    boolean uses(String name, String descriptor);

    /** Whether it could not decide a call in a function of the class. */
    boolean isUndecided(String name, String descriptor);

    /** What it established, when that was kept; asked for where there is a difference. */
    Optional<Established> established();
  }

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

  /**
   * Whether the analysis of a class is that of another version of it, or what it sees anew of
   * functions that it reached leads to the same: what is reached is the same, and as many calls are
   * not decided. Reasons and lines of calls may be others.
   */
  public static boolean same(ClassDef before, ClassDef after, Known known) {
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
      } else if (known.uses(now.name(), now.descriptor())
          && !sameCode(before, old, after, now, known)) {
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
    ClassDef old = definition(before, name, release);
    ClassDef now = definition(after, name, release);
    return same(old, now, new OfOutcome(now.name())) && sameLines(old, now);
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
  private final class OfOutcome implements Known {
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
      if (undecided.contains(after.name() + "." + now.name() + now.descriptor())
          && !(old.code().body().equals(now.code().body())
              && old.code().locations().lines().equals(now.code().locations().lines()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Its declaration. Of the nested classes that its code mentions, only those that it is or has are
   * asked for by anybody: {@link Loading}, {@link MemberClasses}, {@link ReflectiveEffects} and
   * {@link SerialVersion} look no further.
   */
  private static ClassDef declared(ClassDef definition) {
    List<FunctionDef> functions = new ArrayList<>();
    for (FunctionDef function : definition.functions()) {
      functions.add(function.withCode(null));
    }
    List<ClassDef.InnerClass> own = new ArrayList<>();
    for (ClassDef.InnerClass inner : definition.nesting().innerClasses()) {
      if (inner.name().equals(definition.name()) || definition.name().equals(inner.outer())) {
        own.add(inner);
      }
    }
    return definition.withInnerClasses(own).withMembers(definition.fields(), functions);
  }

  private static boolean sameCode(
      ClassDef oldOwner, FunctionDef old, ClassDef owner, FunctionDef now, Known known) {
    boolean isUndecided = known.isUndecided(now.name(), now.descriptor());
    // Most functions of an edited class are as they were.
    boolean isSame = old.code().body().equals(now.code().body());
    if (isSame && !isUndecided) {
      return true;
    }
    if (ThrowingCode.onlyThrows(old.code().body()) != ThrowingCode.onlyThrows(now.code().body())) {
      return false;
    }
    List<Effect> before = Summaries.of(oldOwner, old).effects();
    List<Effect> after = Summaries.of(owner, now).effects();
    return (!isUndecided || UndecidedSites.asMany(old, before, now, after))
        && (isSame
            || effects(before).equals(effects(after))
            || known
                .established()
                .filter(found -> new Neutral(found, owner, now).same(before, after))
                .isPresent());
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
