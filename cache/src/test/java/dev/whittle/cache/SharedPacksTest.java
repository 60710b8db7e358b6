package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.testkit.http.KeepingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a program come from a remote in packs, and go there in packs. */
class SharedPacksTest {
  private static final Kind KIND = new Kind(1, "things");
  private static final Digest PROGRAM = Digest.of("program".getBytes());

  @TempDir Path temp;
  private KeepingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new KeepingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private BuildCache open(String machine, boolean writes) {
    RemoteCache.Settings remote =
        new RemoteCache.Settings(server.base(), null, writes, Duration.ofSeconds(5));
    BuildCache cache =
        BuildCache.open(
            temp.resolve(machine), new BuildCache.Settings(Trimming.Limits.USUAL, remote));
    cache.shareEntries(PROGRAM);
    return cache;
  }

  private static Digest key(int number) {
    return Digest.of(new byte[] {(byte) number, (byte) (number >> 8)});
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[50 + number % 97];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  /** As a build would: what is not found is made and put. How many were found. */
  private int build(String machine, boolean writes, IntStream numbers) {
    int found = 0;
    try (BuildCache cache = open(machine, writes)) {
      for (int number : numbers.toArray()) {
        Optional<byte[]> known = cache.entries().find(KIND, key(number));
        known.ifPresent(entry -> assertArrayEquals(bytes(number), entry));
        found += known.isPresent() ? 1 : 0;
        if (known.isEmpty()) {
          cache.entries().put(KIND, key(number), bytes(number));
        }
      }
    }
    return found;
  }

  private long requests(String method) {
    return server.requests().stream().filter(line -> line.startsWith(method)).count();
  }

  private String only(String shelf) {
    return server.kept().keySet().stream()
        .filter(path -> path.startsWith(shelf))
        .findFirst()
        .orElseThrow();
  }

  private String pack() {
    return server.kept().entrySet().stream()
        .filter(file -> file.getKey().startsWith("cas/"))
        .max((a, b) -> Integer.compare(a.getValue().length, b.getValue().length))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  @Test
  void anotherMachineFindsAllWithThreeRequests() {
    assertEquals(0, build("ci", true, IntStream.range(0, 2_000)));
    assertEquals(3, requests("PUT"), "pack, catalog, result");
    server.requests().clear();
    try (BuildCache cache = open("mine", false)) {
      for (int i = 0; i < 2_000; i++) {
        assertArrayEquals(bytes(i), cache.entries().find(KIND, key(i)).orElseThrow());
      }
      assertEquals(2_000, cache.usage().sum(UsageCounters.Event.REMOTE_HIT));
      RemoteCache.Traffic traffic = cache.remoteTraffic().orElseThrow();
      assertEquals(3, traffic.requests());
      assertEquals(2, traffic.hits());
    }
    assertEquals(3, server.requests().size());
    server.requests().clear();
    assertEquals(2_000, build("mine", false, IntStream.range(0, 2_000)));
    assertEquals(List.of(), server.requests(), "they are here now");
  }

  @Test
  void aPackWithNothingThatIsNeededIsNotFetched() {
    build("ci", true, IntStream.range(0, 1_000));
    server.requests().clear();
    assertEquals(0, build("mine", false, IntStream.range(2_000, 3_000)));
    assertEquals(2, server.requests().size(), "result and catalog");
  }

  @Test
  void aProgramThatNobodySharedIsOneRequest() {
    assertEquals(0, build("mine", false, IntStream.range(0, 1_000)));
    assertEquals(1, server.requests().size());
    assertEquals(Map.of(), server.kept());
  }

  @Test
  void whatTheRemoteLacksIsSentAndNothingElse() {
    build("ci", true, IntStream.range(0, 1_000));
    long first = server.kept().get(pack()).length;
    server.requests().clear();
    assertEquals(1_000, build("ci", true, IntStream.range(0, 1_000)));
    assertEquals(0, requests("PUT"), "there is nothing new");
    assertEquals(999, build("ci", true, IntStream.range(1, 1_001)));
    assertEquals(3, requests("PUT"));
    assertEquals(first, server.kept().get(pack()).length, "the new pack is the smaller one");
    server.requests().clear();
    assertEquals(1_001, build("mine", false, IntStream.range(0, 1_001)));
    assertEquals(4, requests("GET"), "two packs");
  }

  /** A machine whose own cache had it all along still tells the others. */
  @Test
  void whatWasHereBeforeIsSentToo() {
    build("ci", false, IntStream.range(0, 100));
    assertEquals(0, requests("PUT"));
    assertEquals(100, build("ci", true, IntStream.range(0, 100)));
    assertEquals(100, build("mine", false, IntStream.range(0, 100)));
  }

  @Test
  void manyEditsAreFewPacks() {
    for (int i = 0; i < 30; i++) {
      build("ci", true, IntStream.range(i, 500 + i));
    }
    server.requests().clear();
    assertEquals(500, build("mine", false, IntStream.range(29, 529)));
    assertTrue(requests("GET") <= 2 + SharedPacks.MOST_PACKS, server.requests().toString());
  }

  @Test
  void whatIsUsedNoMoreIsLeftOut() {
    build("ci", true, IntStream.range(0, 2_000));
    build("ci", true, IntStream.range(1_950, 2_050));
    byte[] catalog = null;
    for (byte[] file : server.kept().values()) {
      Optional<PackCatalog> parsed = PackCatalog.parse(file);
      catalog = parsed.isPresent() && parsed.get().entries() == 100 ? file : catalog;
    }
    assertTrue(catalog != null, "a catalog with what the second build used");
  }

  @Test
  void aPackThatIsAnotherIsAMiss() {
    build("ci", true, IntStream.range(0, 100));
    server.kept().compute(pack(), (_, whole) -> Arrays.copyOf(whole, whole.length - 1));
    assertEquals(0, build("mine", false, IntStream.range(0, 100)));
  }

  /** Its digest is right and it is no pack. */
  @Test
  void aPackThatIsNoneIsAnError() throws IOException {
    byte[] noPack = new byte[5_000];
    Digest name = Digest.sha256(noPack);
    PackCatalog catalog =
        new PackCatalog(List.of(PackCatalog.Listed.of(name, 5_000, List.of(key(1)))));
    Digest list = Digest.sha256(catalog.toBytes());
    server.kept().put("cas/" + name, noPack);
    server.kept().put("cas/" + list, catalog.toBytes());
    server.kept().put("ac/" + PROGRAM, new ActionResult(PROGRAM, list, 5).toBytes());
    try (BuildCache cache = open("mine", false)) {
      assertEquals(Optional.empty(), cache.entries().find(KIND, key(1)));
      assertEquals(1, cache.remoteTraffic().orElseThrow().errors());
      assertEquals(List.of(), cache.verify(false));
    }
  }

  /** A pack that has gone from the remote is made again by the next who may write. */
  @Test
  void aPackThatIsGoneIsSentAgain() {
    build("ci", true, IntStream.range(0, 100));
    String pack = pack();
    server.kept().remove(pack);
    assertEquals(0, build("other-ci", true, IntStream.range(0, 100)));
    assertEquals(100, build("mine", false, IntStream.range(0, 100)));
  }

  @Test
  void everyDamageOfACatalogIsAMiss() {
    build("ci", true, IntStream.range(0, 4));
    byte[] catalog =
        PackCatalog.EMPTY
            .plus(PackCatalog.Listed.of(key(9), 10, List.of(key(1), key(2))))
            .toBytes();
    assertArrayEquals(catalog, PackCatalog.parse(catalog).orElseThrow().toBytes());
    for (int length = 0; length < catalog.length; length++) {
      assertEquals(Optional.empty(), PackCatalog.parse(Arrays.copyOf(catalog, length)));
    }
    assertEquals(Optional.empty(), PackCatalog.parse(Arrays.copyOf(catalog, catalog.length + 1)));
    Arrays.fill(catalog, 12, catalog.length, (byte) -1);
    assertEquals(Optional.empty(), PackCatalog.parse(catalog));
    for (String path : List.copyOf(server.kept().keySet())) {
      server.kept().computeIfPresent(path, (_, bytes) -> flipped(bytes));
    }
    assertEquals(0, build("mine", false, IntStream.range(0, 4)));
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 8;
    return other;
  }

  /** Servers that check results know of the packs, and keep or drop all together. */
  @Test
  void theResultNamesThePacks() {
    build("ci", true, IntStream.range(0, 10));
    String result = new String(server.kept().get(only("ac/")));
    assertTrue(result.contains(pack().substring("cas/".length())), "as an output file");
  }

  @Test
  void aRemoteThatFailsIsGivenUp() {
    server.answerBy(exchange -> KeepingServer.answer(exchange, 503, new byte[0]));
    assertEquals(0, build("ci", true, IntStream.range(0, 500)));
    assertTrue(server.requests().size() <= RemoteCache.MOST_ERRORS, server.requests().toString());
    assertEquals(500, build("ci", true, IntStream.range(0, 500)), "our own cache is as good");
  }

  /** What is fetched is among the directory's own packs, which are merged when there are many. */
  @Test
  void fetchedPacksAreMergedLikeOthers() throws IOException {
    for (int i = 0; i < 16; i++) {
      build("ci", true, IntStream.range(0, 10 * i + 10));
      assertEquals(10 * i + 10, build("mine", false, IntStream.range(0, 10 * i + 10)));
    }
    try (BuildCache mine = open("mine", false)) {
      assertEquals(List.of(), mine.verify(false));
      assertTrue(mine.statistics().shelves().get("packs").files() <= PackDirectory.MOST_PACKS + 1);
    }
  }
}
