package dev.whittle.ir.code;

/**
 * The stack instructions that copy or swap (JVMS 6.5), as their opcodes: which one an instruction
 * means depends on the sizes of its values, and those are known.
 */
public enum ShuffleForm {
  DUP(89),
  DUP_X1(90),
  DUP_X2(91),
  DUP2(92),
  DUP2_X1(93),
  DUP2_X2(94),
  SWAP(95);

  /** {@code values()} makes a copy on each call, which took 2 % of lowering. */
  private static final ShuffleForm[] ALL = values();

  private final int opcode;

  ShuffleForm(int opcode) {
    this.opcode = opcode;
  }

  public int opcode() {
    return opcode;
  }

  /** Words that the form copies (1 or 2), or 1 for {@link #SWAP}. */
  public int copiedWords() {
    return ordinal() >= 3 && ordinal() <= 5 ? 2 : 1;
  }

  /** Words below the copied ones that the copies go under. */
  public int skippedWords() {
    return this == SWAP ? 1 : ordinal() % 3;
  }

  /** The form of a JVM opcode from 89 to 95. */
  public static ShuffleForm of(int opcode) {
    return ALL[opcode - 89];
  }
}
