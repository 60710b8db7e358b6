package dev.whittle.lower;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the descriptors and class names of one class file mean, each parsed once. ASM gives equal
 * names of a class as one string, whose hash is known, so that looking one up costs less than a
 * scan of it.
 */
final class Types {
  private final Map<String, VType> byDescriptor = new HashMap<>();
  private final Map<String, VType> byName = new HashMap<>();
  private final Map<String, Signature> signatures = new HashMap<>();

  /**
   * A method descriptor.
   *
   * @param parameters their types, in order, without {@code this}
   * @param result null for void
   */
  record Signature(VType[] parameters, VType result) {}

  /** The type of a value of this field descriptor. */
  VType of(String descriptor) {
    VType known = byDescriptor.get(descriptor);
    if (known == null) {
      known = VType.of(descriptor);
      byDescriptor.put(descriptor, known);
    }
    return known;
  }

  /** The type of an internal name or array descriptor. */
  VType ofClass(String name) {
    VType known = byName.get(name);
    if (known == null) {
      known = new VType.Class(name);
      byName.put(name, known);
    }
    return known;
  }

  Signature ofMethod(String descriptor) {
    Signature known = signatures.get(descriptor);
    if (known == null) {
      List<VType> parameters = new ArrayList<>();
      Descriptor.parameters(descriptor).forEach(p -> parameters.add(of(p)));
      String result = Descriptor.returnType(descriptor);
      known =
          new Signature(parameters.toArray(VType[]::new), result.equals("V") ? null : of(result));
      signatures.put(descriptor, known);
    }
    return known;
  }
}
