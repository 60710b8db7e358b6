package dev.whittle.driver.ledger;

import dev.whittle.cache.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program, which is whatever is built to one place, and its last builds.
 *
 * @param output absolute path of the jar or directory
 * @param builds the last one first, at most {@link #MOST_BUILDS}
 */
public record ProgramHistory(String output, List<PastBuild> builds) {
  /** An edit, the edit that was meant, and a look back. */
  static final int MOST_BUILDS = 4;

  public ProgramHistory {
    builds = List.copyOf(builds);
  }

  /** A program of which nothing is known. */
  static ProgramHistory of(Path output) {
    return new ProgramHistory(absolute(output), List.of());
  }

  /** Under which the ledger has a program. */
  static Digest key(Path output) {
    return Digest.of(
        ("program " + absolute(output)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String absolute(Path output) {
    return output.toAbsolutePath().normalize().toString();
  }

  /** The last build. */
  public Optional<PastBuild> last() {
    return builds.stream().findFirst();
  }

  /** The same with one more build, in place of an earlier one with the same key. */
  ProgramHistory plus(PastBuild build) {
    List<PastBuild> more = new ArrayList<>(List.of(build));
    builds.stream().filter(b -> !b.output().equals(build.output())).forEach(more::add);
    return new ProgramHistory(output, more.subList(0, Math.min(MOST_BUILDS, more.size())));
  }

  /** The same when the build with that key is done again; empty when there is none. */
  Optional<ProgramHistory> again(Digest key, Instant now) {
    return builds.stream()
        .filter(build -> build.output().equals(key))
        .findFirst()
        .map(build -> plus(build.at(now)));
  }

  /** What is known of this program, as the ledger keeps it. */
  byte[] toBytes() {
    return HistoryFormat.write(this);
  }

  /** What {@code bytes} say; empty when they are of another form. */
  public static Optional<ProgramHistory> parse(byte[] bytes) {
    return HistoryFormat.read(bytes);
  }
}
