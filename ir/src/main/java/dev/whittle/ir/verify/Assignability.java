package dev.whittle.ir.verify;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.VType;

/** As much of assignability as can be seen without any class (JVMS 4.10.1.2). */
final class Assignability {
  private Assignability() {}

  /** False when a value of type {@code from} can never stand where {@code to} is claimed. */
  static boolean mayAssign(VType from, VType to) {
    return switch (to) {
      case VType.Primitive primitive -> from == primitive;
      case VType.Uninit uninit -> from.equals(uninit);
      case VType.UninitThis _ -> from instanceof VType.UninitThis;
      case VType.Null _ -> from instanceof VType.Null;
      case VType.Join _ -> isInitialized(from);
      case VType.Class(String name) -> isInitialized(from) && mayBe(from, name);
    };
  }

  /** Whether this is a reference to a whole object, or null. */
  static boolean isInitialized(VType type) {
    return switch (type) {
      case VType.Null _, VType.Class _, VType.Join _ -> true;
      case VType.Primitive _, VType.Uninit _, VType.UninitThis _ -> false;
    };
  }

  private static boolean mayBe(VType from, String to) {
    return !(from instanceof VType.Class(String name)) || mayBe(name, to);
  }

  /** Only arrays are judged: what is no array may be an interface, which takes every reference. */
  private static boolean mayBe(String from, String to) {
    if (!to.startsWith("[") || from.equals(to)) {
      return true;
    }
    if (!from.startsWith("[")) {
      return false;
    }
    String fromElement = from.substring(1);
    String toElement = to.substring(1);
    boolean areReferences =
        Descriptor.kind(fromElement) == Kind.REFERENCE
            && Descriptor.kind(toElement) == Kind.REFERENCE;
    return areReferences
        && mayBe(Descriptor.className(fromElement), Descriptor.className(toElement));
  }
}
