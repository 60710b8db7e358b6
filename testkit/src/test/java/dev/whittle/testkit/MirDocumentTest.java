package dev.whittle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.ir.verify.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code docs/mir.md} shows is MIR, and what it says of invariants is what is checked. */
class MirDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/mir.md");
  private static final Pattern BLOCK = Pattern.compile("```mir\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  @TestFactory
  Stream<DynamicTest> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(block -> dynamicTest("at " + block.start(), () -> check(block.group(1))));
  }

  private static void check(String text) {
    if (text.startsWith("crate")) {
      assertEquals(text, MirPrinter.print(MirParser.parseCrate(text)));
      return;
    }
    List<ClassDef> classes = MirParser.parseClasses(text);
    assertEquals(text, MirPrinter.print(classes));
    for (ClassDef definition : classes) {
      for (FunctionDef function : definition.functions()) {
        assertEquals(List.of(), BodyVerifier.verify(definition, function));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> typesInTables() throws IOException {
    return cells("### Types", "bb0 {_0: %s}:\nreturn");
  }

  @TestFactory
  Stream<DynamicTest> constantsInTables() throws IOException {
    return cells("### Constants", "bb0:\n%%0 = %s\nreturn");
  }

  @TestFactory
  Stream<DynamicTest> statementsInTables() throws IOException {
    return cells("### Statements", "bb0:\n%s\nreturn");
  }

  @TestFactory
  Stream<DynamicTest> terminatorsInTables() throws IOException {
    return cells("### Terminators", "bb0:\n%s");
  }

  /** The first cells of the table in a section, each in a body that is its own text. */
  private static Stream<DynamicTest> cells(String heading, String body) throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf("\n" + heading + "\n") + 1;
    int end = document.indexOf("\n#", start);
    List<String> cells =
        FIRST_CELL.matcher(document.substring(start, end)).results().map(r -> r.group(1)).toList();
    assertFalse(cells.isEmpty(), heading);
    return cells.stream()
        .map(
            cell ->
                dynamicTest(
                    cell,
                    () -> {
                      String text = "fun m()V {\n" + body.formatted(cell) + "\n}\n";
                      String printed = MirPrinter.print(MirParser.parseFunction(text));
                      assertEquals(text.replaceAll("\\s+", " "), printed.replaceAll("\\s+", " "));
                    }));
  }

  @Test
  void invariants() throws IOException {
    String document = Files.readString(DOCUMENT);
    List<String> rows =
        Pattern.compile("(?m)^\\| M\\d\\d \\|.*$")
            .matcher(document)
            .results()
            .map(MatchResult::group)
            .toList();
    List<String> expected =
        Arrays.stream(Invariant.values())
            .map(i -> "| %s | `%s` | %s |".formatted(i.id(), i, i.sentence()))
            .toList();
    assertEquals(String.join("\n", expected), String.join("\n", rows));
  }
}
