package dev.whittle.ir.code;

/** Computational kinds of values (JVMS 2.11.1); boolean, byte, char and short are ints. */
public enum Kind {
  INT(1),
  LONG(2),
  FLOAT(1),
  DOUBLE(2),
  REFERENCE(1);

  private final int slots;

  Kind(int slots) {
    this.slots = slots;
  }

  /** Slots of a local variable, or words of operand stack: 1 or 2. */
  public int slots() {
    return slots;
  }
}
