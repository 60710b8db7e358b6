/**
 * Seeded generators of definitions and programs.
 *
 * <p>Invariants: a generator is a function of its seed; the same seed gives the same value on every
 * machine.
 */
package dev.whittle.testkit.gen;
