package dev.whittle.codegen.clean;

/**
 * How far generated code is cleaned up: what each level does stands in {@code docs/clean-ups.md}.
 */
public enum CleanUps {
  /** Code comes out as it came in. */
  NONE,
  /** What a debugger cannot see: lines, and named variables with their values, stay. */
  INVISIBLE,
  /** Also what a debugger can see: variables lose their names, lines that do nothing go. */
  RELEASE
}
