package dev.whittle.ir.summary;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.VType;

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

  private final Effects effects;

  Assignability(Effects effects) {
    this.effects = effects;
  }

  void check(VType from, String to) {
    if (from instanceof VType.Class type) {
      check(type.name(), to);
    } else if (from instanceof VType.Join join) {
      join.names().forEach(name -> check(name, to));
    }
  }

  /** A check against a join is none: the verifier that has joins computes them. */
  void check(VType from, VType to) {
    if (from != to && to instanceof VType.Class type) {
      check(from, type.name());
    }
  }

  /** A check against the type that stands in a descriptor; in most places there is none to do. */
  void check(VType from, String descriptor, int start, int end) {
    if (!(from instanceof VType.Class type && stands(type.name(), descriptor, start, end))
        && !stands(OBJECT, descriptor, start, end)) {
      check(from, Descriptor.className(descriptor.substring(start, end)));
    }
  }

  private static boolean stands(String name, String descriptor, int start, int end) {
    return descriptor.charAt(start) == 'L'
        ? name.length() == end - start - 2 && descriptor.startsWith(name, start + 1)
        : name.length() == end - start && descriptor.startsWith(name, start);
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
