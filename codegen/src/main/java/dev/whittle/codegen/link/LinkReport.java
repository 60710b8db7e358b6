package dev.whittle.codegen.link;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written, and what was lost on the way.
 *
 * @param jars in class-path order; the first is the one to start
 * @param crateBytes for each crate that was given, what its files take in the output, compressed
 * @param signed names of the crates whose jars had a signature; the output has none
 */
public record LinkReport(
    List<Jar> jars, List<Long> crateBytes, List<Duplicate> duplicates, List<String> signed) {
  public LinkReport {
    crateBytes = List.copyOf(crateBytes);
    jars = List.copyOf(jars);
    duplicates = List.copyOf(duplicates);
    signed = List.copyOf(signed);
  }

  /**
   * A file that was written.
   *
   * @param sha256 lower-case hexadecimal
   * @param checksum see {@link dev.whittle.digest.Checksum}
   */
  public record Jar(Path path, long bytes, String sha256, long checksum) {}

  /**
   * A path that several crates have with different bytes and no rule to merge them.
   *
   * @param kept the crate whose bytes are in the output
   * @param dropped the crates whose bytes are not
   */
  public record Duplicate(String name, String kept, List<String> dropped) {
    public Duplicate {
      dropped = List.copyOf(dropped);
    }
  }
}
