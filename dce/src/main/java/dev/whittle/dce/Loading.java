package dev.whittle.dce;

import dev.whittle.ir.ClassDef;

/**
 * What a class that is loaded brings along (JVMS 5.3): its supertypes, without which it does not
 * load; and its outer classes and nest host as shells, without which reflection gives another
 * simple name and private access between nestmates fails (JVMS 5.4.4), both without a word at build
 * time.
 */
final class Loading
    implements Mechanism.OfLoaded,
        Mechanism.OfInstantiated,
        Mechanism.OfReferenced,
        Mechanism.OfUsed,
        Mechanism.OfFields {
  private final Marks marks;

  Loading(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void loaded(ClassNode c) {
    if (!c.isProgram()) {
      return;
    }
    supertypes(c, c.loaded);
    for (ClassDef definition : c.definitions) {
      outer(c, definition.nesting());
    }
  }

  @Override
  public void instantiated(ClassNode c) {
    if (c.origin == ClassNode.Origin.SYNTHETIC) {
      supertypes(c, c.instantiated);
    }
  }

  private void supertypes(ClassNode c, int fact) {
    Because because = Because.of(ReasonKind.SUPERTYPE, fact);
    if (c.superclass != null) {
      marks.load(c.superclass, because);
    }
    c.interfaces.forEach(parent -> marks.load(parent, because));
  }

  private void outer(ClassNode c, ClassDef.Nesting nesting) {
    if (nesting.nestHost() != null) {
      shell(nesting.nestHost(), Because.of(ReasonKind.NEST_HOST, c.loaded));
    }
    if (nesting.enclosing() != null) {
      if (nesting.enclosing().method() != null) {
        // Pruning asks whether it is there.
        Selector method =
            new Selector(nesting.enclosing().method(), nesting.enclosing().descriptor());
        marks.hierarchy.sought().add(method);
      }
      shell(nesting.enclosing().owner(), Because.of(ReasonKind.OUTER_CLASS, c.loaded));
    }
    for (ClassDef.InnerClass inner : nesting.innerClasses()) {
      if (inner.name().equals(c.name) && inner.outer() != null) {
        shell(inner.outer(), Because.of(ReasonKind.OUTER_CLASS, c.loaded));
      }
    }
  }

  private void shell(String name, Because because) {
    ClassNode c = marks.hierarchy.node(name);
    if (c.isProgram()) {
      marks.load(c, because);
    }
  }

  @Override
  public void referenced(FunctionNode function) {
    marks.load(function.owner, Because.of(ReasonKind.MEMBER, function.referenced));
  }

  @Override
  public void used(FunctionNode function) {
    if (function.owner.isProgram()) {
      marks.load(function.owner, Because.of(ReasonKind.MEMBER, function.used));
    }
  }

  @Override
  public void used(FieldNode field) {
    marks.load(field.owner, Because.of(ReasonKind.MEMBER, field.used));
  }
}
