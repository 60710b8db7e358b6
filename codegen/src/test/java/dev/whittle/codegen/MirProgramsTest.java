package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.verify.BodyVerifier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Files under {@code mir/}: bodies that no compiler wrote. Each states its claim in its first
 * comment and what {@code run()} returns after {@code run:}.
 */
class MirProgramsTest {
  private static final String RUN = ";; run: ";

  @TestFactory
  Stream<DynamicTest> runsAsWritten() throws IOException, URISyntaxException {
    List<DynamicTest> tests = new ArrayList<>();
    Path directory = Path.of(MirProgramsTest.class.getResource("/mir").toURI());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(text)));
      }
    }
    return tests.stream();
  }

  private static void check(String text) {
    ClassDef definition = MirParser.parseClass(text);
    definition
        .functions()
        .forEach(f -> assertEquals(List.of(), BodyVerifier.verify(definition, f), f.name()));
    Program program = Program.of(definition.name(), ClassEmitter.emit(definition));
    assertEquals(List.of(), program.violations(ClassLoader.getPlatformClassLoader()));
    String expected =
        text.lines().filter(l -> l.startsWith(RUN)).findFirst().orElseThrow().substring(7);
    assertEquals(expected.strip(), program.run(definition.name()).strip());
  }
}
