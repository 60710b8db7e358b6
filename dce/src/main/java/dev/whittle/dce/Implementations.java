package dev.whittle.dce;

import dev.whittle.ir.Access;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Implementations that are found by convention: {@code p.X} is implemented by {@code p.XImpl} or
 * {@code p.impl.XImpl}, as generators of bindings and mappers write it, and a library finds the one
 * when it is asked for the other, by a name from data that no analysis reads. So once a library
 * looks for classes of any name, such an implementation of an interface of another crate can be
 * made when the interface is there.
 */
final class Implementations implements Mechanism.OfLoaded {
  private record Finder(int crate) {
    @Override
    public String toString() {
      return "look-ups of other crates' classes by any name";
    }
  }

  private final Marks marks;
  private final NamedClasses named;
  private final Map<Finder, Integer> finders = new LinkedHashMap<>();
  private final SequencedSet<ClassNode> interfaces = new LinkedHashSet<>();
  private int metFinders;
  private int metInterfaces;

  Implementations(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
  }

  /** A call that may find a class of any name. */
  void undecidedName(ReflectiveSite site, int fact) {
    Finder finder = new Finder(site.function.owner.crate);
    Because because = Because.of(ReasonKind.CALL, fact);
    finders.put(finder, marks.fact(Facts.Kind.CAPABILITY, finder, because));
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram() && c.isInterface() && !Access.has(c.access, Access.ANNOTATION)) {
      interfaces.add(c);
    }
  }

  @Override
  public void settled() {
    List<ClassNode> all = List.copyOf(interfaces);
    boolean anew = finders.size() != metFinders;
    for (ClassNode c : all.subList(anew ? 0 : metInterfaces, all.size())) {
      finders.forEach(
          (finder, fact) -> {
            if (finder.crate != c.crate) {
              find(c, Because.of(ReasonKind.PATTERN, fact, c.loaded));
            }
          });
    }
    metFinders = finders.size();
    metInterfaces = all.size();
  }

  private void find(ClassNode c, Because because) {
    String simple = c.name.substring(c.packageName().length());
    construct(c, c.name + "Impl", because);
    construct(c, c.packageName() + "impl/" + simple + "Impl", because);
  }

  private void construct(ClassNode c, String name, Because because) {
    if (marks.hierarchy.programHas(name)) {
      ClassNode implementation = marks.hierarchy.node(name);
      if (implementation.isProgram() && implementation.isSubtypeOf(c)) {
        named.construct(implementation, because);
      }
    }
  }
}
