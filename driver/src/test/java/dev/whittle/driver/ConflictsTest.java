package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.testkit.programs.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Interfaces that changed after the classes that implement them were compiled: a call that failed
 * with two defaults, or with an abstract method, fails the same way when the program is pruned, and
 * one that did not fail reaches the same method.
 */
class ConflictsTest {
  private static final String MAIN =
      """
      class Main {
        public static void main(String[] args) {
          call(new Conflict());
          call(new Hidden());
          call(new Resolved());
          call(new Below());
          try {
            new Super().m();
          } catch (LinkageError e) {
            System.out.println(e);
          }
        }
        static void call(A a) {
          try {
            System.out.println(a.m());
          } catch (LinkageError e) {
            System.out.println(e);
          }
        }
      }
      interface A { default String m() { return "a"; } }
      class Conflict implements A, B {}
      class Hidden implements A, B, Abstract {}
      class Resolved implements A, B, Default {}
      class Below extends Conflict implements Left {}
      interface Left extends A { default String m() { return "left " + A.super.m(); } }
      class Super { String m() { return new Conflict() { String up() { return super.m(); } }.up(); } }
      """;
  private static final String COMPILED =
      "interface B {} interface Abstract extends A {} interface Default extends A {}";
  private static final String LATER =
      """
      interface B { default String m() { return "b"; } }
      interface Abstract extends A, B { String m(); }
      interface Default extends A, B { default String m() { return "default"; } }
      """;

  @TempDir Path original;
  @TempDir Path later;
  @TempDir Path pruned;

  @Test
  void sameTargetOrSameError() throws Exception {
    JavaProgram program = program(Map.of("Main.java", MAIN, "B.java", COMPILED));
    program.compile(original);
    String a = "interface A { default String m() { return \"a\"; } }";
    program(Map.of("A.java", a, "B.java", LATER)).compile(later);
    for (String changed : List.of("B", "Abstract", "Default")) {
      Path file = Path.of(changed + ".class");
      Files.copy(later.resolve(file), original.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    PrunedProgramsTest.prune(List.of(original), program, pruned);
    String expected = PrunedProgramsTest.run(List.of(original));
    assertEquals(
        List.of(
            "java.lang.IncompatibleClassChangeError",
            "java.lang.AbstractMethodError",
            "default",
            "java.lang.IncompatibleClassChangeError",
            "java.lang.IncompatibleClassChangeError"),
        expected.lines().map(line -> line.replaceFirst(":.*", "")).toList());
    assertEquals(expected, PrunedProgramsTest.run(List.of(pruned)));
  }

  private static JavaProgram program(Map<String, String> files) {
    return new JavaProgram("conflicts", "", List.of(), files);
  }
}
