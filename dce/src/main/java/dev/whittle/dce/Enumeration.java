package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.summary.Effect;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Listing the members of a class resolves every type that their descriptors and exceptions name,
 * also of members nobody asked for: a pruned one is a {@code NoClassDefFoundError} far from its
 * cause. So where anything may list the members of a class, the types that its surviving members
 * mention are loaded. Public members are listed with those of supertypes. Where the class is not
 * known it may be that of any instance or class literal.
 *
 * <p>Enums are listed by the platform to find {@code values()} (for {@code valueOf}, {@code
 * EnumSet}, {@code EnumMap}, annotations and deserialization), so that function survives as well.
 */
final class Enumeration
    implements Mechanism.OfInitialized,
        Mechanism.OfInstantiated,
        Mechanism.OfEnumerated,
        Mechanism.OfReferenced,
        Mechanism.OfUsed,
        Mechanism.OfFields,
        Mechanism.OfReached,
        Mechanism.ByUseClass {
  private static final String ANY_CLASS = "listing the members of any class";

  /** A class whose {@code Class} object code may have, and since when. */
  private record Escape(ClassNode c, int as) {}

  private final Marks marks;
  private final SequencedSet<Escape> escapes = new LinkedHashSet<>();
  private int anyClass = Facts.NONE;

  Enumeration(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject instanceof MemberQuery) {
      marks.fact(Kind.CAPABILITY, ANY_CLASS, Because.of(ReasonKind.CALL, fact));
    } else if (subject.equals(ANY_CLASS)) {
      anyClass = fact;
      escapes.forEach(this::list);
    }
  }

  @Override
  public void instantiated(ClassNode c) {
    if (c.isProgram()) {
      escapes(c, c.instantiated);
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseClass use) {
    if (use.use() == Effect.ClassUse.LITERAL) {
      ClassNode c = marks.hierarchy.ofConstant(use.name());
      if (c != null && c.isProgram()) {
        marks.load(c, Because.of(ReasonKind.CLASS_USE, function.used));
        escapes(c, c.loaded);
      }
    }
  }

  private void escapes(ClassNode c, int as) {
    Escape escape = new Escape(c, as);
    if (escapes.add(escape) && anyClass != Facts.NONE) {
      list(escape);
    }
  }

  private void list(Escape escape) {
    marks.enumerate(escape.c, Because.of(ReasonKind.ANY_LISTING, escape.as, anyClass));
  }

  @Override
  public void initialized(ClassNode c) {
    if (!c.isEnum()) {
      return;
    }
    Because because = Because.of(ReasonKind.ENUM_VALUES, c.initialized);
    marks.enumerate(c, because);
    FunctionNode values = c.function("values", "()[L" + c.name + ";");
    if (values != null) {
      marks.use(values, because);
    }
  }

  @Override
  public void enumerated(ClassNode c) {
    Because because = Because.of(ReasonKind.ENUMERATION, c.enumerated);
    marks.load(c, because);
    if (c.superclass != null) {
      marks.enumerate(c.superclass, because);
    }
    c.interfaces.forEach(parent -> marks.enumerate(parent, because));
    for (FunctionNode function : c.functions.unlisted()) {
      if (function.referenced != Facts.NONE) {
        mention(function, function.referenced);
      }
      if (function.used != Facts.NONE) {
        mention(function, function.used);
      }
    }
    for (FieldNode field : c.fields.values()) {
      if (field.used != Facts.NONE) {
        mention(field);
      }
    }
  }

  @Override
  public void referenced(FunctionNode function) {
    if (function.owner.enumerated != Facts.NONE) {
      mention(function, function.referenced);
    }
  }

  @Override
  public void used(FunctionNode function) {
    if (function.owner.enumerated != Facts.NONE) {
      mention(function, function.used);
    }
  }

  @Override
  public void used(FieldNode field) {
    if (field.owner.enumerated != Facts.NONE) {
      mention(field);
    }
  }

  private void mention(FunctionNode function, int fact) {
    Because because = Because.of(ReasonKind.ENUMERATION, function.owner.enumerated, fact);
    marks.loadDescriptor(function.selector.descriptor(), because);
    for (FunctionNode.Definition definition : function.definitions) {
      definition.function().exceptions().forEach(name -> marks.load(name, because));
    }
  }

  private void mention(FieldNode field) {
    if (Descriptor.kind(field.selector.descriptor()) == dev.whittle.ir.code.Kind.REFERENCE) {
      marks.loadDescriptor(
          field.selector.descriptor(),
          Because.of(ReasonKind.ENUMERATION, field.owner.enumerated, field.used));
    }
  }
}
