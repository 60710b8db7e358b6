package dev.whittle.driver;

/**
 * Whittle itself is at fault: an exception that no input should be able to cause. It carries what a
 * report needs, so that the person who meets it can say more than "it crashed".
 */
public final class InternalFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String phase;
  private final String function;

  /**
   * @param phase the phase that failed, by its name in the report's {@code stages}
   * @param function the function, class or crate being worked on, or an empty string
   * @param cause what was thrown
   */
  public InternalFailure(String phase, String function, Throwable cause) {
    super(cause.toString(), cause);
    this.phase = phase;
    this.function = function;
  }

  /** The phase that failed. */
  public String phase() {
    return phase;
  }

  /** What the phase was working on; empty when that is not known. */
  public String function() {
    return function;
  }
}
