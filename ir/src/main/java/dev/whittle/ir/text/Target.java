package dev.whittle.ir.text;

import java.util.HashMap;
import java.util.Map;

/** The words of type-annotation targets (JVMS 4.7.20.1). */
enum Target {
  CLASS_TYPE_PARAMETER(0x00, "class-type-parameter", Operand.HIGH_BYTE),
  FUNCTION_TYPE_PARAMETER(0x01, "function-type-parameter", Operand.HIGH_BYTE),
  SUPERTYPE(0x10, "supertype", Operand.SHORT),
  CLASS_BOUND(0x11, "class-bound", Operand.TWO_BYTES),
  FUNCTION_BOUND(0x12, "function-bound", Operand.TWO_BYTES),
  FIELD(0x13, "field", Operand.NONE),
  RETURN(0x14, "return", Operand.NONE),
  RECEIVER(0x15, "receiver", Operand.NONE),
  PARAMETER(0x16, "parameter", Operand.HIGH_BYTE),
  THROWS(0x17, "throws", Operand.SHORT),
  VARIABLE(0x40, "variable", Operand.NONE),
  RESOURCE(0x41, "resource", Operand.NONE),
  CATCH(0x42, "catch", Operand.NONE),
  INSTANCEOF(0x43, "instanceof", Operand.NONE),
  NEW(0x44, "new", Operand.NONE),
  CONSTRUCTOR_REFERENCE(0x45, "constructor-reference", Operand.NONE),
  METHOD_REFERENCE(0x46, "method-reference", Operand.NONE),
  CAST(0x47, "cast", Operand.LOW_BYTE),
  CONSTRUCTOR_CALL_ARGUMENT(0x48, "constructor-call-argument", Operand.LOW_BYTE),
  METHOD_CALL_ARGUMENT(0x49, "method-call-argument", Operand.LOW_BYTE),
  CONSTRUCTOR_REFERENCE_ARGUMENT(0x4a, "constructor-reference-argument", Operand.LOW_BYTE),
  METHOD_REFERENCE_ARGUMENT(0x4b, "method-reference-argument", Operand.LOW_BYTE);

  /** What the lower three bytes hold. */
  private enum Operand {
    NONE(0),
    HIGH_BYTE(0xff0000),
    SHORT(0xffff00),
    TWO_BYTES(0xffff00),
    LOW_BYTE(0xff);

    private final int mask;

    Operand(int mask) {
      this.mask = mask;
    }
  }

  private static final Map<Integer, Target> BY_CODE = new HashMap<>();
  private static final Map<String, Target> BY_WORD = new HashMap<>();

  static {
    for (Target target : values()) {
      BY_CODE.put(target.code, target);
      BY_WORD.put(target.word, target);
    }
  }

  private final int code;
  private final String word;
  private final Operand operand;

  Target(int code, String word, Operand operand) {
    this.code = code;
    this.word = word;
    this.operand = operand;
  }

  /** Whether this target type sits on an instruction. */
  static boolean isInstruction(int target) {
    int code = target >>> 24;
    return code >= INSTANCEOF.code && code <= METHOD_REFERENCE_ARGUMENT.code;
  }

  /** Whether this target type sits on an entry of the exception table. */
  static boolean isCatch(int target) {
    return target >>> 24 == CATCH.code;
  }

  /** The word with its numbers; all in hexadecimal when the bits are not of the usual form. */
  static String print(int packed) {
    Target target = BY_CODE.get(packed >>> 24);
    int rest = packed & 0xffffff;
    if (target == null || (rest & ~target.operand.mask) != 0) {
      return "target(0x" + Integer.toHexString(packed) + ")";
    }
    return switch (target.operand) {
      case NONE -> target.word;
      case HIGH_BYTE -> target.word + " " + (rest >> 16);
      case SHORT -> target.word + " " + (rest >> 8);
      case TWO_BYTES -> target.word + " " + (rest >> 16) + ", " + (rest >> 8 & 0xff);
      case LOW_BYTE -> target.word + " " + rest;
    };
  }

  /** Takes a target and packs it. */
  static int parse(TextScanner in) {
    int start = in.position();
    String word = in.word("a type-annotation target");
    if (word.equals("target")) {
      in.expect("(");
      int packed = in.integer("a packed target");
      in.expect(")");
      return packed;
    }
    Target target = BY_WORD.get(word);
    if (target == null) {
      in.rewind(start);
      throw in.expected("a type-annotation target");
    }
    return target.code << 24 | target.operand(in);
  }

  private int operand(TextScanner in) {
    return switch (operand) {
      case NONE -> 0;
      case HIGH_BYTE -> number(in, 0xff) << 16;
      case SHORT -> number(in, 0xffff) << 8;
      case TWO_BYTES -> {
        int first = number(in, 0xff);
        in.expect(",");
        yield first << 16 | number(in, 0xff) << 8;
      }
      case LOW_BYTE -> number(in, 0xff);
    };
  }

  private static int number(TextScanner in, int max) {
    int start = in.position();
    int number = in.integer("an index");
    if (number < 0 || number > max) {
      in.rewind(start);
      throw in.expected("an index from 0 to " + max);
    }
    return number;
  }
}
