/**
 * Benchmarks: JMH over the driver's library API. {@code bench/run} builds and starts them.
 *
 * <p>Invariant: a benchmark that compares two ways does both from the same inputs with the same
 * output writer, and reports what each produced beside its time.
 */
package dev.whittle.bench;
