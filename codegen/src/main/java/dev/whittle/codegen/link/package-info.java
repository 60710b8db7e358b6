/**
 * The last phase: class images and resources into one jar, or into a jar per crate.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The same entries give the same bytes, whatever the threads, the place and the time.
 *   <li>An output file appears whole or not at all, and replaces an older one at once.
 *   <li>Where one jar has to stand for several, a path that several crates have is merged when a
 *       rule says how; otherwise the first in class-path order stays, as a class loader would find
 *       it, and the loss is reported if the bytes differ.
 * </ul>
 *
 * <p>Which files are merged and how is data: {@code merge-rules.txt} names path patterns, a format
 * and where the format is specified. The formats are the implementations of {@link
 * dev.whittle.codegen.link.ListingFormat}.
 *
 * <p>Deliberately unknown here: what a class image contains, and why an entry is there.
 */
package dev.whittle.codegen.link;
