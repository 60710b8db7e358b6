package dev.whittle.driver.ledger;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.Digest;
import dev.whittle.cache.Ledger;
import dev.whittle.cache.UsageCounters;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The ledger as the build of one program uses it. */
public final class BuildLedger {
  private final Ledger ledger;
  private final Digest program;
  private final Path output;
  private final BuildCache cache;

  /** Null before it is needed. */
  private ProgramHistory history;

  /**
   * @param directory of the cache
   * @param output where the program is built to
   */
  public BuildLedger(Path directory, BuildCache cache, Path output) {
    this.ledger = new Ledger(directory);
    this.cache = cache;
    this.output = output;
    this.program = ProgramHistory.key(output);
  }

  private ProgramHistory history() {
    if (history == null) {
      history =
          ledger
              .read(program)
              .flatMap(ProgramHistory::parse)
              .orElseGet(() -> ProgramHistory.of(output));
    }
    return history;
  }

  /**
   * Says why things are not in the cache.
   *
   * @param fields what the output key of this build is made of
   */
  public Misses misses(List<PastBuild.Field> fields) {
    UsageCounters usage = cache.usage();
    return new Misses(history(), fields, cache.isReadable(), usage);
  }

  /** The output of that key was found and is in its place. */
  public void found(Digest key) {
    boolean last = history().last().filter(build -> build.output().equals(key)).isPresent();
    if (last) {
      ledger.touch(program);
    } else {
      history().again(key, Instant.now()).ifPresent(again -> write(again));
    }
  }

  /** A build was done. */
  public void built(PastBuild build) {
    write(history().plus(build));
  }

  private void write(ProgramHistory changed) {
    history = changed;
    ledger.write(program, changed.toBytes());
  }
}
