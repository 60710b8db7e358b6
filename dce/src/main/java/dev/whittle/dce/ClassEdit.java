package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Summaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two versions of a class, of which the analysis of the first tells what that of the other would
 * find: the same, and functions of the class itself that the edit has begun to call.
 *
 * <p>Such a function is private or static, so that a call from its own class runs it and nothing
 * else, and what it does is {@linkplain Neutral given}, as if it were done where it is called. That
 * the function is used makes nothing else true, where it carries no annotation and the types that
 * its declaration names are loaded ({@link Annotations}, {@link Enumeration}, {@link
 * GenericSignatures}, {@link Loading}, {@link NativeLibraries} and {@link NativeMethods} are told
 * of used functions; it has code, so it is not native), and the class is initialized. Nobody else
 * asks whether it survives, but pruning for classes that stand in it.
 *
 * <p>A function may also be new, when nobody can tell: nobody has looked for what is called like it
 * where it was not, nor looked at all functions of the class ({@link Functions}), and it is none
 * that {@link Functions#unlisted} speaks of.
 */
public final class ClassEdit {
  private final ClassDef before;
  private final ClassDef after;
  private final Known known;

  /** Functions with code of the second version that nothing had reached. */
  private final Map<Selector, FunctionDef> unused = new HashMap<>();

  private final Set<String> called = new HashSet<>();
  private final Set<String> added = new HashSet<>();

  /** What is known of the analysis of a class as it was. */
  public interface Known {
    /** Whether it reached the body of a function of the class. */
    boolean uses(String name, String descriptor);

    /** Whether it could not decide a call in a function of the class. */
    boolean isUndecided(String name, String descriptor);

    /** What it established, when that was kept; asked for where there is a difference. */
    Optional<Established> established();
  }

  /**
   * What is other than before; functions by name and descriptor.
   *
   * @param used functions that are used now and were not
   * @param added functions that are new
   */
  public record Difference(Set<String> used, Set<String> added) {
    private static final Difference NONE = new Difference(Set.of(), Set.of());

    /** Whether all that is reached is the same. */
    boolean isNone() {
      return used.isEmpty() && added.isEmpty();
    }
  }

  private ClassEdit(ClassDef before, ClassDef after, Known known) {
    this.before = before;
    this.after = after;
    this.known = known;
  }

  /**
   * The difference between what the analysis finds with one version of a class and with another:
   * all else that is reached is the same, and as many calls are not decided. Empty where that is
   * not so, or not known. Reasons and lines of calls may be others.
   */
  public static Optional<Difference> between(ClassDef before, ClassDef after, Known known) {
    ClassEdit edit = new ClassEdit(before, after, known);
    if (!edit.isSame()) {
      return Optional.empty();
    }
    return Optional.of(
        edit.added.isEmpty() && edit.called.isEmpty()
            ? Difference.NONE
            : new Difference(edit.called, edit.added));
  }

  private boolean isSame() {
    if (!declared(before).equals(declared(after))) {
      return false;
    }
    List<FunctionDef> then = new ArrayList<>();
    int at = 0;
    for (FunctionDef now : after.functions()) {
      FunctionDef old = at < before.functions().size() ? before.functions().get(at) : null;
      boolean isKept = old != null && isSameDeclaration(old, now);
      if (isKept) {
        at++;
      } else if (mayBeAdded(now)) {
        added.add(now.name() + now.descriptor());
      } else {
        return false;
      }
      then.add(isKept ? old : null);
      boolean isUsed = isKept && known.uses(now.name(), now.descriptor());
      if (now.code() != null && !isUsed) {
        unused.put(new Selector(now.name(), now.descriptor()), now);
      }
    }
    return at == before.functions().size() && isSameCode(then);
  }

  /**
   * @param then for each function what it was, null where it is new
   */
  private boolean isSameCode(List<FunctionDef> then) {
    for (int i = 0; i < then.size(); i++) {
      FunctionDef now = after.functions().get(i);
      if (then.get(i) != null
          && now.code() != null
          && known.uses(now.name(), now.descriptor())
          && !isSameCode(then.get(i), now)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameDeclaration(FunctionDef old, FunctionDef now) {
    return old.name().equals(now.name())
        && old.descriptor().equals(now.descriptor())
        && (old.code() == null) == (now.code() == null)
        && old.withCode(null).equals(now.withCode(null));
  }

  /**
   * Its declaration, without functions. Of the nested classes that its code mentions, only those
   * that it is or has are asked for by anybody: {@link Loading}, {@link MemberClasses}, {@link
   * ReflectiveEffects} and {@link SerialVersion} look no further.
   */
  private static ClassDef declared(ClassDef definition) {
    List<ClassDef.InnerClass> own = new ArrayList<>();
    for (ClassDef.InnerClass inner : definition.nesting().innerClasses()) {
      if (inner.name().equals(definition.name()) || definition.name().equals(inner.outer())) {
        own.add(inner);
      }
    }
    return definition.withInnerClasses(own).withMembers(definition.fields(), List.of());
  }

  private boolean mayBeAdded(FunctionDef function) {
    int access = function.access();
    return Access.has(access, Access.PRIVATE | Access.STATIC)
        && !Access.has(access, Access.PUBLIC | Access.PROTECTED)
        && !function.name().startsWith("<")
        && function.name().indexOf(' ') < 0
        && function.code() != null
        && hasNoAnnotation(function)
        && known.established().filter(found -> isUnknown(found, function)).isPresent();
  }

  private boolean isUnknown(Established found, FunctionDef function) {
    return (found.ofClass(after.name()) & Established.UNLISTED) != 0
        && !found.wasSought(function.name(), function.descriptor());
  }

  private static boolean hasNoAnnotation(FunctionDef function) {
    return function.attributes().annotations().isEmpty()
        && function.attributes().typeAnnotations().isEmpty()
        && function.details().visibleParameterAnnotations() == null
        && function.details().invisibleParameterAnnotations() == null
        && function.details().annotationDefault() == null;
  }

  private boolean isSameCode(FunctionDef old, FunctionDef now) {
    boolean isUndecided = known.isUndecided(now.name(), now.descriptor());
    // Most functions of an edited class are as they were.
    boolean isSame = old.code().body().equals(now.code().body());
    if (isSame && !isUndecided) {
      return true;
    }
    if (ThrowingCode.onlyThrows(old.code().body()) != ThrowingCode.onlyThrows(now.code().body())) {
      return false;
    }
    List<Effect> then = Summaries.of(before, old).effects();
    List<Effect> effects = Summaries.of(after, now).effects();
    return (!isUndecided || UndecidedSites.asMany(old, then, now, effects))
        && (isSame
            || anywhere(then).equals(anywhere(effects))
            || known.established().filter(found -> isSame(found, now, then, effects)).isPresent());
  }

  /** Effects of functions that are called now and were not used count as those of the caller. */
  private boolean isSame(
      Established found, FunctionDef function, List<Effect> then, List<Effect> effects) {
    List<FunctionDef> callees = new ArrayList<>();
    List<Effect> own = withoutCalls(effects, callees);
    Set<Effect> given = new HashSet<>();
    for (int i = 0; i < callees.size(); i++) {
      FunctionDef callee = callees.get(i);
      Neutral neutral = new Neutral(found, after, callee);
      List<Effect> inside = withoutCalls(Summaries.of(after, callee).effects(), callees);
      if (!mayBeUsed(found, callee) || !neutral.areGiven(inside, given)) {
        return false;
      }
    }
    if (!new Neutral(found, after, function).same(then, own, given)) {
      return false;
    }
    for (FunctionDef callee : callees) {
      called.add(callee.name() + callee.descriptor());
    }
    return true;
  }

  /**
   * All but calls of unused functions of the class.
   *
   * @param callees into which these functions go, each once
   */
  private List<Effect> withoutCalls(List<Effect> effects, List<FunctionDef> callees) {
    List<Effect> others = new ArrayList<>();
    for (Effect effect : effects) {
      FunctionDef callee =
          switch (effect) {
            case Effect.Call call -> unused(call.kind(), call.method());
            case Effect.PassValues pass when pass.reflection() == null ->
                unused(pass.kind(), pass.method());
            default -> null;
          };
      if (callee == null) {
        others.add(effect);
      } else if (!callees.contains(callee)) {
        callees.add(callee);
      }
    }
    return others;
  }

  /** The unused function that such a call in the class runs, whatever else there is; else null. */
  private FunctionDef unused(InvokeKind kind, MethodRef method) {
    if (!method.owner().equals(after.name())
        || method.ownerKind() != OwnerKind.CLASS
        || PairedNames.takesLookup(method)) {
      return null;
    }
    FunctionDef function = unused.get(new Selector(method.name(), method.descriptor()));
    if (function == null || function.name().startsWith("<")) {
      return null;
    }
    boolean isRun =
        switch (kind) {
          case STATIC -> function.isStatic();
          case VIRTUAL, SPECIAL ->
              !function.isStatic() && Access.has(function.access(), Access.PRIVATE);
          case INTERFACE -> false;
        };
    return isRun ? function : null;
  }

  private boolean mayBeUsed(Established found, FunctionDef function) {
    int ofClass = found.ofClass(after.name());
    return !found.has(Established.ORDERED)
        && !after.isInterface()
        && (ofClass & Established.LOADED) != 0
        && (!function.isStatic() || (ofClass & Established.INITIALIZED) != 0)
        && hasNoAnnotation(function)
        && !found.wasSought(function.name(), function.descriptor())
        && new Neutral(found, after, function).isDeclarationGiven();
  }

  /** Where a call stands matters to reports alone. */
  private static List<Effect> anywhere(List<Effect> all) {
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
