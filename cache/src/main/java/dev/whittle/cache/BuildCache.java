package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * A cache directory as one process uses it: whole files by content and by key, small entries in
 * packs, what was met in it, and, if there is one, the remote behind it.
 *
 * <p>Closing it publishes what was put, notes what was met, and trims when the last trimming was a
 * day ago: at the end of a build and never at its start.
 */
public final class BuildCache implements AutoCloseable {
  /** What {@link Statistics#counts} has of the remote itself. */
  public static final String REMOTE = "remote";

  private final CacheDirectory directory;
  private final PackDirectory packs;
  private final UsageCounters usage = new UsageCounters();
  private final RemoteCache remote;
  private final ContentStore contents;
  private final EntryStore entries;
  private final Trimming.Limits limits;

  /**
   * How a cache is used.
   *
   * @param limits what it may hold
   * @param remote null for none
   */
  public record Settings(Trimming.Limits limits, RemoteCache.Settings remote) {
    /** No remote, usual limits. */
    public static final Settings USUAL = new Settings(Trimming.Limits.USUAL, null);
  }

  private BuildCache(Path directory, Settings settings) {
    long memoryBytes = Runtime.getRuntime().maxMemory() / 16;
    this.directory = new CacheDirectory(directory);
    this.packs = new PackDirectory(this.directory);
    this.remote = settings.remote() == null ? null : new RemoteCache(settings.remote());
    this.contents = new ContentStore(this.directory, memoryBytes, usage, remote);
    this.entries = new EntryStore(packs, memoryBytes, usage, System::currentTimeMillis);
    this.limits = settings.limits();
  }

  /** The cache in {@code directory}, which need not exist yet. */
  public static BuildCache open(Path directory, Settings settings) {
    return new BuildCache(directory, settings);
  }

  /** Whole files. */
  public ContentStore contents() {
    return contents;
  }

  /** Small results. */
  public EntryStore entries() {
    return entries;
  }

  /** Whether the directory can be read, if it is there. */
  public boolean isReadable() {
    return directory.isReadable();
  }

  /** What this process met so far. */
  public UsageCounters usage() {
    return usage;
  }

  /**
   * From now on entries that are not here are looked for in the remote, if there is one, among
   * those of {@code program}, and what is used is sent there if it takes anything.
   *
   * @param program what builds of one program have in common
   */
  public void shareEntries(Digest program) {
    if (remote != null) {
      entries.shareWith(new SharedPacks(remote, packs, program));
    }
  }

  /** What was asked of the remote; empty when there is none. */
  public Optional<RemoteCache.Traffic> remoteTraffic() {
    return Optional.ofNullable(remote).map(RemoteCache::traffic);
  }

  /** Makes what was put visible to other processes, and sends what is shared. */
  public void publish() {
    entries.publish();
  }

  @Override
  public void close() {
    publish();
    new UsageLog(directory).append(counts(), Instant.now().getEpochSecond());
    try {
      Trimming trimming = new Trimming(directory, packs, System.currentTimeMillis());
      if (trimming.isDue()) {
        trimming.run(limits, false);
        new UsageLog(directory).compact(directory);
      }
    } catch (IOException _) {
      // A directory that cannot be read or written now will be trimmed another day.
    }
  }

  /** What is used and what the remote was asked for, as the log has it. */
  private Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> counts = usage.counts();
    remoteTraffic().ifPresent(traffic -> counts.put(REMOTE, traffic.counts()));
    return counts;
  }

  /** Removes what is beyond the limits, or only counts it. */
  public Trimming.Removed trim(Trimming.Limits within, boolean dryRun) throws IOException {
    return trim(within, dryRun, _ -> {});
  }

  /**
   * As {@link #trim(Trimming.Limits, boolean)}.
   *
   * @param progress is handed the size of each file when it is removed
   */
  public Trimming.Removed trim(Trimming.Limits within, boolean dryRun, LongConsumer progress)
      throws IOException {
    return new Trimming(directory, packs, System.currentTimeMillis()).run(within, dryRun, progress);
  }

  /**
   * Files and bytes.
   *
   * @param files on a shelf, or packs
   * @param entries in packs; 0 for shelves
   */
  public record Extent(long files, long entries, long bytes) {}

  /**
   * What a cache holds and what was met in it.
   *
   * @param shelves by name
   * @param kinds of entries in packs, by number
   * @param since when counting began; null when nothing was counted
   * @param counts by kind and event
   */
  public record Statistics(
      Map<String, Extent> shelves,
      Map<Integer, Extent> kinds,
      Instant since,
      Map<String, Map<String, Long>> counts) {
    /** All bytes. */
    public long bytes() {
      return shelves.values().stream().mapToLong(Extent::bytes).sum();
    }
  }

  /** Counts what the directory holds, and sums what all processes met. */
  public Statistics statistics() throws IOException {
    Map<String, Extent> shelves = new TreeMap<>();
    for (String shelf : Trimming.SHELVES) {
      CacheDirectory.Extent extent = directory.measure(shelf);
      shelves.put(shelf, new Extent(extent.files(), 0, extent.bytes()));
    }
    Map<Integer, Extent> kinds = new TreeMap<>();
    long packBytes = 0;
    long packEntries = 0;
    List<PackExtent> extents = packs.extents();
    for (PackExtent extent : extents) {
      packBytes += extent.bytes();
      packEntries += extent.entries();
      extent
          .byKind()
          .forEach(
              (kind, one) ->
                  kinds.merge(
                      kind,
                      new Extent(1, one.entries(), one.bytes()),
                      (a, b) ->
                          new Extent(
                              a.files() + b.files(),
                              a.entries() + b.entries(),
                              a.bytes() + b.bytes())));
    }
    shelves.put("packs", new Extent(extents.size(), packEntries, packBytes));
    UsageLog.Sums sums = new UsageLog(directory).read();
    return new Statistics(shelves, kinds, sums.since(), sums.counts());
  }

  /** The bytes of all files, none of which is opened for that. */
  public long bytes() throws IOException {
    long sum = directory.measure("packs").bytes();
    for (String shelf : Trimming.SHELVES) {
      sum += directory.measure(shelf).bytes();
    }
    return sum;
  }

  /** Starts counting afresh. */
  public void clearCounts() throws IOException {
    new UsageLog(directory).clear();
  }

  /**
   * Reads everything and says what is damaged, a line each.
   *
   * @param repair whether damaged files are removed
   */
  public List<String> verify(boolean repair) throws IOException {
    return verify(repair, _ -> {});
  }

  /**
   * As {@link #verify(boolean)}.
   *
   * @param progress is handed the size of each file that was read
   */
  public List<String> verify(boolean repair, LongConsumer progress) throws IOException {
    List<String> problems = new ArrayList<>(packs.verify(repair, progress));
    problems.addAll(new Verification(directory, repair, progress).run());
    return problems;
  }
}
