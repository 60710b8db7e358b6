package dev.whittle.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.whittle.ir.verify.Invariant;
import dev.whittle.testkit.text.MirCommands;
import dev.whittle.testkit.text.TextTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The text tests of {@code src/test/mir}. */
class MirTextFilesTest {
  private static final Path DIRECTORY = Path.of("src/test/mir");

  @TestFactory
  Stream<DynamicTest> files() throws IOException {
    return TextTest.in(DIRECTORY).stream()
        .map(test -> dynamicTest(test.name(), () -> test.check(MirCommands.all())));
  }

  @Test
  void everyInvariantHasATestThatBreaksItAndNothingElse() throws IOException {
    List<TextTest> tests = TextTest.in(DIRECTORY.resolve("verify"));
    for (Invariant invariant : Invariant.values()) {
      String id = invariant.id();
      String name =
          "%s-%s.mir".formatted(id, invariant.name().replace('_', '-')).toLowerCase(Locale.ROOT);
      assertTrue(
          tests.stream()
              .anyMatch(
                  test ->
                      test.name().equals(name)
                          && test.expected().lines().allMatch(l -> l.contains(": " + id + " "))),
          name);
    }
  }
}
