package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The user's own classes, on which libraries work by reflection: templates read their properties,
 * mappers fill their fields, containers construct and call them. Which, is written in annotations,
 * configuration, templates and conventions that no analysis reads. So an undecided call in a
 * library has its effect on every loaded class of the user's own crate, whatever the class is
 * called with; and classes that such a call may find by name are those of the crate that extend
 * what the library has. Where their main class is a library's, all classes of the crate count as
 * named: by its arguments.
 *
 * <p>Calls within the crate ({@link OwnCrates} says which that is) do not count, they are as
 * undecided as any ({@link Reflection}). What this costs is bounded by the size of that crate.
 */
final class OwnClasses implements Mechanism.OfLoaded, Mechanism.OfReached {
  private final Marks marks;
  private final ReflectiveEffects effects;
  private final NamedClasses named;
  private final OwnCrates crates;
  private final List<ClassNode> loaded = new ArrayList<>();
  private final Map<MemberQuery, Open> open = new LinkedHashMap<>();
  private final SequencedSet<String> unnamed = new LinkedHashSet<>();
  private int defines = Facts.NONE;
  private int defined;
  private int finds = Facts.NONE;

  OwnClasses(Marks marks, ReflectiveEffects effects, NamedClasses named, OwnCrates crates) {
    this.marks = marks;
    this.effects = effects;
    this.named = named;
    this.crates = crates;
    unnamed.addAll(crates.classNames());
  }

  /** An undecided query, and how many classes it has met. */
  private static final class Open {
    final int fact;
    int met;

    Open(int fact) {
      this.fact = fact;
    }
  }

  boolean isOwn(ClassNode c) {
    return crates.has(c);
  }

  /** A call that may be about any class, with the fact that makes it happen. */
  void undecided(ReflectiveSite site, MemberQuery query, int fact) {
    if (!crates.isEmpty() && !isOwn(site.function.owner)) {
      open.computeIfAbsent(query, _ -> new Open(fact));
    }
  }

  /** A call that may find a class of any name, with the fact that makes it happen. */
  void undecidedName(ReflectiveSite site, int fact) {
    if (!isOwn(site.function.owner)) {
      finds = fact;
    }
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.DEFINE_CLASS) {
      defines = fact;
    }
  }

  @Override
  public void loaded(ClassNode c) {
    if (isOwn(c)) {
      loaded.add(c);
    }
    if (c == crates.main() && crates.areLaunched()) {
      Because because = Because.of(ReasonKind.OWN_CLASS, c.loaded);
      crates.classNames().forEach(name -> named.construct(marks.hierarchy.node(name), because));
    }
  }

  @Override
  public void settled() {
    List<ClassNode> classes = List.copyOf(loaded);
    for (Map.Entry<MemberQuery, Open> entry : List.copyOf(open.entrySet())) {
      Open each = entry.getValue();
      for (ClassNode c : classes.subList(each.met, classes.size())) {
        effects.found(entry.getKey(), c, Because.of(ReasonKind.OWN_CLASS, each.fact, c.loaded));
      }
      each.met = classes.size();
    }
    if (defines != Facts.NONE) {
      for (; defined < classes.size(); defined++) {
        ClassNode c = classes.get(defined);
        effects.called(c, Because.of(ReasonKind.OWN_CLASS, defines, c.loaded));
      }
    }
    if (finds != Facts.NONE) {
      unnamed.removeIf(name -> found(marks.hierarchy.node(name)));
    }
  }

  /** Constructs a class that extends what a library has, and says whether it did. */
  private boolean found(ClassNode c) {
    if (!c.isProgram() || Access.has(c.access, Access.ABSTRACT | Access.INTERFACE)) {
      return true;
    }
    SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
    c.addSupertypes(supertypes);
    for (ClassNode supertype : supertypes) {
      if (supertype.isProgram() && !isOwn(supertype) && supertype.loaded != Facts.NONE) {
        named.construct(c, Because.of(ReasonKind.OWN_CLASS, finds, supertype.loaded));
        return true;
      }
    }
    return false;
  }
}
