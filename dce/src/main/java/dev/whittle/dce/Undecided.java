package dev.whittle.dce;

/**
 * A call whose outcome depends on what is only known at run time.
 *
 * @param function the calling function, as {@code a/b/C.m(I)V}
 * @param file source file, null when unknown
 * @param line source line, 0 when unknown
 * @param what is called, as {@code java.lang.Class.forName}
 * @param kept what the policy keeps for it, in words
 */
public record Undecided(String function, String file, int line, String what, String kept) {}
