package dev.whittle.dce;

/**
 * Why something is being marked.
 *
 * @param first the fact that is the reason, {@link Facts#NONE} for a root
 * @param second a fact that also had to be true, or {@link Facts#NONE}
 */
record Because(ReasonKind kind, int first, int second) {
  static final Because ROOT = new Because(ReasonKind.ROOT, Facts.NONE, Facts.NONE);

  static Because of(ReasonKind kind, int fact) {
    return new Because(kind, fact, Facts.NONE);
  }

  static Because of(ReasonKind kind, int first, int second) {
    return new Because(kind, first, second);
  }
}
