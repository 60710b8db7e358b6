package dev.whittle.codegen.fuzz;

/** A difference; its kind names the comparison that found it, for a reducer to keep. */
final class Finding extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String kind;

  Finding(String kind, String message, Throwable cause) {
    super(kind + ": " + message, cause);
    this.kind = kind;
  }

  String kind() {
    return kind;
  }
}
