package dev.whittle.driver.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of a program comes back, is bounded, and is nothing when it is damaged. */
class ProgramHistoryTest {
  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A build with so many classes, of which the first differs from build to build. */
  private static PastBuild build(int number, int classes) {
    List<ClassRow> rows = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      String name = "com/example/application/Class" + i;
      Digest key = digest(i == 0 ? name + number : name);
      MissReason missed = number == 0 ? MissReason.NEW : i == 0 ? MissReason.CLASS : null;
      rows.add(new ClassRow(name, i % 7 == 0 ? 11 : 0, key, key.second(), missed, i == 0 ? 2 : 0));
    }
    PastBuild.Input root =
        new PastBuild.Input(true, "app", "/app.jar", digest("app"), digest("crate"), rows);
    PastBuild.Input crate =
        new PastBuild.Input(false, "lib", "/lib.mirc", digest("lib"), null, List.of());
    return new PastBuild(
        Instant.ofEpochMilli(1_000L * number),
        "1.0",
        digest("output " + number),
        List.of(new PastBuild.Field("main", "app.Main"), new PastBuild.Field("platform", "")),
        List.of(root, crate),
        List.of(new PastBuild.Jar("small.jar", 7, digest("jar"))),
        3L * classes);
  }

  private static ProgramHistory history(int builds, int classes) {
    ProgramHistory history = ProgramHistory.of(Path.of("out/small.jar"));
    for (int i = 0; i < builds; i++) {
      history = history.plus(build(i, classes));
    }
    return history;
  }

  @Test
  void whatIsWrittenComesBack() {
    for (int builds = 0; builds <= 4; builds++) {
      ProgramHistory history = history(builds, 30);
      assertEquals(Optional.of(history), ProgramHistory.parse(history.toBytes()));
    }
  }

  @Test
  void theLastBuildsAreKeptTheLastOneFirst() {
    ProgramHistory history = history(7, 1);
    assertEquals(
        List.of(6L, 5L, 4L, 3L),
        history.builds().stream().map(build -> build.time().getEpochSecond()).toList());
    ProgramHistory again =
        history.again(digest("output 4"), Instant.ofEpochSecond(9)).orElseThrow();
    assertEquals(
        List.of(9L, 6L, 5L, 3L),
        again.builds().stream().map(build -> build.time().getEpochSecond()).toList());
    assertTrue(history.again(digest("output 2"), Instant.ofEpochSecond(9)).isEmpty());
  }

  /** Three builds more, in each of which one class differs, cost little. */
  @Test
  void whatDidNotChangeIsThereOnce() {
    int one = history(1, 2_000).toBytes().length;
    int four = history(4, 2_000).toBytes().length;
    assertTrue(four < one + one / 10, one + " and " + four);
    assertTrue(one < 2_000 * 60, one + " bytes for 2000 classes");
  }

  @Test
  void whatIsDamagedIsNothing() {
    byte[] bytes = history(3, 10).toBytes();
    for (int length = 0; length < bytes.length; length += 3) {
      assertEquals(Optional.empty(), ProgramHistory.parse(Arrays.copyOf(bytes, length)));
    }
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x40;
      // The file has a checksum; without it, nothing but an answer may come.
      ProgramHistory.parse(flipped);
      KeyInputs.parse(flipped, 0);
    }
  }

  @Test
  void keyInputsComeBack() {
    byte[] answers = {'p', 0, 1, 'A', 1, 'f', 0, 1, 'A', 0, 1, 'm', 0, 3, '(', ')', 'V', 2};
    List<KeyInputs.Function> functions = List.of(new KeyInputs.Function("m", "()V", 5, -6));
    Digest content = digest("class");
    byte[] bytes = KeyInputs.toBytes(content.raw(), answers, functions);
    KeyInputs inputs = KeyInputs.parse(bytes, 0).orElseThrow();
    assertEquals(content, inputs.content());
    assertEquals(functions, inputs.functions());
    assertEquals(
        List.of("does A exist where the program runs?", "does A.m() survive?"),
        inputs.facts().stream().map(Fact::question).toList());
    assertEquals(List.of("yes", "yes"), inputs.facts().stream().map(Fact::answerText).toList());
    for (int length = 0; length < bytes.length; length++) {
      // Without the mark of its end the compressed part still says all that it has to say.
      Optional<KeyInputs> cut = KeyInputs.parse(Arrays.copyOf(bytes, length), 0);
      assertTrue(cut.isEmpty() || length > bytes.length - 4 && cut.get().equals(inputs));
    }
  }
}
