package dev.whittle.dce;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Management beans. Once reached code registers objects with a management server, the platform
 * calls the methods of their management interfaces, found by a rule of naming (JMX Specification,
 * 2.2): of an instantiated class {@code X} the interface {@code XMBean}, and any interface that is
 * called {@code …MXBean} or annotated as one.
 */
final class ManagedBeans implements Mechanism.OfInstantiated, Mechanism.OfReached {
  private static final String ANNOTATION = "Ljavax/management/MXBean;";

  private final Marks marks;
  private final SequencedSet<ClassNode> instantiated = new LinkedHashSet<>();
  private int registration = Facts.NONE;

  ManagedBeans(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.MANAGE) {
      registration = fact;
      instantiated.forEach(this::manage);
    }
  }

  @Override
  public void instantiated(ClassNode c) {
    if (c.isProgram()) {
      instantiated.add(c);
      if (registration != Facts.NONE) {
        manage(c);
      }
    }
  }

  private void manage(ClassNode c) {
    SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
    c.addSupertypes(supertypes);
    Because because = Because.of(ReasonKind.REFLECTION, c.instantiated, registration);
    supertypes.stream().filter(ManagedBeans::isManagement).forEach(i -> expose(i, because));
  }

  /** A management interface inherits the attributes of its superinterfaces, under any name. */
  private void expose(ClassNode parent, Because because) {
    SequencedSet<ClassNode> interfaces = new LinkedHashSet<>();
    parent.addSupertypes(interfaces);
    for (ClassNode each : interfaces) {
      if (each.isProgram() && each.isInterface()) {
        marks.enumerate(each, because);
        for (FunctionNode function : List.copyOf(each.functions.values())) {
          if (function.isVirtual()) {
            marks.external(function);
            marks.reference(function, because);
            marks.call(each, function, because);
          }
        }
      }
    }
  }

  private static boolean isManagement(ClassNode c) {
    return c.isProgram()
        && c.isInterface()
        && (c.name.endsWith("MBean")
            || c.name.endsWith("MXBean")
            || c.definitions.stream().anyMatch(ManagedBeans::isAnnotated));
  }

  private static boolean isAnnotated(ClassDef definition) {
    return definition.attributes().annotations().stream()
        .map(Annotation.Use::annotation)
        .anyMatch(annotation -> annotation.type().equals(ANNOTATION));
  }
}
