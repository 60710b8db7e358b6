package dev.whittle.dce;

/**
 * How much of a program survives: all that pruning a class asks about the program, and so all that
 * the code of a class depends on besides the class itself. Whoever wants to know what it depended
 * on records the answers.
 *
 * <p>Names are internal, descriptors as in class files.
 */
public interface Survival {
  /** How much of a class of the program survives; {@link Level#ABSENT} for one it does not have. */
  Level level(String className);

  /** How much of a function survives. */
  Level function(String owner, String name, String descriptor);

  /** How much of a field survives: {@link Level#ABSENT} or {@link Level#USED}. */
  Level field(String owner, String name, String descriptor);

  /** Whether a class exists where the program will run: it survives, or is the platform's. */
  boolean isPresent(String className);

  /** Whether instances of the class may be written to or read from object streams. */
  boolean serializes(String className);
}
