package dev.whittle.driver.ledger;

import dev.whittle.driver.symbols.SourceForm;
import java.util.List;
import java.util.Optional;

/** Kinds of questions about the program; {@code docs/cache-keys.md} lists who asks them when. */
public enum FactKind {
  /** How much of a class survives. */
  CLASS('l', 1, "what survives of a class"),
  /** How much of a function survives. */
  FUNCTION('f', 3, "what survives of a function"),
  /** Whether a field survives. */
  FIELD('v', 3, "whether a field survives"),
  /** Whether a class exists where the program will run. */
  PRESENT('p', 1, "whether a class exists"),
  /** Whether instances may be written to object streams. */
  SERIALIZES('s', 1, "whether a class is serialized");

  /** How it stands in the bytes of a key. */
  public final char code;

  /** How many names a question has. */
  final int names;

  /** What it asks, in words. */
  final String about;

  FactKind(char code, int names, String about) {
    this.code = code;
    this.names = names;
    this.about = about;
  }

  static Optional<FactKind> of(char code) {
    for (FactKind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  String question(List<String> names) {
    String owner = SourceForm.className(names.getFirst());
    return switch (this) {
      case CLASS -> "does " + owner + " survive?";
      case FUNCTION ->
          "does " + SourceForm.function(names.getFirst(), names.get(1), names.get(2)) + " survive?";
      case FIELD -> "does " + SourceForm.field(names.getFirst(), names.get(1)) + " survive?";
      case PRESENT -> "does " + owner + " exist where the program runs?";
      case SERIALIZES -> "may " + owner + " be in object streams?";
    };
  }

  String answer(int answer) {
    return switch (this) {
      case CLASS, FUNCTION, FIELD ->
          switch (answer) {
            case 0 -> "no";
            case 1 -> "its declaration";
            default -> "yes";
          };
      case PRESENT, SERIALIZES -> answer == 0 ? "no" : "yes";
    };
  }
}
