package dev.whittle.ir;

import dev.whittle.ir.code.Kind;
import java.util.ArrayList;
import java.util.List;

/** Questions about field and method descriptors (JVMS 4.3), which are kept as text. */
public final class Descriptor {
  private Descriptor() {}

  /** The kind of a field descriptor; null for {@code V}. */
  public static Kind kind(String descriptor) {
    return kindAt(descriptor, 0);
  }

  /**
   * The kind that a method of this descriptor returns; null for void. Told from its last
   * characters: no class name has a bracket or ends without a semicolon.
   */
  public static Kind returnKind(String methodDescriptor) {
    int last = methodDescriptor.length() - 1;
    boolean isReference =
        methodDescriptor.charAt(last) == ';' || methodDescriptor.charAt(last - 1) == '[';
    return isReference ? Kind.REFERENCE : kindAt(methodDescriptor, last);
  }

  /** The return descriptor of a method descriptor. */
  public static String returnType(String methodDescriptor) {
    return methodDescriptor.substring(endOfParameters(methodDescriptor) + 1);
  }

  /** Where the parenthesis closes; class names may have some, too (JVMS 4.2.1). */
  private static int endOfParameters(String methodDescriptor) {
    int last = methodDescriptor.lastIndexOf(')');
    if (methodDescriptor.indexOf(')') == last) {
      return last;
    }
    int at = 1;
    while (methodDescriptor.charAt(at) != ')') {
      at = endOfType(methodDescriptor, at);
    }
    return at;
  }

  /** The parameter descriptors of a method descriptor, in order. */
  public static List<String> parameters(String methodDescriptor) {
    List<String> parameters = new ArrayList<>();
    int at = 1;
    while (methodDescriptor.charAt(at) != ')') {
      int end = endOfType(methodDescriptor, at);
      parameters.add(methodDescriptor.substring(at, end));
      at = end;
    }
    return parameters;
  }

  /** How many parameters a method descriptor has. */
  public static int parameterCount(String methodDescriptor) {
    int count = 0;
    for (int at = 1; methodDescriptor.charAt(at) != ')'; count++) {
      at = endOfType(methodDescriptor, at);
    }
    return count;
  }

  /**
   * Index after the type that starts at {@code at}.
   *
   * @throws IllegalArgumentException when no type stands there
   */
  public static int endOfType(String descriptor, int at) {
    int start = at;
    while (start < descriptor.length() && descriptor.charAt(start) == '[') {
      start++;
    }
    int end =
        start < descriptor.length() && descriptor.charAt(start) == 'L'
            ? descriptor.indexOf(';', start) + 1
            : start + 1;
    if (end <= start || end > descriptor.length()) {
      throw new IllegalArgumentException("not a descriptor: " + descriptor);
    }
    return end;
  }

  /**
   * The constant-pool class name of a reference descriptor: the internal name of {@code Lname;}, an
   * array descriptor as it is.
   */
  public static String className(String referenceDescriptor) {
    return referenceDescriptor.charAt(0) == 'L'
        ? referenceDescriptor.substring(1, referenceDescriptor.length() - 1)
        : referenceDescriptor;
  }

  /** The field descriptor of a constant-pool class name: the inverse of {@link #className}. */
  public static String ofClass(String className) {
    return className.charAt(0) == '[' ? className : "L" + className + ";";
  }

  /** The parameter types of a method descriptor as Java source writes them, in order. */
  public static List<String> sourceParameters(String methodDescriptor) {
    return parameters(methodDescriptor).stream().map(Descriptor::sourceType).toList();
  }

  /**
   * The type of a field descriptor, or {@code void}, as Java source writes it, but for nested
   * classes, which keep their dollar signs.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static String sourceType(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case '[' -> sourceType(descriptor.substring(1)) + "[]";
      case 'L' -> className(descriptor).replace('/', '.');
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'S' -> "short";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      case 'V' -> "void";
      default -> throw new IllegalArgumentException("not a descriptor: " + descriptor);
    };
  }

  private static Kind kindAt(String descriptor, int at) {
    return switch (descriptor.charAt(at)) {
      case 'V' -> null;
      case 'Z', 'B', 'C', 'S', 'I' -> Kind.INT;
      case 'J' -> Kind.LONG;
      case 'F' -> Kind.FLOAT;
      case 'D' -> Kind.DOUBLE;
      case 'L', '[' -> Kind.REFERENCE;
      default -> throw new IllegalArgumentException("not a descriptor: " + descriptor);
    };
  }
}
