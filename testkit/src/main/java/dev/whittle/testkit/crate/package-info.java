/**
 * Surgery on crate files: what a bit flip, another version of Whittle or an enemy would do to one.
 *
 * <p>It is written from {@code docs/crate-format.md} and shares no code with the reader and writer
 * but the numbers of {@link dev.whittle.ir.crate.CrateFormat} and {@link
 * dev.whittle.ir.crate.Section}, so that it checks the document too.
 */
package dev.whittle.testkit.crate;
