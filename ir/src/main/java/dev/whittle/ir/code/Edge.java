package dev.whittle.ir.code;

/**
 * A normal control-flow edge.
 *
 * @param block index of the target
 * @param arguments temps passed to the target's parameters, in order
 */
public record Edge(int block, Ints arguments) {
  /** Most edges pass nothing and lead to a block near the entry, so these are made once. */
  private static final Edge[] PLAIN = new Edge[64];

  static {
    for (int block = 0; block < PLAIN.length; block++) {
      PLAIN[block] = new Edge(block, Ints.EMPTY);
    }
  }

  /** An edge that passes nothing. */
  public static Edge to(int block) {
    return block >= 0 && block < PLAIN.length ? PLAIN[block] : new Edge(block, Ints.EMPTY);
  }
}
