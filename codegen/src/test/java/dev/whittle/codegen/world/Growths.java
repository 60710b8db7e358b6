package dev.whittle.codegen.world;

import dev.whittle.codegen.world.Tally.Growth;
import java.lang.classfile.Opcode;

/** Why a method's code is longer than it was: the mechanisms of docs/experiments/emission.md. */
final class Growths {
  private Growths() {}

  static Growth of(Code before, Code after, boolean sameInstructions) {
    int growth = after.length - before.length;
    if (growth <= 0) {
      return Growth.NONE;
    }
    if (before.hasSubroutines()) {
      return Growth.SUBROUTINES;
    }
    int longerConstants = after.longConstants() - before.longConstants();
    if (sameInstructions) {
      return longerConstants > 0
          ? Growth.CONSTANTS
          : growth <= after.maxPadding() ? Growth.PADDING : Growth.UNEXPLAINED;
    }
    return spilled(after) > spilled(before) ? Growth.SPILLS : Growth.UNEXPLAINED;
  }

  /** As {@link #of}, for code that was cleaned up, with the code as it is without clean-ups. */
  static Growth ofCleaned(Code before, Code plain, Code after) {
    if (after.length <= before.length) {
      return Growth.NONE;
    }
    return after.length > plain.length && after.longConstants() > before.longConstants()
        ? Growth.CONSTANTS
        : after.length > plain.length
            ? Growth.UNEXPLAINED
            : of(before, plain, CodeComparison.exact(before, plain) == null);
  }

  /**
   * Stores, and the {@code nop} that a line is left with when the operand it loaded is loaded again
   * behind the loop instead.
   */
  private static int spilled(Code code) {
    int count = 0;
    for (int i = 0; i < code.size(); i++) {
      int opcode = code.opcode(i);
      count += opcode == Opcode.NOP.bytecode() || opcode >= 54 && opcode <= 58 ? 1 : 0;
    }
    return count;
  }
}
