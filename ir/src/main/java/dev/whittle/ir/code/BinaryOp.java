package dev.whittle.ir.code;

/** Operations on two primitive operands, with their opcodes (JVMS 6.5). */
public enum BinaryOp {
  IADD(96, Kind.INT, Kind.INT, Kind.INT),
  LADD(97, Kind.LONG, Kind.LONG, Kind.LONG),
  FADD(98, Kind.FLOAT, Kind.FLOAT, Kind.FLOAT),
  DADD(99, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE),
  ISUB(100, Kind.INT, Kind.INT, Kind.INT),
  LSUB(101, Kind.LONG, Kind.LONG, Kind.LONG),
  FSUB(102, Kind.FLOAT, Kind.FLOAT, Kind.FLOAT),
  DSUB(103, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE),
  IMUL(104, Kind.INT, Kind.INT, Kind.INT),
  LMUL(105, Kind.LONG, Kind.LONG, Kind.LONG),
  FMUL(106, Kind.FLOAT, Kind.FLOAT, Kind.FLOAT),
  DMUL(107, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE),
  IDIV(108, Kind.INT, Kind.INT, Kind.INT),
  LDIV(109, Kind.LONG, Kind.LONG, Kind.LONG),
  FDIV(110, Kind.FLOAT, Kind.FLOAT, Kind.FLOAT),
  DDIV(111, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE),
  IREM(112, Kind.INT, Kind.INT, Kind.INT),
  LREM(113, Kind.LONG, Kind.LONG, Kind.LONG),
  FREM(114, Kind.FLOAT, Kind.FLOAT, Kind.FLOAT),
  DREM(115, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE),
  ISHL(120, Kind.INT, Kind.INT, Kind.INT),
  LSHL(121, Kind.LONG, Kind.INT, Kind.LONG),
  ISHR(122, Kind.INT, Kind.INT, Kind.INT),
  LSHR(123, Kind.LONG, Kind.INT, Kind.LONG),
  IUSHR(124, Kind.INT, Kind.INT, Kind.INT),
  LUSHR(125, Kind.LONG, Kind.INT, Kind.LONG),
  IAND(126, Kind.INT, Kind.INT, Kind.INT),
  LAND(127, Kind.LONG, Kind.LONG, Kind.LONG),
  IOR(128, Kind.INT, Kind.INT, Kind.INT),
  LOR(129, Kind.LONG, Kind.LONG, Kind.LONG),
  IXOR(130, Kind.INT, Kind.INT, Kind.INT),
  LXOR(131, Kind.LONG, Kind.LONG, Kind.LONG),
  LCMP(148, Kind.LONG, Kind.LONG, Kind.INT),
  FCMPL(149, Kind.FLOAT, Kind.FLOAT, Kind.INT),
  FCMPG(150, Kind.FLOAT, Kind.FLOAT, Kind.INT),
  DCMPL(151, Kind.DOUBLE, Kind.DOUBLE, Kind.INT),
  DCMPG(152, Kind.DOUBLE, Kind.DOUBLE, Kind.INT);

  /** {@code values()} makes a copy on each call, which took 2 % of lowering. */
  private static final BinaryOp[] ALL = values();

  private final int opcode;
  private final Kind left;
  private final Kind right;
  private final Kind result;

  BinaryOp(int opcode, Kind left, Kind right, Kind result) {
    this.opcode = opcode;
    this.left = left;
    this.right = right;
    this.result = result;
  }

  public int opcode() {
    return opcode;
  }

  public Kind left() {
    return left;
  }

  public Kind right() {
    return right;
  }

  public Kind result() {
    return result;
  }

  /** The operation of a JVM opcode: 96 to 115, 120 to 131 or 148 to 152. */
  public static BinaryOp of(int opcode) {
    int index = opcode < 116 ? opcode - 96 : opcode < 132 ? opcode - 120 + 20 : opcode - 148 + 32;
    return ALL[index];
  }
}
