package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Trimming;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a build did not find what it did not find: as its report says, and as the cache counts. */
class MissReasonsTest {
  @TempDir Path temp;
  private TestProgram program;
  private final Map<String, String> app = new HashMap<>();
  private BuildRequest.Generation generation = BuildRequest.Generation.REACHED;

  @BeforeEach
  void program() {
    program = new TestProgram(temp);
    app.put(
        "app/Main.java",
        """
        package app;
        public class Main {
          public static void main(String[] a) { System.out.println(f() + Other.h()); }
          static int f() { return 1; }
          static int g() { return 2; }
        }
        """);
    app.put("app/Other.java", "package app; class Other { static int h() { return 3; } }");
  }

  private BuildRequest request() throws IOException {
    Path classes = program.classes("app", app);
    Files.createDirectories(classes.resolve("META-INF"));
    Files.writeString(
        classes.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nMain-Class: app.Main\n");
    BuildRequest usual = program.request(temp.resolve("out/small.jar"), classes);
    return new RequestLike(usual).generation(generation).request();
  }

  private Map<String, Map<String, Long>> misses() throws IOException {
    return Build.run(request(), _ -> {}).misses();
  }

  /** The misses of a build that finds nothing, all for one reason. */
  private static Map<String, Map<String, Long>> all(String reason) {
    return Map.of(
        "outputs", Map.of(reason, 1L),
        "crates", Map.of(reason, 1L),
        "classes", Map.of(reason, 2L),
        "functions", Map.of(reason, 3L));
  }

  private void edit(String file, String from, String to) {
    app.compute(file, (_, source) -> source.replace(from, to));
  }

  private void emptyBut(String... kept) throws IOException {
    Path v1 = temp.resolve("cache/v1");
    for (Path file : TestProgram.filesBelow(v1)) {
      String shelf = v1.relativize(file).getName(0).toString();
      if (!java.util.List.of(kept).contains(shelf)) {
        Files.delete(file);
      }
    }
  }

  @Test
  void whatNobodyBuiltWasNeverSeen() throws IOException {
    assertEquals(all("never seen"), misses());
    assertEquals(Map.of(), misses(), "the output was found");
  }

  @Test
  void anEditedBody() throws IOException {
    misses();
    edit("app/Main.java", "return 1", "return 10");
    assertEquals(
        Map.of(
            "outputs", Map.of("input differs", 1L),
            "crates", Map.of("input differs", 1L),
            "classes", Map.of("class differs", 1L),
            "functions", Map.of("body differs", 1L)),
        misses());
  }

  @Test
  void aFunctionThatComesIn() throws IOException {
    misses();
    edit("app/Other.java", "return 3", "return Main.g()");
    Map<String, Map<String, Long>> misses = misses();
    assertEquals(
        Map.of("class differs", 1L, "fact differs: what survives of a function", 1L),
        misses.get("classes"));
    assertEquals(Map.of("body differs", 1L, "never seen", 1L), misses.get("functions"));
  }

  @Test
  void anOption() throws IOException {
    misses();
    generation = BuildRequest.Generation.EAGER;
    Map<String, Map<String, Long>> misses = misses();
    assertEquals(Map.of("options differ", 1L), misses.get("outputs"));
    assertEquals(Map.of("options differ", 2L), misses.get("classes"));
  }

  @Test
  void whatWasTrimmed() throws IOException {
    misses();
    BuildRequest request = request();
    Files.delete(temp.resolve("out/small.jar"));
    emptyBut("ledger", "inputs");
    assertEquals(all("trimmed"), Build.run(request, _ -> {}).misses());
  }

  @Test
  void whatIsDamaged() throws IOException {
    misses();
    BuildRequest request = request();
    Files.delete(temp.resolve("out/small.jar"));
    for (String shelf : new String[] {"cas", "ac"}) {
      for (Path file : TestProgram.filesBelow(temp.resolve("cache/v1/" + shelf))) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    for (Path pack : TestProgram.filesBelow(temp.resolve("cache/v1/packs"))) {
      byte[] bytes = Files.readAllBytes(pack);
      // What comes before the index is data.
      for (int at = 16; at < bytes.length - 1000; at++) {
        bytes[at] ^= 1;
      }
      Files.write(pack, bytes);
    }
    Map<String, Map<String, Long>> misses = Build.run(request, _ -> {}).misses();
    assertEquals(Map.of("damaged", 1L), misses.get("outputs"));
    assertEquals(Map.of("damaged", 1L), misses.get("crates"));
    assertTrue(misses.get("classes").getOrDefault("damaged", 0L) > 0, misses.toString());
  }

  @Test
  void aCacheThatIsNoDirectory() throws IOException {
    Files.writeString(temp.resolve("cache"), "not a directory");
    assertEquals(all("cache unreadable"), misses());
  }

  @Test
  void withoutALedgerNothingElseIsAnother() throws IOException {
    BuildReport cold = Build.run(request(), _ -> {});
    for (Path file : TestProgram.filesBelow(temp.resolve("cache/v1/ledger"))) {
      Files.write(file, new byte[100]);
    }
    edit("app/Main.java", "return 1", "return 10");
    BuildReport warm = Build.run(request(), _ -> {});
    assertEquals(1, warm.total().functions().generated());
    assertEquals(Map.of("never seen", 1L), warm.misses().get("functions"));
    edit("app/Main.java", "return 10", "return 1");
    BuildReport back = Build.run(request(), _ -> {});
    assertEquals(cold.outputs(), back.outputs());
  }

  @Test
  void anEditThatIsTakenBackIsComparedWithWhatItIs() throws IOException {
    misses();
    edit("app/Main.java", "return 1", "return 10");
    misses();
    edit("app/Main.java", "return 10", "return 1");
    assertEquals(Map.of(), misses());
    edit("app/Other.java", "return 3", "return 30");
    assertEquals(Map.of("class differs", 1L), misses().get("classes"));
  }

  @Test
  void theyAreCountedForEverybody() throws IOException {
    misses();
    edit("app/Main.java", "return 1", "return 10");
    misses();
    BuildCache cache = BuildCache.open(temp.resolve("cache"), BuildCache.Settings.USUAL);
    Map<String, Long> functions = cache.statistics().counts().get("functions");
    assertEquals(3, functions.get("miss: never seen"));
    assertEquals(1, functions.get("miss: body differs"));
    assertEquals(4, functions.get("miss"));
  }

  /** The ledger is trimmed as everything else. */
  @Test
  void aProgramThatNobodyBuildsIsForgotten() throws IOException {
    misses();
    BuildCache cache = BuildCache.open(temp.resolve("cache"), BuildCache.Settings.USUAL);
    assertEquals(1, TestProgram.filesBelow(temp.resolve("cache/v1/ledger")).size());
    cache.trim(new Trimming.Limits(1L << 40, Duration.ZERO.minusHours(1)), false);
    assertEquals(0, TestProgram.filesBelow(temp.resolve("cache/v1/ledger")).size());
    ContentStore.at(temp.resolve("cache")).clear();
    misses();
  }
}
