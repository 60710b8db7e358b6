package dev.whittle.lower;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.VType;
import java.util.List;
import java.util.TreeSet;

/** Joins of types where paths meet, without asking for any class (docs/mir.md, join). */
final class TypeJoin {
  private static final VType OBJECT = new VType.Class("java/lang/Object");

  private TypeJoin() {}

  /** The join of two types, or null when no value of it could be used. */
  static VType of(VType a, VType b) {
    if (a == null || b == null) {
      return null;
    }
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof VType.Null && isInitialized(b)) {
      return b;
    }
    if (b instanceof VType.Null && isInitialized(a)) {
      return a;
    }
    if (!isInitialized(a) || !isInitialized(b)) {
      return null;
    }
    TreeSet<String> names = new TreeSet<>();
    addNames(a, names);
    addNames(b, names);
    return ofNames(names);
  }

  /**
   * The join of the types that values of these descriptors have; Object when they differ in kind.
   */
  static VType ofDescriptors(List<String> descriptors) {
    TreeSet<String> names = new TreeSet<>();
    for (String descriptor : descriptors) {
      if (descriptor.length() == 1) {
        return OBJECT;
      }
      names.add(Descriptor.className(descriptor));
    }
    return ofNames(names);
  }

  private static boolean isInitialized(VType type) {
    return switch (type) {
      case VType.Null _, VType.Class _, VType.Join _ -> true;
      case VType.Primitive _, VType.Uninit _, VType.UninitThis _ -> false;
    };
  }

  private static VType ofNames(TreeSet<String> names) {
    if (names.size() == 1) {
      return new VType.Class(names.first());
    }
    return names.contains("java/lang/Object") || names.size() > VType.Join.MAX_NAMES
        ? OBJECT
        : new VType.Join(List.copyOf(names));
  }

  private static void addNames(VType type, TreeSet<String> names) {
    switch (type) {
      case VType.Class c -> names.add(c.name());
      case VType.Join j -> names.addAll(j.names());
      default -> throw new IllegalStateException("no names in " + type);
    }
  }
}
