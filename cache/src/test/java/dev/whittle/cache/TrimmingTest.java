package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was last used longest ago goes first, and at most once a day. */
class TrimmingTest {
  private static final Trimming.Limits A_WEEK = new Trimming.Limits(1 << 30, Duration.ofDays(7));

  @TempDir Path directory;
  private CacheDirectory cache;
  private PackDirectory packs;
  private final long now = System.currentTimeMillis();

  @BeforeEach
  void directory() {
    cache = new CacheDirectory(directory);
    packs = new PackDirectory(cache);
  }

  private Trimming trimming() {
    return new Trimming(cache, packs, now);
  }

  private Path content(int number, int bytes, int daysAgo) throws IOException {
    byte[] content = new byte[bytes];
    content[0] = (byte) number;
    Digest name = ContentStore.at(directory, 0).put(content);
    Path file = cache.locate("cas", name);
    Files.setLastModifiedTime(file, FileTime.fromMillis(now - TimeUnit.DAYS.toMillis(daysAgo)));
    return file;
  }

  @Test
  void whatIsOldGoes() throws IOException {
    Path old = content(1, 1_000, 8);
    Path young = content(2, 1_000, 6);
    Trimming.Removed removed = trimming().run(A_WEEK, false);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
    assertEquals(new Trimming.Removed(1, 0, 1_000, 1_000), removed);
  }

  @Test
  void whenThereIsTooMuchTheOldestGoes() throws IOException {
    Path[] files = new Path[10];
    for (int i = 0; i < files.length; i++) {
      files[i] = content(i, 1_000, i % 6);
    }
    trimming().run(new Trimming.Limits(5_000, Duration.ofDays(7)), false);
    assertTrue(Files.exists(files[0]) && Files.exists(files[6]), "used today");
    assertFalse(Files.exists(files[5]) || Files.exists(files[4]), "used long ago");
    long left = cache.measure("cas").bytes();
    assertTrue(left <= 4_500, left + " bytes are left");
  }

  @Test
  void aDryRunRemovesNothing() throws IOException {
    Path old = content(1, 1_000, 8);
    assertEquals(new Trimming.Removed(1, 0, 1_000, 0), trimming().run(A_WEEK, true));
    assertTrue(Files.exists(old));
  }

  /** Packs that another version of Whittle wrote have no days that we could read. */
  @Test
  void packsOfOtherVersionsGoByTheirTime() throws IOException {
    EntryStore store = new EntryStore(packs, 1 << 20, new UsageCounters(), () -> now);
    store.put(new Kind(1, "things"), Digest.of(new byte[] {1}), new byte[100]);
    Path pack = store.publish().orElseThrow();
    byte[] content = Files.readAllBytes(pack);
    content[8]++;
    Files.write(pack, content);
    trimming().run(A_WEEK, false);
    assertTrue(Files.exists(pack));
    Files.setLastModifiedTime(pack, FileTime.fromMillis(now - TimeUnit.DAYS.toMillis(8)));
    trimming().run(A_WEEK, false);
    assertFalse(Files.exists(pack));
  }

  /** The limits that users know, as the documentation has them. */
  @Test
  void usualLimits() {
    assertEquals(new Trimming.Limits(5L << 30, Duration.ofDays(7)), Trimming.Limits.USUAL);
  }

  /** Opening a cache and using it removes nothing; closing it does, when a day has passed. */
  @Test
  void atTheEndOfABuildAndNeverAtItsStart() throws IOException {
    Path old = content(1, 1_000, 8);
    trimming().isDue();
    Path stamp = cache.shelf("trimmed");
    Files.setLastModifiedTime(stamp, FileTime.fromMillis(now - TimeUnit.HOURS.toMillis(25)));
    try (BuildCache build = BuildCache.open(directory, BuildCache.Settings.USUAL)) {
      build.contents().put(new byte[] {1, 2, 3});
      assertTrue(Files.exists(old));
    }
    assertFalse(Files.exists(old));
    Path again = content(2, 1_000, 8);
    BuildCache.open(directory, BuildCache.Settings.USUAL).close();
    assertTrue(Files.exists(again), "it was trimmed today");
  }

  /** Noting a use is a write at most once a day. */
  @Test
  void aUseIsNotedOnceADay() throws IOException {
    Path file = content(1, 1_000, 2);
    Digest name = Digest.ofFile(file);
    ContentStore.at(directory, 0).file(name);
    FileTime noted = Files.getLastModifiedTime(file);
    assertTrue(noted.toMillis() >= now - 1_000);
    Path young = content(2, 1_000, 0);
    FileTime before = FileTime.fromMillis(now - TimeUnit.HOURS.toMillis(23));
    Files.setLastModifiedTime(young, before);
    ContentStore.at(directory, 0).file(Digest.ofFile(young));
    assertEquals(before, Files.getLastModifiedTime(young));
  }

  /** Using a file is noted, so that it is not old. */
  @Test
  void whatIsUsedStays() throws IOException {
    Path old = content(1, 1_000, 8);
    ContentStore.at(directory, 0).file(Digest.ofFile(old));
    assertEquals(0, trimming().run(A_WEEK, false).files());
  }

  @Test
  void oncePerDayAndNeverAtOnce() throws IOException {
    assertFalse(trimming().isDue(), "a new cache");
    assertFalse(trimming().isDue());
    Trimming tomorrow = new Trimming(cache, packs, now + TimeUnit.HOURS.toMillis(25));
    assertTrue(tomorrow.isDue());
    tomorrow.run(A_WEEK, false);
    assertFalse(tomorrow.isDue());
  }

  @Test
  void whatAKilledProcessLeftGoesAfterADay() throws IOException {
    Path half = Files.writeString(cache.temporary(), "half");
    trimming().run(A_WEEK, false);
    assertTrue(Files.exists(half), "somebody may be writing it");
    Files.setLastModifiedTime(half, FileTime.fromMillis(now - TimeUnit.HOURS.toMillis(25)));
    trimming().run(A_WEEK, false);
    assertFalse(Files.exists(half));
  }
}
