package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Retention;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Members that carry an annotation which reached code looks for: of a class that is initialized or
 * instantiated, or that reached code has as a value, a member with a visible annotation, on itself
 * or on a parameter, whose type is a class literal in reached code is found and used by whoever
 * looks. Handlers, factories, injected and mapped members work that way.
 *
 * <p>Annotations of the platform are not looked at: who observes those is not to be seen. Members
 * of classes that are merely loaded do not count, since nothing could use them without an instance
 * or initialization.
 *
 * <p>Whoever finds a member may ask for its type and make a value of it; so types of such fields
 * and parameters count as class literals.
 *
 * <p>A class that carries such an annotation, or one that carries it in turn, may be found by
 * scanning. For a big crate that would keep most of it, so this counts in small crates that hold a
 * main class: the user's own program.
 */
final class ObservedAnnotations implements Mechanism.OfInitialized {
  /** A crate with more classes is no program that scans itself. */
  private static final int MAX_SCANNED = 1000;

  private record Member(Object node, int on) {}

  private final Marks marks;
  private final Reflection reflection;
  private final NamedClasses named;
  private final Map<String, List<Member>> waiting = new HashMap<>();
  private final Set<String> observed = new HashSet<>();
  private final Set<Integer> scanned = new HashSet<>();
  private final SequencedSet<String> scannable = new LinkedHashSet<>();
  private int literals;
  private int strings;

  ObservedAnnotations(
      Marks marks, Reflection reflection, NamedClasses named, Collection<ClassNode> mainClasses) {
    this.marks = marks;
    this.reflection = reflection;
    this.named = named;
    for (ClassNode c : mainClasses) {
      ClassSource crate = marks.hierarchy.program().crates().get(c.crate);
      if (crate.classNames().size() <= MAX_SCANNED) {
        scannable.addAll(crate.classNames());
      }
    }
  }

  @Override
  public void initialized(ClassNode c) {
    scan(c, c.initialized);
  }

  private void scan(ClassNode c, int fact) {
    if (!c.isProgram() || !scanned.add(fact)) {
      return;
    }
    for (ClassDef definition : c.definitions) {
      for (FunctionDef function : definition.functions()) {
        FunctionNode node = c.function(function.name(), function.descriptor());
        member(node, function.attributes(), fact);
        List<List<Annotation>> ofParameters = function.details().visibleParameterAnnotations();
        if (ofParameters != null) {
          ofParameters.forEach(list -> list.forEach(annotation -> member(node, annotation, fact)));
        }
      }
      for (FieldDef field : definition.fields()) {
        Selector selector = new Selector(field.name(), field.descriptor());
        member(c.fields.get(selector), field.attributes(), fact);
      }
    }
  }

  private void member(Object node, Attributes attributes, int fact) {
    for (Annotation.Use use : attributes.annotations()) {
      if (use.retention() == Retention.RUNTIME) {
        member(node, use.annotation(), fact);
      }
    }
  }

  private void member(Object node, Annotation annotation, int fact) {
    String type = Descriptor.className(annotation.type());
    Member member = new Member(node, fact);
    waiting.computeIfAbsent(type, _ -> new ArrayList<>()).add(member);
    if (observed.contains(type)) {
      found(member, marks.hierarchy.node(type));
    }
  }

  @Override
  public void settled() {
    for (ClassNode c : List.copyOf(reflection.literals())) {
      if (c.loaded != Facts.NONE) {
        scan(c, c.loaded);
      }
    }
    literals = observe(List.copyOf(reflection.literals()), literals);
    strings = observe(List.copyOf(named.all()), strings);
  }

  private int observe(List<ClassNode> types, int from) {
    for (ClassNode type : types.subList(from, types.size())) {
      if (Access.has(type.access, Access.ANNOTATION) && observed.add(type.name)) {
        List.copyOf(waiting.getOrDefault(type.name, List.of())).forEach(m -> found(m, type));
        for (String name : scannable) {
          ClassNode c = marks.hierarchy.node(name);
          if (c.isProgram() && carries(c, type, new HashSet<>())) {
            named.construct(c, Because.of(ReasonKind.OBSERVED, type.loaded));
          }
        }
      }
    }
    return types.size();
  }

  /** Whether a class has an annotation of this type, or one whose type has. */
  private boolean carries(ClassNode c, ClassNode type, Set<ClassNode> seen) {
    if (!seen.add(c)) {
      return false;
    }
    for (ClassDef definition : c.definitions) {
      for (Annotation.Use use : definition.attributes().annotations()) {
        ClassNode other = marks.hierarchy.ofDescriptor(use.annotation().type());
        if (use.retention() == Retention.RUNTIME
            && (other == type || (other.isProgram() && carries(other, type, seen)))) {
          return true;
        }
      }
    }
    return false;
  }

  private void found(Member member, ClassNode type) {
    marks.load(type, Because.of(ReasonKind.ANNOTATION, member.on));
    Because because = Because.of(ReasonKind.OBSERVED, member.on, type.loaded);
    switch (member.node) {
      case FieldNode field -> {
        marks.use(field, because);
        injected(field.selector.descriptor());
      }
      case FunctionNode function -> {
        marks.enumerate(function.owner, because);
        marks.external(function);
        Descriptor.parameters(function.selector.descriptor()).forEach(this::injected);
        marks.reference(function, because);
        if (function.isVirtual()) {
          marks.call(function.owner, function, because);
        } else {
          marks.use(function, because);
        }
        if (function.isStatic()) {
          marks.initialize(function.owner, because);
        }
      }
      default -> throw new IllegalStateException("no member: " + member.node);
    }
  }

  private void injected(String descriptor) {
    if (descriptor.startsWith("L")) {
      reflection.literal(Descriptor.className(descriptor));
    }
  }
}
