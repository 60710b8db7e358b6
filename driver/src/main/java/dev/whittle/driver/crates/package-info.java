/**
 * From inputs to crates: every input of a build becomes a mapped MIR crate, lowered when the cache
 * has none for its content, and read from the cache otherwise.
 *
 * <p>Invariant: a crate in the cache is named by what it was made from (the digest of the input,
 * the crate's name, the formats' versions), never by where or when. What was read while it changed
 * is not kept.
 */
package dev.whittle.driver.crates;
