package dev.whittle.ir;

/**
 * Input that is truncated, foreign or broken: the user's problem, reported in one line, exit code
 * 1. The message names the file and, where there is one, the class inside it.
 */
public final class DamagedInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DamagedInput(String message) {
    super(oneLine(message));
  }

  public DamagedInput(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** Names in broken files may hold anything; the message stays one line. */
  private static String oneLine(String message) {
    return message.codePoints().anyMatch(Character::isISOControl)
        ? message.replaceAll("\\p{Cntrl}+", "?")
        : message;
  }
}
