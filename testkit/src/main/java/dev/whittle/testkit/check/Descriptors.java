package dev.whittle.testkit.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Descriptors (JVMS 4.3) and the names that a class constant may have (JVMS 4.4.1): an internal
 * name, or for an array its descriptor.
 */
final class Descriptors {
  private Descriptors() {}

  /** The parameter descriptors of a method descriptor. */
  static List<String> parameters(String method) {
    var parameters = new ArrayList<String>();
    int at = 1;
    while (method.charAt(at) != ')') {
      int end = end(method, at);
      parameters.add(method.substring(at, end));
      at = end;
    }
    return parameters;
  }

  /** The return descriptor of a method descriptor. */
  static String result(String method) {
    return method.substring(method.indexOf(')') + 1);
  }

  private static int end(String descriptor, int start) {
    int at = start;
    while (descriptor.charAt(at) == '[') {
      at++;
    }
    return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
  }

  static boolean isReference(String descriptor) {
    return descriptor.startsWith("L") || descriptor.startsWith("[");
  }

  /** The class constant's name of a reference type. */
  static String className(String descriptor) {
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }

  /** The descriptor of the type that a class constant names. */
  static String ofClassName(String className) {
    return className.startsWith("[") ? className : "L" + className + ";";
  }

  /** The classes that a descriptor names, array types by their elements. */
  static List<String> classes(String descriptor) {
    var types = new ArrayList<String>();
    if (descriptor.startsWith("(")) {
      types.addAll(parameters(descriptor));
      types.add(result(descriptor));
    } else {
      types.add(descriptor);
    }
    return types.stream()
        .map(Descriptors::element)
        .filter(d -> d.startsWith("L"))
        .map(Descriptors::className)
        .distinct()
        .toList();
  }

  /** The element type of an array type, other descriptors as they are. */
  static String element(String descriptor) {
    return descriptor.substring(descriptor.lastIndexOf('[') + 1);
  }
}
