package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Retention;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Annotations that reflection sees on survivors.
 *
 * <p>The JDK skips an annotation whose type is missing without a word. So the type of a visible
 * annotation stays where somebody can see it: when its type is reached by itself (as by {@code
 * getAnnotation(X.class)}), or when reached code lists annotations of all types. An annotation that
 * stays keeps what reading it needs: its type with all elements and their defaults, the classes
 * that values name, the constants of enums.
 */
final class Annotations
    implements Mechanism.OfLoaded,
        Mechanism.OfEnumerated,
        Mechanism.OfReferenced,
        Mechanism.OfUsed,
        Mechanism.OfFields,
        Mechanism.OfReached {
  private record Use(Annotation annotation, int on) {}

  private final Marks marks;
  private final Reflection reflection;
  private final NamedClasses named;

  /** Uses on survivors, by type, of types of the program. */
  private final Map<ClassNode, List<Use>> uses = new LinkedHashMap<>();

  private int lister = Facts.NONE;

  Annotations(Marks marks, Reflection reflection, NamedClasses named) {
    this.marks = marks;
    this.named = named;
    this.reflection = reflection;
  }

  @Override
  public void loaded(ClassNode c) {
    if (!c.isProgram()) {
      return;
    }
    for (Use use : List.copyOf(uses.getOrDefault(c, List.of()))) {
      read(c, use);
    }
    for (ClassDef definition : c.definitions) {
      on(definition.attributes(), c.loaded);
      if (definition.recordComponents() != null) {
        definition.recordComponents().forEach(r -> on(r.attributes(), c.loaded));
      }
    }
  }

  @Override
  public void referenced(FunctionNode function) {
    on(function, function.referenced);
  }

  @Override
  public void used(FunctionNode function) {
    on(function, function.used);
  }

  private void on(FunctionNode node, int fact) {
    for (FunctionNode.Definition definition : node.definitions) {
      FunctionDef function = definition.function();
      on(function.attributes(), fact);
      List<List<Annotation>> ofParameters = function.details().visibleParameterAnnotations();
      if (ofParameters != null) {
        ofParameters.forEach(list -> list.forEach(annotation -> on(annotation, fact)));
      }
      if (function.details().annotationDefault() != null) {
        value(function.details().annotationDefault(), fact);
      }
    }
  }

  @Override
  public void used(FieldNode node) {
    for (FieldDef field : node.definitions) {
      on(field.attributes(), node.used);
    }
  }

  private void on(Attributes attributes, int fact) {
    for (Annotation.Use use : attributes.annotations()) {
      if (use.retention() == Retention.RUNTIME) {
        on(use.annotation(), fact);
      }
    }
    for (Annotation.TypeUse use : attributes.typeAnnotations()) {
      if (use.retention() == Retention.RUNTIME) {
        on(use.annotation(), fact);
      }
    }
  }

  private void on(Annotation annotation, int fact) {
    ClassNode type = marks.hierarchy.ofDescriptor(annotation.type());
    Use use = new Use(annotation, fact);
    if (type.isProgram()) {
      uses.computeIfAbsent(type, _ -> new ArrayList<>()).add(use);
      if (lister != Facts.NONE) {
        see(type, use);
      }
    }
    if (type.loaded != Facts.NONE || type.origin == ClassNode.Origin.PLATFORM) {
      read(type, use);
    }
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.LIST_ANNOTATIONS && lister == Facts.NONE) {
      lister = fact;
      uses.forEach((type, all) -> all.forEach(use -> see(type, use)));
    }
  }

  private void see(ClassNode type, Use use) {
    marks.load(type, Because.of(ReasonKind.ANNOTATION, use.on, lister));
  }

  /** The platform parses the annotation against its type, all elements and defaults. */
  private void read(ClassNode type, Use use) {
    int and = type.isProgram() ? type.loaded : Facts.NONE;
    Because because = Because.of(ReasonKind.ANNOTATION, use.on, and);
    if (type.isProgram()) {
      marks.enumerate(type, because);
      elements(type, because);
    }
    use.annotation.elements().forEach(element -> value(element.value(), use.on));
  }

  /** Whoever lists the members of an annotation type wants its elements: it has nothing else. */
  @Override
  public void enumerated(ClassNode c) {
    if (Access.has(c.access, Access.ANNOTATION)) {
      elements(c, Because.of(ReasonKind.ENUMERATION, c.enumerated));
    }
  }

  private void elements(ClassNode type, Because because) {
    for (FunctionNode element : type.functions.values()) {
      if (element.isAbstract()) {
        marks.use(element, because);
      }
    }
  }

  private void value(Value value, int on) {
    Because because = Because.of(ReasonKind.ANNOTATION, on);
    switch (value) {
      case Value.Const(char _, Constant.Str(String text)) -> named.text(text, because);
      case Value.Const _ -> {}
      case Value.EnumConst(String type, _) ->
          marks.initialize(marks.hierarchy.ofDescriptor(type), because);
      case Value.ClassConst(String descriptor) -> {
        marks.loadDescriptor(descriptor, because);
        if (descriptor.startsWith("L")) {
          reflection.literal(Descriptor.className(descriptor));
        }
      }
      case Value.Nested(Annotation annotation) -> {
        ClassNode type = marks.hierarchy.ofDescriptor(annotation.type());
        marks.load(type, because);
        read(type, new Use(annotation, on));
      }
      case Value.Array(List<Value> values) -> values.forEach(each -> value(each, on));
    }
  }
}
