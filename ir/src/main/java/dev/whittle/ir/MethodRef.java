package dev.whittle.ir;

/**
 * A symbolic method reference (JVMS 4.4.2).
 *
 * @param owner internal name, or an array descriptor such as {@code [I} for array methods
 * @param name unqualified method name, or {@code <init>}
 * @param descriptor method descriptor
 * @param ownerKind whether the constant is an InterfaceMethodref
 */
public record MethodRef(String owner, String name, String descriptor, OwnerKind ownerKind) {
  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }
}
