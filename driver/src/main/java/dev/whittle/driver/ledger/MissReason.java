package dev.whittle.driver.ledger;

import java.util.Optional;

/**
 * Why something was not in the cache. The ledger has their ordinals: more come at the end, and any
 * other change of this list is another version of the ledger.
 */
public enum MissReason {
  /** No earlier build of this program had it. */
  NEW("never seen"),
  /** The earlier build had it with another body. */
  BODY("body differs"),
  /** The earlier build had the class with another declaration, other bodies or other lines. */
  CLASS("class differs"),
  /** An input has another content. */
  INPUT("input differs"),
  FACT_CLASS("fact differs: " + FactKind.CLASS.about),
  FACT_FUNCTION("fact differs: " + FactKind.FUNCTION.about),
  FACT_FIELD("fact differs: " + FactKind.FIELD.about),
  FACT_PRESENT("fact differs: " + FactKind.PRESENT.about),
  FACT_SERIALIZES("fact differs: " + FactKind.SERIALIZES.about),
  /** Another version of Whittle, or another Java that runs it. */
  WHITTLE("Whittle differs"),
  OPTIONS("options differ"),
  /** It was there and went when the cache was trimmed or emptied. */
  EVICTED("trimmed"),
  DAMAGED("damaged"),
  /** The directory is there and cannot be read. */
  UNREADABLE("cache unreadable"),
  /** What the earlier build had is not known any more. */
  UNKNOWN("unknown: what the earlier build had was trimmed");

  private final String label;

  MissReason(String label) {
    this.label = label;
  }

  /** In words, as statistics and reports have it; never changes. */
  public String label() {
    return label;
  }

  /** The reason with that label. */
  static Optional<MissReason> of(String label) {
    for (MissReason reason : values()) {
      if (reason.label.equals(label)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  static MissReason of(FactKind kind) {
    return switch (kind) {
      case CLASS -> FACT_CLASS;
      case FUNCTION -> FACT_FUNCTION;
      case FIELD -> FACT_FIELD;
      case PRESENT -> FACT_PRESENT;
      case SERIALIZES -> FACT_SERIALIZES;
    };
  }
}
