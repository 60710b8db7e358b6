package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import dev.whittle.testkit.check.Resolution.Outcome.Failed;
import dev.whittle.testkit.check.Resolution.Outcome.Found;
import java.lang.classfile.ClassFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Resolution (JVMS 5.4.3) and selection (JVMS 5.4.6) in a universe, without access checks. */
final class Resolution {
  /** The classes whose native varargs methods take any descriptor (JVMS 2.9.3). */
  static final Set<String> SIGNATURE_POLYMORPHIC =
      Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");

  private final Universe universe;

  Resolution(Universe universe) {
    this.universe = universe;
  }

  /** What a reference comes to. */
  sealed interface Outcome {
    /**
     * It resolves.
     *
     * @param owners the classes that declare what was found: several where the JVM may take any of
     *     them (JVMS 5.4.3.3, last step), none where there is nothing to declare
     * @param flags of the member; 0 where there is none
     */
    record Found(Set<String> owners, int flags) implements Outcome {
      boolean isStatic() {
        return ClassFacts.isStatic(flags);
      }

      @Override
      public String toString() {
        if (owners.isEmpty()) {
          return "found";
        }
        String names = owners.stream().sorted().collect(Collectors.joining(" or "));
        return (isStatic() ? "static, in " : "in ") + names;
      }
    }

    /** It does not resolve. */
    record Failed(String why) implements Outcome {
      @Override
      public String toString() {
        return why;
      }
    }

    /** Whether a program notices no difference to what the input has. */
    default boolean keeps(Outcome input) {
      return switch (input) {
        case Failed _ -> true;
        case Found in ->
            this instanceof Found out
                && in.owners().containsAll(out.owners())
                && in.isStatic() == out.isStatic();
      };
    }
  }

  private static final Outcome NOTHING_TO_DECLARE = new Found(Set.of(), 0);

  Outcome resolve(Reference reference) {
    return switch (reference) {
      case Reference.ToClass(String name) -> loaded(name);
      case Reference.ToNew(String name) -> loaded(name);
      case Reference.ToField(String owner, Member field) -> in(owner, c -> field(c, field));
      case Reference.ToMethod m -> method(m);
      case Reference.ToDeclared(String owner, Member method) -> in(owner, c -> declared(c, method));
      case Reference.ToElement(String owner, String name) -> in(owner, c -> element(c, name));
      case Reference.Assignment(String from, String to) ->
          universe.notAssignable(from, to).<Outcome>map(Failed::new).orElse(NOTHING_TO_DECLARE);
      case Reference.Lambda(List<String> interfaces) ->
          interfaces.stream()
              .map(this::loaded)
              .filter(Failed.class::isInstance)
              .findFirst()
              .orElse(NOTHING_TO_DECLARE);
    };
  }

  private Outcome loaded(String name) {
    return universe
        .missing(name)
        .<Outcome>map(absent -> new Failed("no class " + absent))
        .orElse(NOTHING_TO_DECLARE);
  }

  private Outcome in(String owner, Function<ClassFacts, Optional<Found>> member) {
    return switch (loaded(owner)) {
      case Failed failed -> failed;
      case Found _ -> {
        var c = universe.find(owner.startsWith("[") ? Universe.OBJECT : owner).orElseThrow();
        yield member.apply(c).<Outcome>map(f -> f).orElse(new Failed("gone"));
      }
    };
  }

  private static Optional<Found> declared(ClassFacts c, Member method) {
    return Optional.ofNullable(c.methods().get(method)).map(f -> found(c, f));
  }

  private static Optional<Found> element(ClassFacts c, String name) {
    return c.methods().entrySet().stream()
        .filter(m -> m.getKey().name().equals(name))
        .filter(m -> m.getKey().descriptor().startsWith("()"))
        .findFirst()
        .map(m -> found(c, m.getValue()));
  }

  private static Found found(ClassFacts c, int flags) {
    return new Found(Set.of(c.name()), flags);
  }

  private Optional<Found> field(ClassFacts c, Member field) {
    Integer flags = c.fields().get(field);
    if (flags != null) {
      return Optional.of(found(c, flags));
    }
    for (String name : c.interfaces()) {
      Optional<Found> inherited = universe.find(name).flatMap(i -> field(i, field));
      if (inherited.isPresent()) {
        return inherited;
      }
    }
    return universe.superclass(c).flatMap(s -> field(s, field));
  }

  private Outcome method(Reference.ToMethod reference) {
    return switch (loaded(reference.owner())) {
      case Failed failed -> failed;
      case Found _ -> {
        boolean isArray = reference.owner().startsWith("[");
        var c = universe.find(isArray ? Universe.OBJECT : reference.owner()).orElseThrow();
        if (c.isInterface() != reference.onInterface()) {
          yield new Failed(c.isInterface() ? "is an interface" : "is no interface");
        }
        yield inClasses(c, reference.method())
            .or(() -> inInterfaces(c, reference.method()))
            .<Outcome>map(f -> f)
            .orElse(new Failed("gone"));
      }
    };
  }

