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
  /**
   * As a record's, but without the method handles that HotSpot's first compiler does not inline.
   */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof MethodRef reference
            && name.equals(reference.name)
            && owner.equals(reference.owner)
            && descriptor.equals(reference.descriptor)
            && ownerKind == reference.ownerKind;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * owner.hashCode() + name.hashCode()) + descriptor.hashCode();
  }

  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }
}
