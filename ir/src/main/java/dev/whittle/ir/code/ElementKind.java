package dev.whittle.ir.code;

/**
 * What an array instruction moves. {@code BYTE} also serves boolean arrays: the JVM has one opcode
 * for both, and which one it is cannot be told from the code alone.
 */
public enum ElementKind {
  INT(46, 79, Kind.INT),
  LONG(47, 80, Kind.LONG),
  FLOAT(48, 81, Kind.FLOAT),
  DOUBLE(49, 82, Kind.DOUBLE),
  REFERENCE(50, 83, Kind.REFERENCE),
  BYTE(51, 84, Kind.INT),
  CHAR(52, 85, Kind.INT),
  SHORT(53, 86, Kind.INT);

  /** {@code values()} makes a copy on each call, which took 2 % of lowering. */
  private static final ElementKind[] ALL = values();

  private final int loadOpcode;
  private final int storeOpcode;
  private final Kind kind;

  ElementKind(int loadOpcode, int storeOpcode, Kind kind) {
    this.loadOpcode = loadOpcode;
    this.storeOpcode = storeOpcode;
    this.kind = kind;
  }

  public int loadOpcode() {
    return loadOpcode;
  }

  public int storeOpcode() {
    return storeOpcode;
  }

  public Kind kind() {
    return kind;
  }

  /** The element kind of the JVM opcode of an array load (46 to 53) or store (79 to 86). */
  public static ElementKind of(int opcode) {
    return ALL[opcode < 79 ? opcode - 46 : opcode - 79];
  }
}
