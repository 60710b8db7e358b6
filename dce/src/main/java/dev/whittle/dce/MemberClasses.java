package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Retention;
import dev.whittle.ir.ClassDef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Member classes that a library finds by listing those of a class it is given: parts of a
 * configuration, conditions, nested tests. It knows them by their annotations. So once reached code
 * of one crate lists the member classes of any class, those of a class of another crate that a
 * string names or that is a class literal can be made, when they carry an annotation, or one that
 * carries it in turn, whose type reached code has as a value.
 *
 * <p>Within one crate nothing follows from this, as in {@link SpelledMembers}.
 */
final class MemberClasses implements Mechanism {
  /** Lists member classes: the crate whose code does. */
  private record Lists(int crate) {
    @Override
    public String toString() {
      return "listing the member classes of any class";
    }
  }

  /** A class that declares another one with annotations of these types. */
  private record Member(ClassNode outer, ClassNode c, Set<ClassNode> annotations) {}

  private record Found(Member member, Lists by) {}

  private final Marks marks;
  private final NamedClasses named;
  private final Map<Lists, Integer> listing = new LinkedHashMap<>();

  /** Classes that are named or literals: what is open, and what is looked for. */
  private final SequencedSet<ClassNode> values = new LinkedHashSet<>();

  private final List<Member> members = new ArrayList<>();
  private final Set<Found> found = new HashSet<>();
  private int metListing;
  private int metValues;

  MemberClasses(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
  }

  /** A call that may list those of any class, with the fact that makes it happen. */
  void undecided(ReflectiveSite site, int fact) {
    Lists lists = new Lists(site.function.owner.crate);
    listing.put(lists, marks.fact(Kind.CAPABILITY, lists, Because.of(ReasonKind.CALL, fact)));
  }

  /** Reached code has the class as a value. */
  void literal(ClassNode c) {
    values.add(c);
  }

  @Override
  public void settled() {
    values.addAll(named.all());
    if (listing.isEmpty() || listing.size() == metListing && values.size() == metValues) {
      return;
    }
    List<ClassNode> all = List.copyOf(values);
    all.subList(metValues, all.size()).forEach(this::declared);
    metListing = listing.size();
    metValues = all.size();
    for (Member member : members) {
      if (member.annotations.stream().anyMatch(values::contains)) {
        listing.forEach((lists, fact) -> find(new Found(member, lists), fact));
      }
    }
  }

  private void find(Found each, int fact) {
    Member member = each.member;
    if (each.by.crate != member.outer.crate && found.add(each)) {
      named.construct(member.c, Because.of(ReasonKind.OBSERVED, member.outer.loaded, fact));
    }
  }

  private void declared(ClassNode outer) {
    for (ClassDef definition : outer.isProgram() ? outer.definitions : List.<ClassDef>of()) {
      definition.nesting().innerClasses().stream()
          .filter(inner -> outer.name.equals(inner.outer()))
          .map(inner -> marks.hierarchy.node(inner.name()))
          .filter(ClassNode::isProgram)
          .forEach(c -> declared(outer, c));
    }
  }

  private void declared(ClassNode outer, ClassNode c) {
    Set<ClassNode> annotations = new LinkedHashSet<>();
    addAnnotations(c, annotations);
    if (!annotations.isEmpty()) {
      members.add(new Member(outer, c, annotations));
    }
  }

  /** The types of the annotations of a class, and of theirs. */
  private void addAnnotations(ClassNode c, Set<ClassNode> types) {
    for (ClassDef definition : c.definitions) {
      for (Annotation.Use use : definition.attributes().annotations()) {
        ClassNode type = marks.hierarchy.ofDescriptor(use.annotation().type());
        if (use.retention() == Retention.RUNTIME && type.isProgram() && types.add(type)) {
          addAnnotations(type, types);
        }
      }
    }
  }
}
