/**
 * What earlier builds of a program were made of, so that it can be said why something was not in
 * the cache, and what has changed since.
 *
 * <p>Of each program the last few builds are kept: the fields of their output key in clear, their
 * inputs, and of each class the key of its image. What that key was made of stands with the image
 * itself ({@link dev.whittle.driver.ledger.KeyInputs}), so that it is written once, by whoever
 * makes the image, and goes when the image goes.
 *
 * <p>Nothing here decides what a build does: without a ledger, or with a damaged one, a build makes
 * the same output, and only knows less to say about it.
 */
package dev.whittle.driver.ledger;
