/** Runs a program twice, original and pruned, and compares all that can be seen of a run. */
package dev.whittle.driver.verify;
