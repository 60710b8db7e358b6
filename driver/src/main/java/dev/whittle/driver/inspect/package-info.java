/**
 * A look into the cache, for people: programs and crates, what keys were made of, and what has
 * changed between builds.
 *
 * <p>It reads and never writes, uses nothing (looking at an entry does not keep it from being
 * trimmed), and takes a directory as it finds it: what is damaged, foreign or gone is left out or
 * said to be so.
 */
package dev.whittle.driver.inspect;
