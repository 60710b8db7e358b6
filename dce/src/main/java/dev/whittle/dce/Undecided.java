package dev.whittle.dce;

import java.util.Comparator;

/**
 * A call whose outcome depends on what is only known at run time.
 *
 * @param function the calling function, as {@code a/b/C.m(I)V}
 * @param file source file, null when unknown
 * @param line source line, 0 when unknown
 * @param what is called, as {@code java.lang.Class.forName}
 * @param kept what the policy keeps for it, in words
 * @param smaller what a user can do to have less kept, in words
 */
public record Undecided(
    String function, String file, int line, String what, String kept, String smaller) {
  /** ▸ Not put together from the JDK's comparators, which no AOT cache holds: 1 ms each. */
  static final Comparator<Undecided> ORDER = Undecided::compare;

  private static int compare(Undecided a, Undecided b) {
    int order = a.function.compareTo(b.function);
    order = order != 0 ? order : Integer.compare(a.line, b.line);
    order = order != 0 ? order : a.what.compareTo(b.what);
    return order != 0 ? order : a.kept.compareTo(b.kept);
  }
}
