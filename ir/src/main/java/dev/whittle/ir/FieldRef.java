package dev.whittle.ir;

/**
 * A symbolic field reference (JVMS 4.4.2).
 *
 * @param owner internal name of the class the reference names, not necessarily the declaring one
 * @param name unqualified field name
 * @param descriptor field descriptor
 */
public record FieldRef(String owner, String name, String descriptor) {
  @Override
  public String toString() {
    return owner + "." + name + ":" + descriptor;
  }
}
