package dev.whittle.dce;

/** What becomes of reflective calls that cannot be decided. */
public enum ReflectionPolicy {
  /** They have their effect on a bounded set of open classes ({@link Reflection}). */
  KEEP,
  /** As {@link #KEEP}; whoever asks for the result refuses it when there is such a call. */
  STRICT,
  /**
   * They have no effect: what they find and nothing else keeps is gone. Names in strings and in
   * resources count as before, since they are evidence that does not come from such a call.
   */
  REPORT
}
