package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  /** As another process would see the directory: nothing in memory. */
  private ContentStore fresh() {
    return ContentStore.at(directory, 1 << 20);
  }

  @Test
  void contentsAreFoundByTheirDigest() {
    Digest name = fresh().put(HELLO);
    assertEquals(
        "ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f", name.toString());
    assertArrayEquals(HELLO, fresh().content(name).orElseThrow());
    assertEquals(Optional.empty(), fresh().content(Digest.of(new byte[1])));
  }

  @Test
  void resultsLeadFromKeysToContents() {
    ContentStore store = fresh();
    Digest key = Digest.of(new byte[] {1});
    store.record(key, store.put(HELLO));
    assertEquals(Optional.of(Digest.of(HELLO)), fresh().result(key));
    assertEquals(Optional.empty(), fresh().result(Digest.of(new byte[] {2})));
  }

  @Test
  void everyDamageIsAMissThatCleansUp() throws IOException {
    Digest name = fresh().put(HELLO);
    Path file = fresh().file(name).orElseThrow();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      assertDamaged(name, file, flipped);
      assertDamaged(name, file, Arrays.copyOf(whole, i));
    }
  }

  private void assertDamaged(Digest name, Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    ContentStore store = fresh();
    assertEquals(Optional.empty(), store.content(name));
    assertEquals(new ContentStore.Counts(0, 1, 1, 0), store.counts());
    assertFalse(Files.exists(file));
  }

  @Test
  void everyDamageOfAResultIsAMiss() throws IOException {
    ContentStore store = fresh();
    Digest key = Digest.of(new byte[] {1});
    store.record(key, store.put(HELLO));
    Path file = new CacheDirectory(directory).locate("ac", key);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x40;
      Files.write(file, flipped);
      assertEquals(Optional.empty(), fresh().result(key));
      Files.write(file, Arrays.copyOf(whole, i));
      assertEquals(Optional.empty(), fresh().result(key));
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedCostsNothingButMisses() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    ContentStore store = ContentStore.at(file, 1 << 20);
    Digest name = store.put(HELLO);
    assertArrayEquals(HELLO, store.content(name).orElseThrow());
    assertEquals(1, store.counts().notKept());
    assertEquals(Optional.empty(), ContentStore.at(file, 1 << 20).content(name));
  }

  @Test
  void clearingRemovesWhatWhittleMadeAndNothingElse() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "mine");
    ContentStore store = fresh();
    Digest name = store.put(HELLO);
    store.record(name, name);
    assertEquals(new ContentStore.Statistics(1, 1, 41), store.statistics());
    store.clear();
    assertEquals(Optional.empty(), store.content(name));
    assertEquals(new ContentStore.Statistics(0, 0, 0), store.statistics());
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(other), left.toList());
    }
    assertArrayEquals(HELLO, fresh().content(store.put(HELLO)).orElseThrow());
  }

  /** Hazard 53: who reads while another writes sees the whole file or none. */
  @Test
  void aReaderSeesAWholeFileOrNone() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      ContentStore reader = ContentStore.at(directory, 0);
      for (int i = 0; i < 10; i++) {
        byte[] content = new byte[8 << 20];
        content[0] = (byte) i;
        Digest name = Digest.of(content);
        Future<?> writer = threads.submit(() -> ContentStore.at(directory, 0).put(content));
        while (!writer.isDone()) {
          reader.content(name).ifPresent(read -> assertEquals(content.length, read.length));
        }
        writer.get();
        assertTrue(reader.content(name).isPresent());
      }
      assertEquals(0, reader.counts().damaged());
    }
  }

  @Test
  void manyWritersAndOneThatClears() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> work =
          IntStream.range(0, 200).<Callable<Boolean>>mapToObj(i -> () -> writeAndRead(i)).toList();
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertTrue(done.get());
      }
    }
  }

  /** Whatever happens on disk, what comes back is what went in, or nothing. */
  private boolean writeAndRead(int i) throws IOException {
    ContentStore store = fresh();
    if (i % 50 == 49) {
      store.clear();
    }
    byte[] content = ("content " + i % 20).getBytes(StandardCharsets.UTF_8);
    Digest name = store.put(content);
    Optional<byte[]> read = fresh().content(name);
    return read.isEmpty() || Arrays.equals(content, read.get());
  }
}
