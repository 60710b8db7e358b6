package dev.whittle.testkit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what is printed and with which code it ends. */
class CheckMainTest {
  private static final String SOURCE =
      """
      class A { Object m() { return new C(); } }
      class B { int n(D d) { return d.x; } }
      class C {}
      class D { int x; }
      """;

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return CheckMain.run(List.of(args), new PrintStream(out), new PrintStream(err));
  }

  private List<String> printed() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void nothingToSay() throws IOException {
    var program = Damaged.copyOf(folder, SOURCE).without("p/B", "p/D");
    program.violations();
    assertEquals(0, run("check", "--original", in(program), "--output", out(program)));
    assertEquals(List.of("classes 4 > 2, methods 6 > 3, 0 violations, 0 listed"), printed());
  }

  @Test
  void violationsAreSortedAndTheSummaryIsLast() throws IOException {
    var program = Damaged.copyOf(folder, SOURCE).without("p/C").withoutField("p/D", "x");
    program.violations();
    assertEquals(1, run("check", "--original", in(program), "--output", out(program)));
    assertEquals(
        List.of(
            "p/A: class: new p/C: no class p/C (input: found), at m()Ljava/lang/Object;",
            "p/A: method: p/C.<init>()V: no class p/C (input: in p/C), at m()Ljava/lang/Object;",
            "p/B: field: p/D.x:I: gone (input: in p/D), at n(Lp/D;)I",
            "classes 4 > 3, methods 6 > 5, 3 violations, 0 listed"),
        printed());
  }

  @Test
  void listedViolations() throws IOException {
    var program = Damaged.copyOf(folder, SOURCE).without("p/C").withoutField("p/D", "x");
    program.violations();
    Path allow = folder.resolve("allow.txt");
    Files.writeString(allow, "# known\n\np/A: *p/C* # made by a plugin\np/B: field* # unused\n");
    String[] args = {
      "check", "--original", in(program), "--output", out(program), "--allow", allow.toString()
    };
    assertEquals(0, run(args));
    assertEquals(List.of("classes 4 > 3, methods 6 > 5, 0 violations, 3 listed"), printed());
    Files.writeString(allow, "p/A: *p/C*\n");
    assertEquals(2, run(args));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("no reason"));
  }

  @Test
  void wrongArgumentsAndMissingFiles() {
    assertEquals(2, run());
    assertEquals(2, run("check", "--original", "x.jar"));
    assertEquals(2, run("check", "--original", "x.jar", "--color", "red"));
    assertEquals(2, run("check", "--original", "no.jar", "--output", "no.jar"));
  }

  private static String in(Damaged program) {
    return program.inputFolder().toString();
  }

  private static String out(Damaged program) {
    return program.outputFolder().toString();
  }
}
