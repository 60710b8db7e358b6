package dev.whittle.dce;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Initialization (JVMS 5.5): {@code <clinit>} runs, the superclass is initialized first, and of all
 * superinterfaces of a class those that declare a default method. Being a supertype of an interface
 * initializes nothing.
 *
 * <p>Whether an interface declares a default method is asked of the input, not of what survives: an
 * interface that is initialized only for that reason keeps one (see {@link #finished}).
 */
final class Initialization implements Mechanism.OfInitialized, Mechanism.OfInstantiated {
  private static final Selector CLINIT = new Selector("<clinit>", "()V");

  private final Marks marks;
  private final SequencedSet<ClassNode> byClass = new LinkedHashSet<>();

  Initialization(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void initialized(ClassNode c) {
    marks.load(c, Because.of(ReasonKind.INITIALIZER, c.initialized));
    FunctionNode initializer = c.functions.get(CLINIT);
    if (initializer != null) {
      marks.use(initializer, Because.of(ReasonKind.INITIALIZER, c.initialized));
    }
    if (!c.isInterface()) {
      above(c, Because.of(ReasonKind.SUPERTYPE, c.initialized));
    }
  }

  @Override
  public void instantiated(ClassNode c) {
    if (c.isProgram()) {
      marks.initialize(c, Because.of(ReasonKind.BEFORE_INSTANCES, c.instantiated));
    } else {
      above(c, Because.of(ReasonKind.SUPERTYPE, c.instantiated));
    }
  }

  private void above(ClassNode c, Because because) {
    if (c.superclass != null) {
      marks.initialize(c.superclass, because);
    }
    SequencedSet<ClassNode> interfaces = new LinkedHashSet<>();
    c.interfaces.forEach(parent -> parent.addSupertypes(interfaces));
    for (ClassNode parent : interfaces) {
      if (parent.isProgram() && parent.isInterface() && parent.declaresDefault()) {
        byClass.add(parent);
        marks.initialize(parent, because);
      }
    }
  }

  /**
   * An interface that a class initializes, and that has something to run, keeps a default method:
   * the first of its declaration when none is reached. Its body is never called.
   */
  @Override
  public void finished() {
    for (ClassNode parent : byClass) {
      if (parent.functions.containsKey(CLINIT)
          && parent.functions.values().stream()
              .noneMatch(f -> isDefault(f) && f.level() != Level.ABSENT)) {
        parent.functions.values().stream()
            .filter(Initialization::isDefault)
            .findFirst()
            .ifPresent(
                f -> {
                  marks.dependOnOrder = true;
                  marks.reference(f, Because.of(ReasonKind.INITIALIZER, parent.initialized));
                });
      }
    }
  }

  private static boolean isDefault(FunctionNode function) {
    return !function.isAbstract() && !function.isStatic();
  }
}
