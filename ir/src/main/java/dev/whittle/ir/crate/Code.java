package dev.whittle.ir.crate;

/**
 * Opcode bytes of body encoding. They are the JVM's own wherever it has one, taken from the tables
 * of the MIR enums, so that only what differs stands here; {@code docs/crate-format.md} lists all.
 */
final class Code {
  static final int NOP = 0;
  static final int CONST_NULL = 1;

  /** An int from -1 to 5: {@code 3 + value}. */
  static final int CONST_INT_0 = 3;

  /** 0L and 1L. */
  static final int CONST_LONG_0 = 9;

  /** 0f, 1f and 2f. */
  static final int CONST_FLOAT_0 = 11;

  /** 0d and 1d. */
  static final int CONST_DOUBLE_0 = 14;

  /** Any other int: a signed varint. */
  static final int CONST_INT = 16;

  /** Any other long: a signed varint. */
  static final int CONST_LONG = 17;

  /** A string. */
  static final int CONST_STRING = 18;

  /** Any other constant: a tagged tree. */
  static final int CONST_TREE = 19;

  /** Load of a local from {@link #SHORT_LOCALS} up: a varint. */
  static final int LOAD = 21;

  /** Load of local 0; the next opcodes load the next locals. */
  static final int LOAD_0 = 26;

  static final int STORE = 54;
  static final int STORE_0 = 59;

  /** Locals that have loads and stores of one byte; one opcode range ends where the next starts. */
  static final int SHORT_LOCALS = 20;

  static final int DISCARD = 87;
  static final int INCREMENT = 132;
  static final int GOTO = 167;
  static final int TABLE_SWITCH = 170;
  static final int LOOKUP_SWITCH = 171;
  static final int RETURN_VALUE = 172;
  static final int RETURN = 177;
  static final int GET_STATIC = 178;
  static final int PUT_STATIC = 179;
  static final int GET_FIELD = 180;
  static final int PUT_FIELD = 181;
  static final int INVOKE_VIRTUAL = 182;
  static final int INVOKE_DYNAMIC = 186;
  static final int NEW = 187;
  static final int NEW_ARRAY = 188;
  static final int ARRAY_LENGTH = 190;
  static final int THROW = 191;
  static final int CAST = 192;
  static final int INSTANCE_OF = 193;
  static final int MONITOR_ENTER = 194;
  static final int MONITOR_EXIT = 195;
  static final int NEW_MULTI_ARRAY = 197;

  /** The next result is not the next temp: a signed varint says how far off. No JVM opcode. */
  static final int SKIP_TEMPS = 255;

  static final int FLOAT_1 = 0x3f800000;
  static final int FLOAT_2 = 0x40000000;
  static final long DOUBLE_1 = 0x3ff0000000000000L;

  /** Stands where a body has its number of temps: a string follows that says why there is none. */
  static final int REFUSED = -1;

  // Codes of verification types; a class is TYPE_CLASS plus the number of its name.
  static final int TYPE_NULL = 0;
  static final int TYPE_INT = 1;
  static final int TYPE_LONG = 2;
  static final int TYPE_FLOAT = 3;
  static final int TYPE_DOUBLE = 4;
  static final int TYPE_UNINIT_THIS = 5;
  static final int TYPE_UNINIT = 6;
  static final int TYPE_JOIN = 7;
  static final int TYPE_CLASS = 8;

  // Bits of the first byte of a block: what is not as in the block before.
  static final int HAS_PARAMETERS = 1;
  static final int NEW_ENTRY = 2;
  static final int NEW_HANDLERS = 4;

  private Code() {}
}
