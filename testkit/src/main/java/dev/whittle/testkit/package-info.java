/**
 * Support for tests of all modules; never part of the product.
 *
 * <p>{@link dev.whittle.testkit.gen} generates definitions and programs from seeds, {@link
 * dev.whittle.testkit.text} runs text tests. The property tests of {@code ir} stand here too,
 * because they need the generators.
 */
package dev.whittle.testkit;
