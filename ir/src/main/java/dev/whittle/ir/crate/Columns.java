package dev.whittle.ir.crate;

/** Offsets of columns in the rows of tables. */
final class Columns {
  static final int CLASS_NAME = 0;
  static final int CLASS_SUPER = 4;
  static final int CLASS_VERSION = 8;
  static final int CLASS_ACCESS = 12;
  static final int CLASS_SYMBOLS = 16;
  static final int CLASS_DECLARATION = 20;
  static final int CLASS_FUNCTIONS = 24;
  static final int CLASS_RELEASE = 28;

  static final int FUNCTION_ACCESS = 0;
  static final int FUNCTION_NAME = 4;
  static final int FUNCTION_DESCRIPTOR = 8;
  static final int FUNCTION_BODY = 12;
  static final int FUNCTION_LOCATIONS = 16;

  static final int RESOURCE_NAME = 0;
  static final int RESOURCE_ENCODING = 4;
  static final int RESOURCE_OFFSET = 8;
  static final int RESOURCE_LENGTH = 16;

  /** A version that no class has: the class is not lowered yet, and its access a count. */
  static final int NOT_LOWERED = 0;

  /** Encoding of a resource: as it is. */
  static final int RAW = 0;

  /** Encoding of a resource that is not read yet. */
  static final int NOT_READ = 1;

  private Columns() {}
}
