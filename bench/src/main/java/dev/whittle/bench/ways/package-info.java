/**
 * What is worth keeping of generated code: the classes of a library regenerated from a crate, put
 * together from kept code of functions in two forms, and taken whole. {@code bench/stored-ways}
 * builds it and runs each way as processes of its own, taking turns.
 *
 * <p>The second form, {@linkplain dev.whittle.bench.ways.RelocatableClass relocatable bytes},
 * exists for this comparison only: it is what a function tier could be at best.
 */
package dev.whittle.bench.ways;
