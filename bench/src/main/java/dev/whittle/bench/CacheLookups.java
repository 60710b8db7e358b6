package dev.whittle.bench;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.Digest;
import dev.whittle.cache.Kind;
import dev.whittle.cache.RemoteCache;
import dev.whittle.cache.Trimming;
import dev.whittle.testkit.http.KeepingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Look-ups per second, by where the entry is. An entry is as large as a function of ecj; there are
 * as many as a program of middle size has functions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CacheLookups {
  private static final int ENTRIES = 20_000;
  private static final int RESULTS = 200;
  private static final int ENTRY_BYTES = 730;
  private static final int RESULT_BYTES = 1 << 16;
  private static final Kind KIND = new Kind(1, "functions");
  private static final Kind WHOLE = new Kind(0, "crates");
  private static final Digest PROGRAM = Digest.of(new byte[] {1});

  /** Among so many packs the entries are spread. */
  @Param({"1", "12"})
  public int packs;

  private final Digest[] keys = new Digest[ENTRIES];
  private final Digest[] unknown = new Digest[ENTRIES];
  private final Digest[] results = new Digest[RESULTS];
  private Path folder;
  private BuildCache open;
  private KeepingServer server;
  private int rounds;

  /** Fills the directory and the remote. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("whittle-lookups");
    Random random = new Random(1);
    byte[][] entries = new byte[ENTRIES][ENTRY_BYTES];
    for (int i = 0; i < ENTRIES; i++) {
      random.nextBytes(entries[i]);
      keys[i] = Digest.of(entries[i]);
      unknown[i] = Digest.of(keys[i].raw());
    }
    for (int pack = 0; pack < packs; pack++) {
      try (BuildCache cache = BuildCache.open(folder.resolve("local"), settings(null))) {
        for (int i = pack; i < ENTRIES; i += packs) {
          cache.entries().put(KIND, keys[i], entries[i]);
        }
      }
    }
    server = new KeepingServer();
    try (BuildCache cache = BuildCache.open(folder.resolve("sender"), remote(true))) {
      cache.shareEntries(PROGRAM);
      for (int i = 0; i < ENTRIES; i++) {
        cache.entries().put(KIND, keys[i], entries[i]);
      }
      byte[] content = new byte[RESULT_BYTES];
      for (int i = 0; i < RESULTS; i++) {
        random.nextBytes(content);
        results[i] = unknown[i];
        Digest name = cache.contents().keepFile(content).orElseThrow();
        cache.contents().record(results[i], name);
        cache.contents().share(results[i], name);
      }
    }
    open = BuildCache.open(folder.resolve("local"), settings(null));
    findAll(open);
  }

  private static BuildCache.Settings settings(RemoteCache.Settings remote) {
    return new BuildCache.Settings(Trimming.Limits.USUAL, remote);
  }

  private BuildCache.Settings remote(boolean writes) {
    return settings(
        new RemoteCache.Settings(server.base(), null, writes, RemoteCache.Settings.USUAL_TIMEOUT));
  }

  /** The remote's requests are noted in a list that must not fill the memory. */
  @TearDown(Level.Iteration)
  public void forget() {
    server.requests().clear();
  }

  /** Removes everything. */
  @TearDown
  public void remove() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private int findAll(BuildCache cache) {
    int bytes = 0;
    for (Digest key : keys) {
      bytes += cache.entries().find(KIND, key).orElseThrow().length;
    }
    return bytes;
  }

  /** Entries that this process found before. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public int memory() {
    return findAll(open);
  }

  /** Entries that a process finds for the first time: it opens the packs, too. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public int disk() {
    return findAll(BuildCache.open(folder.resolve("local"), settings(null)));
  }

  /** Entries that nobody has. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public int absent() {
    int found = 0;
    for (Digest key : unknown) {
      found += open.entries().find(KIND, key).isPresent() ? 1 : 0;
    }
    return found;
  }

  /** Entries of a program that only a remote on this machine has, with an empty directory. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public int remoteEntries() {
    BuildCache cache = BuildCache.open(folder.resolve("entries" + rounds++), remote(false));
    cache.shareEntries(PROGRAM);
    return findAll(cache);
  }

  /** Files of 64 KB that only a remote on this machine has: two requests each. */
  @Benchmark
  @OperationsPerInvocation(RESULTS)
  public int remoteFiles() {
    BuildCache cache = BuildCache.open(folder.resolve("files" + rounds++), remote(false));
    int found = 0;
    for (Digest result : results) {
      found += cache.contents().obtain(WHOLE, result).isPresent() ? 1 : 0;
    }
    if (found != RESULTS) {
      throw new IllegalStateException("only " + found + " were there");
    }
    return found;
  }
}
