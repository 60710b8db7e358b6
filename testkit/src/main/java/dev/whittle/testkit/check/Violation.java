package dev.whittle.testkit.check;

import java.util.Comparator;

/**
 * One thing that the output does not keep. Prints as {@code class: what: detail}.
 *
 * @param className internal name of the class of the output (or of the input, where it is gone) at
 *     fault
 * @param what the kind of check, a word or two
 * @param detail what was expected and what was found
 */
public record Violation(String className, String what, String detail)
    implements Comparable<Violation> {
  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::className)
          .thenComparing(Violation::what)
          .thenComparing(Violation::detail);

  @Override
  public int compareTo(Violation other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return className + ": " + what + ": " + detail;
  }
}
