/**
 * The crate file ({@code .mirc}): how a crate is written, mapped, checked and decoded. The
 * normative text is {@code docs/crate-format.md}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The bytes of a crate are a function of the crate. Reading and writing again gives the same
 *       bytes.
 *   <li>Nothing is decoded before the checksum of its chunk was compared, and what was compared is
 *       what is decoded.
 *   <li>Whatever a file holds, reading it gives the crate that was written or a {@link
 *       dev.whittle.ir.DamagedInput} that names the file: no other exception, no allocation that
 *       the size of the file does not bound.
 *   <li>Opening a crate, and asking for a class that it does not have, cost the same for any size.
 * </ul>
 *
 * <p>Deliberately unknown here: summaries (they are derived and kept elsewhere), the cache that
 * names crates, jars, and whether a body is valid MIR.
 */
package dev.whittle.ir.crate;
