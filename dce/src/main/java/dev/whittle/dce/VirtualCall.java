package dev.whittle.dce;

/**
 * Virtual calls of one method on receivers of one static type.
 *
 * @param fact its fact
 * @param resolved what the symbolic reference resolves to (JVMS 5.4.3)
 */
record VirtualCall(int fact, ClassNode receiver, FunctionNode resolved) {
  @Override
  public String toString() {
    return receiver.name + "." + resolved.selector;
  }
}
