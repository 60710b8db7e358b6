package dev.whittle.dce;

/** How much of a class, function or field survives. */
public enum Level {
  /** Gone. */
  ABSENT,
  /**
   * The declaration stays so that resolution, verification and reflection go on as before: a class
   * without being initialized, a function with a body that reports itself.
   */
  REFERENCED,
  /** Survives whole: a class is initialized or instantiated, a function runs. */
  USED
}
