package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Keeps a cache within limits: what was last used longest ago goes first. Whole files are used when
 * their time of modification says so (it is set again at most once a day), entries of packs on the
 * day that stands in their row.
 */
public final class Trimming {
  private static final Duration INTERVAL = Duration.ofDays(1);

  /** No build takes so long to write a file. */
  private static final Duration LONGEST_WRITE = Duration.ofDays(1);

  /** One trimming makes room for some builds. */
  private static final double FILL = 0.9;

  private static final String STAMP = "trimmed";
  static final List<String> SHELVES =
      List.of("cas", "ac", InputIdentity.SHELF, Ledger.SHELF, StampedNote.SHELF);

  /**
   * How much a cache may hold.
   *
   * @param maxBytes on disk
   * @param maxAge since the last use
   */
  public record Limits(long maxBytes, Duration maxAge) {
    /** 5 GiB as in ccache, a week as in linkers' caches. */
    public static final Limits USUAL = new Limits(5L << 30, Duration.ofDays(7));
  }

  /** What was, or would be, removed. */
  public record Removed(long files, long entries, long bytes, long bytesLeft) {}

  private record Item(Path file, long bytes, long usedMs) {}

  private final CacheDirectory cache;
  private final PackDirectory packs;
  private final long nowMs;

  Trimming(CacheDirectory cache, PackDirectory packs, long nowMs) {
    this.cache = cache;
    this.packs = packs;
    this.nowMs = nowMs;
  }

  /** Whether the last trimming is a day ago. The first one is a day after the first build. */
  boolean isDue() throws IOException {
    Path stamp = cache.shelf(STAMP);
    if (!Files.exists(stamp)) {
      stamp();
      return false;
    }
    return Files.getLastModifiedTime(stamp).toMillis() + INTERVAL.toMillis() < nowMs;
  }

  private void stamp() throws IOException {
    Path stamp = cache.shelf(STAMP);
    Files.createDirectories(stamp.getParent());
    if (!Files.exists(stamp)) {
      Files.write(stamp, new byte[0]);
    }
    Files.setLastModifiedTime(stamp, FileTime.fromMillis(nowMs));
  }

  /** Removes what is beyond the limits, or only counts it. */
  Removed run(Limits limits, boolean dryRun) throws IOException {
    return run(limits, dryRun, _ -> {});
  }

  /**
   * As {@link #run(Limits, boolean)}.
   *
   * @param progress is handed the size of each file when it is removed
   */
  Removed run(Limits limits, boolean dryRun, LongConsumer progress) throws IOException {
    if (!dryRun) {
      stamp();
    }
    List<Item> files = new ArrayList<>();
    for (String shelf : SHELVES) {
      collect(cache.shelf(shelf), files);
    }
    for (Path foreign : packs.foreign()) {
      add(foreign, files);
    }
    List<PackExtent> extents = packs.extents();
    long cutoffMs = cutoff(limits, files, extents);
    long removedFiles = 0;
    long removedBytes = 0;
    long total = 0;
    for (Item file : files) {
      total += file.bytes();
      if (file.usedMs() < cutoffMs) {
        removedFiles++;
        removedBytes += file.bytes();
        if (!dryRun) {
          Files.deleteIfExists(file.file());
          progress.accept(file.bytes());
        }
      }
    }
    int firstDay = (int) TimeUnit.MILLISECONDS.toDays(cutoffMs);
    long removedEntries = 0;
    for (PackExtent extent : extents) {
      total += extent.bytes();
      PackExtent.Extent unused = extent.unused(firstDay);
      removedEntries += unused.entries();
      removedBytes += unused.bytes();
    }
    if (!dryRun) {
      packs.drop(firstDay);
      abandoned();
    }
    return new Removed(removedFiles, removedEntries, removedBytes, total - removedBytes);
  }

  /** The time before which what was not used since goes. */
  private long cutoff(Limits limits, List<Item> files, List<PackExtent> extents) {
    long byAge = nowMs - limits.maxAge().toMillis();
    List<Item> all = new ArrayList<>(files);
    for (PackExtent extent : extents) {
      extent
          .byDay()
          .forEach(
              (day, used) ->
                  all.add(new Item(null, used.bytes(), TimeUnit.DAYS.toMillis(day + 1L) - 1)));
    }
    all.sort(Comparator.comparingLong(Item::usedMs).reversed());
    long total = all.stream().mapToLong(Item::bytes).sum();
    if (total <= limits.maxBytes()) {
      return byAge;
    }
    long room = (long) (limits.maxBytes() * FILL);
    for (Item item : all) {
      room -= item.bytes();
      if (room < 0) {
        return Math.max(byAge, item.usedMs() + 1);
      }
    }
    return byAge;
  }

  private static void add(Path file, List<Item> files) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      files.add(new Item(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
    } catch (NoSuchFileException _) {
      // Removed by another process meanwhile.
    }
  }

  private static void collect(Path directory, List<Item> files) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new CacheDirectory.Tolerant() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(new Item(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** What a process that was killed left half written. */
  private void abandoned() throws IOException {
    List<Item> temporary = new ArrayList<>();
    collect(cache.shelf(CacheDirectory.TEMPORARY), temporary);
    for (Item file : temporary) {
      if (file.usedMs() + LONGEST_WRITE.toMillis() < nowMs) {
        Files.deleteIfExists(file.file());
      }
    }
  }
}
