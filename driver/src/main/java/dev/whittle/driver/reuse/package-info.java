/**
 * A build that was done before is not done again: when nothing that an output depends on has
 * changed, the output that was recorded then is put in its place, and no input is read.
 *
 * <p>Invariant: what is put there is what building would give. {@link
 * dev.whittle.driver.reuse.OutputKey} says what an output depends on; {@code docs/cache-keys.md} is
 * its text. Whatever is wrong with a record or a recorded output is a miss.
 */
package dev.whittle.driver.reuse;
