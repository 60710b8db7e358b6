package dev.whittle.ir.code;

/**
 * A normal control-flow edge.
 *
 * @param block index of the target
 * @param arguments temps passed to the target's parameters, in order
 */
public record Edge(int block, Ints arguments) {
  public static Edge to(int block) {
    return new Edge(block, Ints.EMPTY);
  }
}
