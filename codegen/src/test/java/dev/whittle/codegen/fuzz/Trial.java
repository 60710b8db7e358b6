package dev.whittle.codegen.fuzz;

import dev.whittle.ir.text.MirPrinter;

/** A kind of fuzzing. */
enum Trial {
  MIR {
    @Override
    Tally round(long seed) {
      return new MirCase(RandomClass.of(seed, FUNCTIONS), seed).check();
    }

    @Override
    String reduced(long seed, Finding finding) {
      MirCase failing = new MirCase(RandomClass.of(seed, FUNCTIONS), seed);
      return MirPrinter.print(failing.reduced(finding, SECONDS_TO_REDUCE).program());
    }
  };

  private static final int FUNCTIONS = 10;
  private static final int SECONDS_TO_REDUCE = 60;

  /**
   * Makes what this seed makes and compares.
   *
   * @throws Finding at the first difference
   */
  abstract Tally round(long seed);

  /** What makes a finding of this seed, made small: a text to keep as a test. */
  abstract String reduced(long seed, Finding finding);

  /** How a file with such a text ends. */
  String suffix() {
    return ".mir";
  }
}
