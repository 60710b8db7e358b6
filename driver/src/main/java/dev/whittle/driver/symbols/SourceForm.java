package dev.whittle.driver.symbols;

import dev.whittle.ir.Descriptor;

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
        + "("
        + String.join(", ", Descriptor.sourceParameters(descriptor))
        + ")";
  }

  public static String field(String owner, String name) {
    return className(owner) + "." + name;
  }
}
