package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.ContentStore;
import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code whittle cache} says and does, and what the environment says of caches. */
class CacheCommandTest {
  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void environment() {
    environment.put("WHITTLE_CACHE_DIR", temp.resolve("cache").toString());
  }

  private Terminal terminal() {
    return terminal(Terminal.Audience.NOBODY);
  }

  private Terminal terminal(Terminal.Audience audience) {
    return new Terminal(
        new PrintWriter(out, true), new PrintWriter(err, true), audience, environment);
  }

  private int run(String... arguments) {
    return CommandLines.run(terminal(), arguments);
  }

  private Path content() {
    ContentStore store = ContentStore.at(temp.resolve("cache"));
    return store.file(store.put(new byte[5_000])).orElseThrow();
  }

  @Test
  void statisticsForScripts() {
    content();
    assertEquals(0, run("cache", "stats", "--json"));
    assertTrue(out.toString().contains("\"bytes\": 5000"), out.toString());
    assertTrue(out.toString().contains("\"since\": null"), out.toString());
  }

  @Test
  void aDamagedFileIsNamedAndRemovedWhenAsked() throws IOException {
    Path file = content();
    assertEquals(0, run("cache", "verify"));
    assertTrue(err.toString().contains("Nothing is damaged"), err.toString());
    Files.write(file, new byte[4_999]);
    assertEquals(1, run("cache", "verify"));
    assertTrue(err.toString().contains(file + ": is not what it is named by"), err.toString());
    assertEquals(0, run("cache", "verify", "--repair"));
    assertEquals(0, run("cache", "verify"));
  }

  @Test
  void collectingGarbageSaysWhatItWouldDoAndDoesIt() {
    Path file = content();
    assertEquals(0, run("cache", "gc", "--max-size", "1k", "--dry-run"));
    assertTrue(err.toString().contains("Would remove 1 file and 0 entries"), err.toString());
    assertTrue(Files.exists(file));
    assertEquals(0, run("cache", "gc", "--max-size", "1k"));
    assertTrue(!Files.exists(file));
    assertEquals(2, run("cache", "gc", "--max-size", "many"));
    assertEquals(2, run("cache", "gc", "--older-than", "long"));
  }

  @Test
  void progressIsForWhoIsLooking() {
    content();
    assertEquals(0, run("cache", "verify"));
    assertTrue(!err.toString().contains("%"), err.toString());
    assertEquals(0, CommandLines.run(terminal(Terminal.Audience.ERR), "cache", "verify"));
    assertTrue(err.toString().contains(": 100 % of 5.0 kB"), err.toString());
    assertEquals(0, CommandLines.run(terminal(Terminal.Audience.OUT), "cache", "gc"));
    assertTrue(!err.toString().contains("Trimming"), err.toString());
    String[] gc = {"cache", "gc", "--max-size", "1k"};
    assertEquals(0, CommandLines.run(terminal(Terminal.Audience.BOTH), gc));
    assertTrue(err.toString().contains(": 100 % of 5.0 kB"), err.toString());
    assertTrue(
        err.toString().endsWith("Removed 1 file and 0 entries of packs, 5.0 kB; 0 bytes left.\n"),
        err.toString());
  }

  /** Saying how much there is must not remove what is damaged before it is named. */
  @Test
  void aDamagedPackIsNamedAndNotJustRemoved() throws IOException {
    Path pack = temp.resolve("cache/v1/packs/x.pack");
    Files.createDirectories(pack.getParent());
    Files.write(pack, new byte[100]);
    assertEquals(1, run("cache", "verify"));
    assertTrue(err.toString().contains("x.pack"), err.toString());
    assertTrue(
        err.toString().contains("1 file is damaged; --repair removes them."), err.toString());
  }

  @Test
  void sizesAndAges() {
    assertEquals(5_000_000_000L, CacheSettings.bytes("5G"));
    assertEquals(5L << 30, CacheSettings.bytes("5 GiB"));
    assertEquals(700, CacheSettings.bytes("700"));
    assertEquals(Duration.ofDays(14), CacheSettings.age("2w"));
    for (String size : new String[] {"", "G", "5X", "-1", "1.5G", "5GG"}) {
      assertThrows(IllegalArgumentException.class, () -> CacheSettings.bytes(size), size);
    }
    for (String age : new String[] {"", "7", "d", "7y", "-1d"}) {
      assertThrows(IllegalArgumentException.class, () -> CacheSettings.age(age), age);
    }
  }

  @Test
  void theEnvironmentNamesARemote() {
    environment.put("WHITTLE_REMOTE_CACHE", "https://user:hidden@cache.example/whittle");
    environment.put("WHITTLE_REMOTE_CACHE_TOKEN", "secret");
    String shown = CacheSettings.of(terminal()).toString();
    assertTrue(shown.contains("https://cache.example/whittle (read)"), shown);
    assertTrue(!shown.contains("hidden") && !shown.contains("secret"), shown);
    environment.put("WHITTLE_REMOTE_CACHE", "ftp://cache.example/");
    Diagnostic refused = assertThrows(Diagnostic.class, () -> CacheSettings.of(terminal()));
    assertTrue(refused.getMessage().contains("WHITTLE_REMOTE_CACHE"), refused.getMessage());
  }
}
