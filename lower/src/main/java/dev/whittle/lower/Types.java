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
  static final VType NULL = new VType.Null();
  static final VType UNINIT_THIS = new VType.UninitThis();

  private final Map<String, VType> byDescriptor = new HashMap<>();
  private final Map<String, VType> byName = new HashMap<>();
  private final Map<String, Call> calls = new HashMap<>();
  private final Map<String, Array> arrays = new HashMap<>();
  private final Map<String, List<VType>> parameters = new HashMap<>();

  /**
   * What a call of a method descriptor does to the operand stack.
   *
   * @param arguments without the receiver
   * @param result null for void
   */
  record Call(int arguments, VType result) {}

  /** An array by its element: a descriptor, and the type of the whole. */
  record Array(String elementDescriptor, VType type) {}

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

  Call ofCall(String descriptor) {
    Call known = calls.get(descriptor);
    if (known == null) {
      String result = Descriptor.returnType(descriptor);
      known =
          new Call(Descriptor.parameterCount(descriptor), result.equals("V") ? null : of(result));
      calls.put(descriptor, known);
    }
    return known;
  }

  /** An array of elements of this internal name or array descriptor. */
  Array arrayOf(String elementName) {
    Array known = arrays.get(elementName);
    if (known == null) {
      String element = Descriptor.ofClass(elementName);
      known = new Array(element, of("[" + element));
      arrays.put(elementName, known);
    }
    return known;
  }

  /** The types of a method's parameters, without {@code this}. */
  List<VType> ofParameters(String descriptor) {
    List<VType> known = parameters.get(descriptor);
    if (known == null) {
      known = new ArrayList<>();
      for (int at = 1; descriptor.charAt(at) != ')'; ) {
        int end = Descriptor.endOfType(descriptor, at);
        known.add(of(descriptor.substring(at, end)));
        at = end;
      }
      parameters.put(descriptor, known);
    }
    return known;
  }
}
