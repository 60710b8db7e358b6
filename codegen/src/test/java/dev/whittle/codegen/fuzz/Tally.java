package dev.whittle.codegen.fuzz;

/**
 * What was done.
 *
 * @param functions functions, or mutated inputs, that were made
 * @param compared runs that were compared, or inputs that were refused cleanly
 * @param passedOver runs that took too long, or inputs that were read all the same
 */
record Tally(long functions, long compared, long passedOver) {
  static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        functions + other.functions, compared + other.compared, passedOver + other.passedOver);
  }
}
