package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries in packs: what was put is found, and whatever happens to a pack is a miss. */
class EntryStoreTest {
  private static final Kind KIND = new Kind(1, "things");
  private static final Kind OTHER = new Kind(2, "others");
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  @TempDir Path directory;
  private UsageCounters usage;

  /** As another process would see the directory. */
  private EntryStore fresh(long nowMs) {
    usage = new UsageCounters();
    PackDirectory packs = new PackDirectory(new CacheDirectory(directory));
    return new EntryStore(packs, 1 << 20, usage, () -> nowMs);
  }

  private EntryStore fresh() {
    return fresh(System.currentTimeMillis());
  }

  private static Digest key(int number) {
    return Digest.of(new byte[] {(byte) number, (byte) (number >> 8)});
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[number % 97];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private void putAndPublish(int from, int to) {
    EntryStore store = fresh();
    for (int i = from; i < to; i++) {
      store.put(KIND, key(i), bytes(i));
    }
    assertTrue(store.publish().isPresent());
  }

  private List<Path> packs() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".pack")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void whatWasPublishedIsFound() {
    putAndPublish(0, 5_000);
    EntryStore store = fresh();
    for (int i = 0; i < 5_000; i++) {
      assertArrayEquals(bytes(i), store.find(KIND, key(i)).orElseThrow());
    }
    assertEquals(Optional.empty(), store.find(KIND, key(5_000)));
    assertEquals(Optional.empty(), store.find(OTHER, key(1)));
    assertEquals(5_000, usage.sum(UsageCounters.Event.DISK_HIT));
    assertEquals(2, usage.sum(UsageCounters.Event.MISS));
  }

  @Test
  void nothingIsSeenBeforeItIsPublished() {
    EntryStore writer = fresh();
    writer.put(KIND, key(1), bytes(1));
    assertEquals(List.of(), packs());
    assertEquals(Optional.empty(), fresh().find(KIND, key(1)));
    writer.close();
    assertEquals(Optional.empty(), fresh().find(KIND, key(1)));
    assertEquals(List.of(), packs());
  }

  @Test
  void kindsAreApart() {
    EntryStore store = fresh();
    store.put(KIND, key(1), bytes(1));
    store.put(OTHER, key(1), bytes(2));
    store.publish();
    assertArrayEquals(bytes(1), fresh().find(KIND, key(1)).orElseThrow());
    assertArrayEquals(bytes(2), fresh().find(OTHER, key(1)).orElseThrow());
  }

  @Test
  void smallPacksAreMerged() {
    for (int i = 0; i < 40; i++) {
      putAndPublish(10 * i, 10 * i + 10);
    }
    assertTrue(packs().size() <= PackDirectory.MOST_PACKS + 1, packs().size() + " packs");
    EntryStore store = fresh();
    for (int i = 0; i < 400; i++) {
      assertArrayEquals(bytes(i), store.find(KIND, key(i)).orElseThrow());
    }
  }

  /** A reader that has a pack mapped reads on when it was merged away. */
  @Test
  void readersReadOnWhileOthersMerge() {
    putAndPublish(0, 10);
    EntryStore reader = fresh();
    reader.find(KIND, key(0));
    for (int i = 1; i < 30; i++) {
      putAndPublish(10 * i, 10 * i + 10);
    }
    for (int i = 0; i < 10; i++) {
      assertArrayEquals(bytes(i), reader.find(KIND, key(i)).orElseThrow());
    }
  }

