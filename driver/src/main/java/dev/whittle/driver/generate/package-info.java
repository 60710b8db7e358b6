/**
 * Class files of a build: from the cache, from cached code of their functions, or generated.
 *
 * <p>Invariant: what is taken from the cache is what generating would give. An image depends on the
 * class as its crate has it, on the answers that the program gave while it was cut down ({@link
 * dev.whittle.dce.Survival}, recorded), and on Whittle itself; the code of a function on its body
 * and on Whittle. {@link dev.whittle.driver.generate.GenerationKeys} has the recipes, {@code
 * docs/cache-keys.md} is their text.
 */
package dev.whittle.driver.generate;
