package dev.whittle.driver.symbols;

import dev.whittle.ir.Descriptor;
import java.util.List;
import java.util.stream.Collectors;

/** Symbols of class files as people write them. */
public final class SourceForm {
  private SourceForm() {}

  public static String className(String internalName) {
    return internalName.replace('/', '.');
  }

  /** {@code com.example.Foo.bar(int, java.lang.String)}. */
  public static String function(String owner, String name, String descriptor) {
    return className(owner)
        + "."
        + name
        + parameters(descriptor).stream().collect(Collectors.joining(", ", "(", ")"));
  }

  public static String field(String owner, String name) {
    return className(owner) + "." + name;
  }

  static List<String> parameters(String methodDescriptor) {
    return Descriptor.parameters(methodDescriptor).stream().map(SourceForm::type).toList();
  }

  private static String type(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case '[' -> type(descriptor.substring(1)) + "[]";
      case 'L' -> className(Descriptor.className(descriptor));
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'S' -> "short";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      default -> throw new IllegalArgumentException("not a field descriptor: " + descriptor);
    };
  }
}
