package dev.whittle.ir.code;

/** Conditions of branches with their opcodes; the unary ones compare with zero or null. */
public enum Condition {
  EQ_ZERO(153, 1),
  NE_ZERO(154, 1),
  LT_ZERO(155, 1),
  GE_ZERO(156, 1),
  GT_ZERO(157, 1),
  LE_ZERO(158, 1),
  EQ(159, 2),
  NE(160, 2),
  LT(161, 2),
  GE(162, 2),
  GT(163, 2),
  LE(164, 2),
  SAME(165, 2),
  NOT_SAME(166, 2),
  NULL(198, 1),
  NOT_NULL(199, 1);

  /** {@code values()} makes a copy on each call, which took 2 % of lowering. */
  private static final Condition[] ALL = values();

  private final int opcode;
  private final int operands;

  Condition(int opcode, int operands) {
    this.opcode = opcode;
    this.operands = operands;
  }

  public int opcode() {
    return opcode;
  }

  /** 1 or 2. */
  public int operands() {
    return operands;
  }

  /** Kind of the operands. */
  public Kind kind() {
    return this == SAME || this == NOT_SAME || this == NULL || this == NOT_NULL
        ? Kind.REFERENCE
        : Kind.INT;
  }

  /** The condition that holds exactly when this one does not. */
  public Condition negated() {
    return ALL[ordinal() ^ 1];
  }

  /** The condition of a JVM branch opcode. */
  public static Condition of(int opcode) {
    return opcode >= 198 ? ALL[opcode - 198 + 14] : ALL[opcode - 153];
  }
}
