package dev.whittle.ir.crate;

import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;

/** Gives strings and references the numbers that stand for them in an encoding. */
interface SymbolNumbers {
  int string(String string);

  int field(FieldRef field);

  int method(MethodRef method);

  /** 0 for null, else the number of the string plus 1. */
  default int nullable(String string) {
    return string == null ? 0 : string(string) + 1;
  }
}
