package dev.whittle.driver.patch;

import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import dev.whittle.cache.NoteReader;
import dev.whittle.cache.NoteWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written down of a build, so that another can put some classes into its output.
 *
 * @param startNs when the build began, before which the stamps were taken; since 1970, UTC
 * @param output the jar that it wrote
 * @param checksum of the output, see {@link dev.whittle.digest.Checksum}
 * @param key of the output that the last whole build wrote or found: that of {@link ProgramFacts}
 * @param inputs those that people edit, in class-path order
 */
public record PatchBasis(
    long startNs, Path output, long checksum, Digest key, List<Edited> inputs) {
  public PatchBasis {
    inputs = List.copyOf(inputs);
  }

  /** An input, as it was. */
  public sealed interface Edited {
    /** Where it is; absolute. */
    Path path();

    /** Of all files that it consists of. */
    FileStamps files();
  }

  /**
   * A class directory.
   *
   * @param checksums of its files by their names in it; none where they are not known
   */
  public record Directory(Path path, FileStamps files, Map<String, Long> checksums)
      implements Edited {}

  /**
   * A jar.
   *
   * @param listing of what was in it, see {@link JarTable}
   */
  public record Jar(Path path, FileStamps files, byte[] listing) implements Edited {
    /** A jar with these bytes; empty when no other can be compared with it. */
    public static Optional<Jar> of(Path path, FileStamps files, byte[] bytes) {
      return JarTable.of(bytes)
          .flatMap(JarTable::listing)
          .filter(listing -> listing.length > 0)
          .map(listing -> new Jar(path, files, listing));
    }
  }

  /** The same output with other stamps. */
  PatchBasis with(long start, long sum, List<Edited> others) {
    return new PatchBasis(start, output, sum, key, others);
  }

  /** As it is kept. */
  public byte[] toBytes() {
    NoteWriter out = new NoteWriter().number(startNs).text(output.toString());
    out.number(checksum).digest(key).number(inputs.size());
    for (Edited input : inputs) {
      out.text(input.path().toString());
      input.files().write(out);
      // A jar that can be compared has at least one file.
      out.bytes(input instanceof Jar jar ? jar.listing() : new byte[0]);
      if (input instanceof Directory directory) {
        write(directory.checksums(), out);
      }
    }
    return out.toBytes();
  }

  /** Reads what {@link #toBytes} gave, and nothing else. */
  public static PatchBasis parse(byte[] bytes) {
    NoteReader in = new NoteReader(bytes);
    long startNs = in.longNumber();
    Path output = Path.of(in.text());
    long checksum = in.longNumber();
    Digest key = in.digest();
    List<Edited> inputs = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      Path path = Path.of(in.text());
      FileStamps files = FileStamps.read(in);
      byte[] listing = in.bytes();
      inputs.add(
          listing.length == 0
              ? new Directory(path, files, checksums(in))
              : new Jar(path, files, listing));
    }
    return new PatchBasis(startNs, output, checksum, key, inputs);
  }

  private static void write(Map<String, Long> checksums, NoteWriter out) {
    out.number(checksums.size());
    for (Map.Entry<String, Long> file : checksums.entrySet()) {
      out.text(file.getKey()).number((long) file.getValue());
    }
  }

  private static Map<String, Long> checksums(NoteReader in) {
    Map<String, Long> checksums = new LinkedHashMap<>();
    for (int left = in.number(); left > 0; left--) {
      checksums.put(in.text(), in.longNumber());
    }
    return checksums;
  }
}
