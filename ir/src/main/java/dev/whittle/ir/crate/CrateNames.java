package dev.whittle.ir.crate;

import dev.whittle.ir.NameHashes;

/**
 * What a crate's header says of its names: all that a build reads of a crate it uses nothing of.
 *
 * @param classNames how many names of classes there are, those of variants and refused classes
 *     among them, each once
 */
record CrateNames(int classNames, NameHashes hashes) {
  /** Bytes of the hash codes. */
  long size() {
    return 4L * (hashes.classes().length + (long) hashes.paths().length);
  }
}
