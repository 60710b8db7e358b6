package dev.whittle.ir;

/**
 * A symbolic field reference (JVMS 4.4.2).
 *
 * @param owner internal name of the class the reference names, not necessarily the declaring one
 * @param name unqualified field name
 * @param descriptor field descriptor
 */
public record FieldRef(String owner, String name, String descriptor) {
  /**
   * As a record's, but without the method handles that HotSpot's first compiler does not inline.
   */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof FieldRef reference
            && name.equals(reference.name)
            && owner.equals(reference.owner)
            && descriptor.equals(reference.descriptor);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * owner.hashCode() + name.hashCode()) + descriptor.hashCode();
  }

  @Override
  public String toString() {
    return owner + "." + name + ":" + descriptor;
  }
}
