/**
 * Whether code that went through MIR and back runs as fast as it did: the same loops over a
 * library's classes as they came and as they come back. {@code bench/same-speed} builds and starts
 * it.
 *
 * <p>The loops are sources among the resources, compiled against the library when a comparison
 * starts, so that no library is a dependency of this module.
 */
package dev.whittle.bench.speed;
