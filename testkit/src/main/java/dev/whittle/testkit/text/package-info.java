/**
 * Text tests: one file, one claim, one command, and the expectation in the file.
 *
 * <pre>{@code
 * ;; test: verify
 * ;; A temp is used in the block that defines it.
 *
 * class A version 61.0 {
 *   ...
 * }
 *
 * ;; expect
 * ;; A.m()V: M06 TEMP_SCOPE bb1 p2: %0 is not defined here
 * }</pre>
 *
 * <p>The first line names the command and its arguments. The other comments before the input say
 * what the test claims. Without an {@code expect} section the command must give the input back.
 * With {@code -Dwhittle.update=true} files are rewritten to what the commands give, and the
 * difference is read in version control.
 *
 * <p>A module runs the files of a directory from a JUnit test factory and passes the commands that
 * it has: see {@link dev.whittle.testkit.text.TextTest}. Commands over MIR alone are in {@link
 * dev.whittle.testkit.text.MirCommands}.
 */
package dev.whittle.testkit.text;
