package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sources under {@code hazards/} state their claims; each must survive every transform. */
class HazardsTest {
  @TestFactory
  Stream<DynamicTest> behavesAsCompiled() throws IOException, URISyntaxException {
    List<DynamicTest> tests = new ArrayList<>();
    Path directory = Path.of(HazardsTest.class.getResource("/hazards").toURI());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        Program compiled = Program.compile(name, Files.readString(file));
        tests.add(DynamicTest.dynamicTest(name + ": same code", () -> sameCode(compiled)));
        BodyTransforms.all()
            .forEach(
                (transform, change) ->
                    tests.add(
                        DynamicTest.dynamicTest(
                            name + ": " + transform,
                            () -> sameBehaviour(name, compiled, compiled.roundTrip(change)))));
      }
    }
    return tests.stream();
  }

  private static void sameBehaviour(String name, Program before, Program after) {
    assertEquals(List.of(), after.violations(ClassLoader.getPlatformClassLoader()));
    assertEquals(before.run(name), after.run(name));
  }

  /**
   * javac's code comes back as it was, with frames, lines, variables and exception table; only
   * jumps to the next instruction are left out.
   */
  private static void sameCode(Program before) {
    assertEquals(List.of(), before.malformed());
    Map<String, byte[]> after = before.roundTrip(body -> body).classes();
    before
        .classes()
        .forEach(
            (name, bytes) -> {
              Map<String, String> texts = CodeText.of(after.get(name));
              CodeText.of(bytes)
                  .forEach(
                      (method, text) -> {
                        if (!jumpsToNext(text)) {
                          assertEquals(text, texts.get(method), name + "." + method);
                        }
                      });
            });
  }

  private static boolean jumpsToNext(String text) {
    Matcher jump = Pattern.compile("GOTO @(\\d+)\n(\\d+):").matcher(text);
    return jump.results().anyMatch(r -> r.group(1).equals(r.group(2)));
  }
}
