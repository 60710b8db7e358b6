package dev.whittle.dce.rules;

/**
 * A keep option.
 *
 * @param condition classes of which one has to survive for the rule to count, once for each; null
 *     when the rule counts in any case
 * @param place file and line, for messages
 */
public record ShrinkRule(Keeps keeps, ClassSpec classes, ClassSpec condition, String place) {
  /** What survives by the rule. */
  public enum Keeps {
    /** The classes, and the members. */
    CLASSES,
    /** The members, of those classes that survive. */
    MEMBERS,
    /** The classes that have all of these members, and the members. */
    CLASSES_WITH_MEMBERS
  }

  @Override
  public String toString() {
    return "the rule at " + place;
  }
}
