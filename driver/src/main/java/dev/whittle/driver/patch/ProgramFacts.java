package dev.whittle.driver.patch;

import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import dev.whittle.cache.NoteReader;
import dev.whittle.cache.NoteWriter;
import dev.whittle.cache.StampedNote;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a whole build found out about a program, as far as it takes to make single classes of its
 * output anew. Kept under the key of the output, so that a build that only finds that output can
 * say, too, what the next one may start from.
 *
 * @param sha256 of the jar that was written
 * @param checksum of it, see {@link dev.whittle.digest.Checksum}
 * @param crates of the inputs that people edit, in class-path order
 * @param undecided functions with calls that could not be decided, as {@code a/b/C.m(I)V}
 * @param established the content in the cache that has what the analysis {@linkplain
 *     dev.whittle.dce.Established established}, if it was kept
 * @param classes how many are in the output
 */
public record ProgramFacts(
    Digest sha256,
    long checksum,
    List<Crate> crates,
    Set<String> undecided,
    Optional<Digest> established,
    long classes) {
  private static final byte[] KIND = "program facts 3".getBytes(StandardCharsets.UTF_8);

  public ProgramFacts {
    crates = List.copyOf(crates);
    undecided = Set.copyOf(undecided);
  }

  /**
   * A crate that was made of an input.
   *
   * @param key under which the cache has it
   * @param rows what was {@linkplain ReplayedSurvival answered} while its classes were cut down:
   *     names of those that are in the output, each with its answers behind it, all with their
   *     lengths
   */
  public record Crate(Digest key, byte[] rows) {
    /**
     * Of answers by class.
     *
     * @param answers a byte for each question, in order
     */
    public static Crate of(Digest key, Map<String, byte[]> answers) {
      NoteWriter rows = new NoteWriter();
      answers.forEach((name, asked) -> rows.text(name).bytes(asked));
      return new Crate(key, rows.toBytes());
    }

    /** What was answered for a class; null when it is not in the output. */
    byte[] answers(String className) {
      byte[] name = className.getBytes(StandardCharsets.UTF_8);
      ByteBuffer in = ByteBuffer.wrap(rows);
      while (in.hasRemaining()) {
        int length = in.getInt();
        int from = in.position();
        in.position(from + length);
        int answers = in.getInt();
        int at = in.position();
        if (length == name.length && Arrays.equals(rows, from, from + length, name, 0, length)) {
          return Arrays.copyOfRange(rows, at, at + answers);
        }
        in.position(at + answers);
      }
      return null;
    }
  }

  /** Keeps them under the key of the output. */
  public void keep(Path cacheDirectory, Digest output) {
    StampedNote.keep(cacheDirectory, name(output), FileStamps.NONE, toBytes());
  }

  /** What is known of the program with that output. */
  public static Optional<ProgramFacts> find(Path cacheDirectory, Digest output) {
    return StampedNote.find(cacheDirectory, name(output)).map(found -> parse(found.note()));
  }

  private static byte[] name(Digest output) {
    return new NoteWriter().bytes(KIND).digest(output).toBytes();
  }

  private byte[] toBytes() {
    NoteWriter out = new NoteWriter().digest(sha256).number(checksum).number(classes);
    out.number(crates.size());
    crates.forEach(crate -> out.digest(crate.key()).bytes(crate.rows()));
    out.number(undecided.size());
    undecided.forEach(out::text);
    out.number(established.isPresent() ? 1 : 0);
    established.ifPresent(out::digest);
    return out.toBytes();
  }

  private static ProgramFacts parse(byte[] bytes) {
    NoteReader in = new NoteReader(bytes);
    Digest sha256 = in.digest();
    long checksum = in.longNumber();
    long classes = in.longNumber();
    List<Crate> crates = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      crates.add(new Crate(in.digest(), in.bytes()));
    }
    Set<String> undecided = new HashSet<>();
    for (int left = in.number(); left > 0; left--) {
      undecided.add(in.text());
    }
    Optional<Digest> established = in.number() == 0 ? Optional.empty() : Optional.of(in.digest());
    return new ProgramFacts(sha256, checksum, crates, undecided, established, classes);
  }
}
