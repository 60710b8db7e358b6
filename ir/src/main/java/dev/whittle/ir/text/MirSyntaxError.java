package dev.whittle.ir.text;

/** A text that is not MIR: one line that says where, what was expected, and what stands there. */
public final class MirSyntaxError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  MirSyntaxError(int line, int column, String message) {
    super("line " + line + ", column " + column + ": " + message);
    this.line = line;
    this.column = column;
  }

  /** Line of the text, from 1. */
  public int line() {
    return line;
  }

  /** Column in UTF-16 units, from 1. */
  public int column() {
    return column;
  }
}
