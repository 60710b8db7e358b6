package dev.whittle.lower;

import java.util.List;
import org.objectweb.asm.Attribute;

/**
 * The attributes outside of the JVM specification (JVMS 4.7) that hold no constant-pool indices and
 * so may be carried over as bytes.
 */
final class UnknownAttributes {
  private static final List<String> FREE_OF_INDICES =
      List.of(
          // Pickled signatures of Scala 2: "Storage of pickled Scala signatures in class files",
          // SID-10.
          "Scala",
          "ScalaSig",
          // A UUID that ties a class of Scala 3 to its .tasty file: "TASTy format", section on
          // class files.
          "TASTY");

  private UnknownAttributes() {}

  static boolean isFreeOfIndices(String name) {
    return FREE_OF_INDICES.contains(name);
  }

  /** What ASM needs to know to hand these over as bytes. */
  static Attribute[] prototypes() {
    Attribute[] prototypes = new Attribute[FREE_OF_INDICES.size()];
    for (int i = 0; i < prototypes.length; i++) {
      prototypes[i] = new AttributeCollector.Opaque(FREE_OF_INDICES.get(i));
    }
    return prototypes;
  }
}
