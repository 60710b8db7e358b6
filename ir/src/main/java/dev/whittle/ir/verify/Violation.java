package dev.whittle.ir.verify;

/**
 * A broken invariant.
 *
 * @param block index of the block, {@link #NOWHERE} when it is not about one
 * @param point number of the statement or terminator, {@link #NOWHERE} likewise
 * @param detail what is wrong, for a person
 */
public record Violation(Invariant invariant, int block, int point, String detail) {
  public static final int NOWHERE = -1;

  /** One line: identifier, name, place and detail. */
  @Override
  public String toString() {
    return invariant.id()
        + " "
        + invariant
        + (block == NOWHERE ? "" : " bb" + block)
        + (point == NOWHERE ? "" : " p" + point)
        + ": "
        + detail;
  }
}