  /** The class and its superclasses; for an interface itself and the public methods of Object. */
  private Optional<Found> inClasses(ClassFacts start, Member method) {
    for (var c = Optional.of(start); c.isPresent(); c = c.flatMap(universe::superclass)) {
      Optional<Found> declared = declared(c.get(), method).or(polymorphic(c.get(), method));
      boolean hidden =
          start.isInterface()
              && !start.equals(c.get())
              && declared.filter(f -> f.isStatic() || !isPublic(f.flags())).isPresent();
      if (declared.isPresent() && !hidden) {
        return declared;
      }
    }
    return Optional.empty();
  }

  private static Supplier<Optional<Found>> polymorphic(ClassFacts c, Member method) {
    int needed = ClassFile.ACC_NATIVE | ClassFile.ACC_VARARGS;
    return () ->
        SIGNATURE_POLYMORPHIC.contains(c.name())
            ? c.methods().entrySet().stream()
                .filter(m -> m.getKey().name().equals(method.name()))
                .filter(m -> (m.getValue() & needed) == needed)
                .findFirst()
                .map(m -> found(c, m.getValue()))
            : Optional.empty();
  }

  private Optional<Found> inInterfaces(ClassFacts c, Member method) {
    List<ClassFacts> candidates = candidates(c, method);
    List<ClassFacts> defaults = maximallySpecificDefaults(candidates, method);
    List<ClassFacts> any = defaults.size() == 1 ? defaults : candidates;
    return any.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Found(
                any.stream().map(ClassFacts::name).collect(Collectors.toSet()),
                any.getFirst().methods().get(method)));
  }

  /** The superinterfaces that declare the method, neither private nor static. */
  private List<ClassFacts> candidates(ClassFacts c, Member method) {
    IntPredicate isInherited = f -> !ClassFacts.isPrivate(f) && !ClassFacts.isStatic(f);
    var candidates = new ArrayList<ClassFacts>();
    for (String name : universe.supertypes(c)) {
      ClassFacts i = universe.find(name).orElse(c);
      Integer flags = i.methods().get(method);
      if (i.isInterface() && !i.equals(c) && flags != null && isInherited.test(flags)) {
        candidates.add(i);
      }
    }
    return candidates;
  }

  /** Those that no other candidate extends, without the abstract ones. */
  private List<ClassFacts> maximallySpecificDefaults(List<ClassFacts> candidates, Member method) {
    return candidates.stream()
        .filter(
            i ->
                candidates.stream()
                    .noneMatch(j -> !j.equals(i) && universe.supertypes(j).contains(i.name())))
        .filter(i -> !ClassFacts.isAbstract(i.methods().get(method)))
        .toList();
  }

  /**
   * What a call selects.
   *
   * @param method its name and descriptor
   * @param declarer the class whose package-private method the reference resolved to, else empty:
   *     only then the package decides what overrides it
   */
  record Selector(Member method, String declarer) {}

  static final String ABSTRACT = "AbstractMethodError";
  static final String CONFLICT = "IncompatibleClassChangeError";

  /** The class whose method an object of this class runs, or the name of the error (JVMS 5.4.6). */
  String select(ClassFacts receiver, Selector selector) {
    for (var c = Optional.of(receiver); c.isPresent(); c = c.flatMap(universe::superclass)) {
      Integer flags = c.get().methods().get(selector.method());
      if (flags != null && overrides(c.get(), flags, selector)) {
        return ClassFacts.isAbstract(flags) ? ABSTRACT : c.get().name();
      }
    }
    List<ClassFacts> candidates = candidates(receiver, selector.method());
    List<ClassFacts> defaults = maximallySpecificDefaults(candidates, selector.method());
    return switch (defaults.size()) {
      case 0 -> ABSTRACT;
      case 1 -> defaults.getFirst().name();
      default -> CONFLICT;
    };
  }

  /** Whether the method of {@code c} can override the resolved one, or is it (JVMS 5.4.5). */
  private boolean overrides(ClassFacts c, int flags, Selector selector) {
    if (ClassFacts.isStatic(flags)) {
      return false;
    }
    if (selector.declarer().isEmpty()) {
      return !ClassFacts.isPrivate(flags);
    }
    if (c.name().equals(selector.declarer())) {
      return true;
    }
    if (ClassFacts.isPrivate(flags)) {
      return false;
    }
    return universe
        .find(selector.declarer())
        .filter(d -> d.packageName().equals(c.packageName()) || transitively(c, selector))
        .isPresent();
  }

  /** Through a method of a class in between, which is visible here and overrides the declarer's. */
  private boolean transitively(ClassFacts c, Selector selector) {
    for (var s = universe.superclass(c); s.isPresent(); s = s.flatMap(universe::superclass)) {
      if (s.get().name().equals(selector.declarer())) {
        return false;
      }
      Integer flags = s.get().methods().get(selector.method());
      if (flags == null || ClassFacts.isPrivate(flags) || ClassFacts.isStatic(flags)) {
        continue;
      }
      boolean isVisible =
          !ClassFacts.isPackagePrivate(flags) || s.get().packageName().equals(c.packageName());
      if (isVisible && overrides(s.get(), flags, selector)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPublic(int flags) {
    return (flags & ClassFile.ACC_PUBLIC) != 0;
  }
}
