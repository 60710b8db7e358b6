package dev.whittle.ir.summary;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.VType;
import java.util.Collection;

/**
 * Writes down the assignability checks for which HotSpot's verifier has to load classes.
 *
 * <p>Follows {@code VerificationType::is_reference_assignable_from}: nothing is loaded when the
 * names are equal, the target is {@code Object} or the value is null; arrays are compared by
 * component. Leaving a pair out would be a {@code NoClassDefFoundError} at verification of a class
 * that ran before; one too many keeps a class for nothing.
 */
final class Assignability {
  private static final String OBJECT = "java/lang/Object";

  private final Collection<Effect> effects;

  Assignability(Collection<Effect> effects) {
    this.effects = effects;
  }

  void check(VType from, String to) {
    switch (from) {
      case VType.Class type -> check(type.name(), to);
      case VType.Join join -> join.names().forEach(name -> check(name, to));
      case null -> {}
      case VType.Null _, VType.Uninit _, VType.UninitThis _, VType.Primitive _ -> {}
    }
  }

  /** A check against a join is none: the verifier that has joins computes them. */
  void check(VType from, VType to) {
    if (to instanceof VType.Class type) {
      check(from, type.name());
    }
  }

  private void check(String from, String to) {
    if (from.equals(to) || to.equals(OBJECT)) {
      return;
    }
    if (from.startsWith("[") && to.startsWith("[")) {
      String fromElement = from.substring(1);
      String toElement = to.substring(1);
      if (isReference(fromElement) && isReference(toElement)) {
        check(Descriptor.className(fromElement), Descriptor.className(toElement));
      }
      return;
    }
    effects.add(new Effect.Assign(from, to));
  }

  private static boolean isReference(String descriptor) {
    return descriptor.startsWith("L") || descriptor.startsWith("[");
  }
}
