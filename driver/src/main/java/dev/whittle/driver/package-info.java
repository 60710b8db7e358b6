/**
 * The library API: what a build is, from inputs to a linked output, and how it fails.
 *
 * <p>Failures come in two kinds. A {@link dev.whittle.driver.Diagnostic} is about what the user
 * gave: one line that says what is wrong and where. Everything else that escapes is a defect of
 * Whittle and reaches the caller as an {@link dev.whittle.driver.InternalFailure}, which names the
 * phase and the function.
 *
 * <p>Nothing here prints, exits or reads the environment; callers pass listeners and paths in.
 */
package dev.whittle.driver;
