package dev.whittle.dce;

import dev.whittle.ir.Access;

/**
 * Native methods of an initialized class stay, since a library that registers them by name fails
 * when one is missing; and so do the fields of a class whose native method is called: native code
 * finds them by name. What else it calls back is not known.
 */
final class NativeMethods implements Mechanism.OfInitialized, Mechanism.OfUsed {
  private final Marks marks;

  NativeMethods(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void initialized(ClassNode c) {
    Because because = Because.of(ReasonKind.NATIVE, c.initialized);
    for (FunctionNode function : c.functions.unlisted()) {
      if (Access.has(function.access, Access.NATIVE)) {
        marks.reference(function, because);
      }
    }
  }

  @Override
  public void used(FunctionNode function) {
    if (Access.has(function.access, Access.NATIVE) && function.owner.isProgram()) {
      Because because = Because.of(ReasonKind.NATIVE, function.used);
      function.owner.fields.values().forEach(field -> marks.use(field, because));
    }
  }
}
