/**
 * Small programs that {@code bench/peers} and {@code bench/unused} run as processes of their own:
 * the limits that Whittle is held against, the edits whose builds are timed, and inputs of any
 * size.
 *
 * <p>All but {@link dev.whittle.bench.peers.ManyCrates} are compiled by the scripts by themselves
 * and see only the JDK and ASM.
 */
package dev.whittle.bench.peers;
