package dev.whittle.codegen.fuzz;

import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.VType;
import java.util.List;

/** The types that random functions work with, and how they relate. */
final class Types {
  static final String OBJECT = "java/lang/Object";
  static final String STRING = "java/lang/String";
  static final String THROWABLE = "java/lang/Throwable";
  static final String STATE = "java/lang/IllegalStateException";
  static final String TRACE = "dev/whittle/codegen/fuzz/Trace";
  static final String BASE = TRACE + "$Base";
  static final String DERIVED = TRACE + "$Derived";
  static final String SHAPE = TRACE + "$Shape";

  static final List<String> CLASSES =
      List.of(
          OBJECT,
          STRING,
          THROWABLE,
          "java/lang/RuntimeException",
          STATE,
          "java/lang/ArithmeticException",
          BASE,
          DERIVED,
          SHAPE,
          "[I",
          "[J",
          "[F",
          "[D",
          "[B",
          "[Z",
          "[C",
          "[S",
          "[Ljava/lang/String;",
          "[Ljava/lang/Object;",
          "[L" + BASE + ";",
          "[[I");

  static final List<String> THROWN =
      List.of(
          THROWABLE,
          "java/lang/RuntimeException",
          STATE,
          "java/lang/ArithmeticException",
          "java/lang/NullPointerException",
          "java/lang/ArrayIndexOutOfBoundsException",
          "java/lang/ClassCastException");

  /** How names of generated classes start. */
  static final String OWN = "Fuzz";

  private static final Reflection CLASS_OF = new Reflection();

  private Types() {}

  /** Whether this is a generated class; its superclass, when that matters, is {@link #BASE}. */
  static boolean isOwn(String name) {
    return name.startsWith(OWN);
  }

  static boolean isSubtype(String from, String to) {
    return from.equals(to)
        || !isOwn(to)
            && CLASS_OF.type(to).isAssignableFrom(CLASS_OF.type(isOwn(from) ? BASE : from));
  }

  /** Whether a value of this type may stand where that one is claimed. */
  static boolean isAssignable(VType from, VType to) {
    if (to instanceof VType.Class(String name)) {
      return from instanceof VType.Null
          || from instanceof VType.Class(String sub) && isSubtype(sub, name);
    }
    return from.equals(to);
  }

  static boolean isUninit(VType type) {
    return type instanceof VType.Uninit || type instanceof VType.UninitThis;
  }

  static boolean isReference(VType type) {
    return type.kind() == Kind.REFERENCE && !isUninit(type);
  }
}
