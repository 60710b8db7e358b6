/**
 * What {@code whittle trace} does besides running a command: the agent's jars before, and
 * reachability metadata of what the agent wrote down after.
 */
package dev.whittle.driver.trace;
