package dev.whittle.ir;

import java.util.Optional;

/**
 * Input that is truncated, foreign or broken: the user's problem, reported in one line, exit code
 * 1. The message names the file and, where there is one, the class inside it.
 */
public final class DamagedInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String classReason;

  public DamagedInput(String message) {
    this(message, null);
  }

  public DamagedInput(String message, Throwable cause) {
    this(message, null, cause);
  }

  private DamagedInput(String message, String classReason, Throwable cause) {
    super(oneLine(message), cause);
    this.classReason = classReason;
  }

  /**
   * One class of an input is damaged; the others can be used.
   *
   * @param place the input and the class in it
   * @param cause may be null
   */
  public static DamagedInput ofClass(String place, String reason, Throwable cause) {
    return new DamagedInput(place + ": " + reason, oneLine(reason), cause);
  }

  /**
   * What is wrong with the one class that is damaged, without where it is; empty when the input as
   * a whole is.
   */
  public Optional<String> classReason() {
    return Optional.ofNullable(classReason);
  }

  /** Names in broken files may hold anything; the message stays one line. */
  private static String oneLine(String message) {
    return message.codePoints().anyMatch(Character::isISOControl)
        ? message.replaceAll("\\p{Cntrl}+", "?")
        : message;
  }
}
