package dev.whittle.ir;

/**
 * A field declaration (JVMS 4.5).
 *
 * @param constantValue the {@code ConstantValue} attribute, null when absent
 */
public record FieldDef(
    int access, String name, String descriptor, Constant constantValue, Attributes attributes) {
  public boolean isStatic() {
    return Access.has(access, Access.STATIC);
  }
}