  /** Hazard 47: every byte flipped and every length cut is a miss or the right bytes. */
  @Test
  void everyDamageOfAPackIsAMiss() throws IOException {
    putAndPublish(60, 68);
    Path pack = packs().getFirst();
    byte[] whole = Files.readAllBytes(pack);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      assertRightOrMissing(pack, flipped);
      assertRightOrMissing(pack, Arrays.copyOf(whole, i));
    }
    assertRightOrMissing(pack, Arrays.copyOf(whole, whole.length + 1));
  }

  private void assertRightOrMissing(Path pack, byte[] content) throws IOException {
    Files.write(pack, content);
    EntryStore store = fresh();
    for (int i = 60; i < 68; i++) {
      Optional<byte[]> found = store.find(KIND, key(i));
      if (found.isPresent()) {
        assertArrayEquals(bytes(i), found.get());
      }
    }
    assertTrue(usage.sum(UsageCounters.Event.DISK_HIT) < 9);
  }

  /** Hazard 47: a pack that is cut off while it is mapped. */
  @Test
  void aPackThatIsTruncatedWhileItIsReadIsAMiss() throws IOException {
    EntryStore writer = fresh();
    byte[] large = new byte[1 << 16];
    for (int i = 0; i < 40; i++) {
      writer.put(KIND, key(i), large);
    }
    writer.publish();
    EntryStore reader = fresh();
    reader.find(KIND, key(0));
    try (var file = FileChannel.open(packs().getFirst(), StandardOpenOption.WRITE)) {
      file.truncate(3 << 16);
    }
    int missing = 0;
    for (int i = 0; i < 40; i++) {
      Optional<byte[]> found = reader.find(KIND, key(i));
      missing += found.isEmpty() ? 1 : 0;
      found.ifPresent(bytes -> assertArrayEquals(large, bytes));
    }
    assertTrue(missing >= 36, missing + " are missing");
    assertEquals(missing, usage.sum(UsageCounters.Event.DAMAGED));
  }

  /** Hazard 48: several versions of Whittle share a directory, and none removes another's packs. */
  @Test
  void packsOfOtherVersionsAreLeftAlone() throws IOException {
    putAndPublish(0, 50);
    Path ours = packs().getFirst();
    byte[] content = Files.readAllBytes(ours);
    content[8]++;
    Path theirs = ours.resolveSibling(Digest.of(content) + ".pack");
    Files.write(theirs, content);
    Files.delete(ours);
    EntryStore store = fresh();
    assertEquals(Optional.empty(), store.find(KIND, key(1)));
    for (int i = 0; i < 40; i++) {
      putAndPublish(100 + i, 101 + i);
    }
    PackDirectory packs = new PackDirectory(new CacheDirectory(directory));
    assertEquals(List.of(), packs.verify(true, _ -> {}));
    assertArrayEquals(content, Files.readAllBytes(theirs));
    packs.drop(Integer.MAX_VALUE);
    assertEquals(List.of(theirs), packs());
    assertEquals(List.of(theirs), packs.foreign());
  }

  /** Hazard 47: a row vouches for its entry; one that was damaged leads to nothing else. */
  @Test
  void anEntryBelongsToItsKeyAndKind() throws IOException {
    EntryStore writer = fresh();
    writer.put(KIND, key(1), bytes(1));
    writer.publish();
    Path pack = packs().getFirst();
    byte[] content = Files.readAllBytes(pack);
    int row = content.length - PackFormat.FOOTER - PackFormat.ROW;
    System.arraycopy(key(2).raw(), 0, content, row, Digest.LENGTH);
    Files.write(pack, content);
    assertEquals(Optional.empty(), fresh().find(KIND, key(2)));
    assertEquals(1, usage.sum(UsageCounters.Event.DAMAGED));
    content[row + PackFormat.ROW_KIND]++;
    Files.write(pack, content);
    assertEquals(Optional.empty(), fresh().find(OTHER, key(2)));
  }

  @Test
  void whatIsUsedAgainLaterIsCopiedForward() throws IOException {
    long now = System.currentTimeMillis();
    EntryStore writer = fresh(now - 6 * DAY_MS);
    writer.put(KIND, key(1), bytes(1));
    writer.put(KIND, key(2), bytes(2));
    writer.publish();
    EntryStore user = fresh(now);
    user.find(KIND, key(1));
    user.publish();
    PackDirectory packs = new PackDirectory(new CacheDirectory(directory));
    packs.drop((int) TimeUnit.MILLISECONDS.toDays(now) - 3);
    assertArrayEquals(bytes(1), fresh().find(KIND, key(1)).orElseThrow());
    assertEquals(Optional.empty(), fresh().find(KIND, key(2)));
  }

  @Test
  void aDirectoryThatTakesNothingCostsNothingButTheHits() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    UsageCounters counters = new UsageCounters();
    EntryStore store =
        new EntryStore(
            new PackDirectory(new CacheDirectory(file)), 1 << 20, counters, () -> DAY_MS);
    store.put(KIND, key(1), bytes(1));
    store.put(KIND, key(2), bytes(2));
    assertEquals(Optional.empty(), store.publish());
    assertArrayEquals(bytes(1), store.find(KIND, key(1)).orElseThrow(), "in memory");
    assertEquals(2, counters.sum(UsageCounters.Event.NOT_KEPT));
  }

  @Test
  void verifyNamesDamagedPacksAndRepairRemovesThem() throws IOException {
    putAndPublish(0, 50);
    PackDirectory packs = new PackDirectory(new CacheDirectory(directory));
    assertEquals(List.of(), packs.verify(false, _ -> {}));
    Path pack = packs().getFirst();
    byte[] content = Files.readAllBytes(pack);
    content[40] ^= 1;
    Files.write(pack, content);
    List<String> problems = new ArrayList<>(packs.verify(true, _ -> {}));
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith(pack.toString()), problems.getFirst());
    assertEquals(List.of(), packs());
  }
}
