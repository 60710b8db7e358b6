/**
 * Checks that bodies keep the invariants of MIR.
 *
 * <p>Purpose: run between phases and in tests, so that a wrong body is found where it was made.
 * {@link dev.whittle.ir.verify.BodyVerifier} lists what is wrong; {@link
 * dev.whittle.ir.verify.Invariant} names and states every rule, and {@code docs/mir.md} repeats it.
 *
 * <p>A body without violations, whose class references resolve as their frames claim, generates
 * code that the JVM verifies (JVMS 4.10).
 *
 * <p>Deliberately unknown here: class hierarchies. That a class is a subclass of another is taken
 * on trust; what can be seen without any other class (kinds, arrays, uninitialized objects) is
 * checked. Cost is linear in the body, times the depth of nested handlers.
 */
package dev.whittle.ir.verify;
