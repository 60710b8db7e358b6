package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredRulesTest {
  @TempDir Path directory;

  private Reached reach(String options) {
    Map<String, ClassDef> classes =
        MemorySource.compile(
            directory,
            "Main.java",
            "class Main { public static void main(String[] args) {} } class Other { int f; }");
    return Reachability.compute(
        new Program(
            List.of(MemorySource.of(classes)),
            List.of(Platform.open(Path.of(System.getProperty("java.home"))))),
        new Roots(List.of("Main"), List.of(), KeepRules.parse("f.pro", options)),
        Summaries::of);
  }

  @Test
  void whatTheUsersOptionsDoNotDoIsNoted() {
    Reached reached =
        reach(
            """
            -dontobfuscate
            -keep class Other
            -keep class Othre
            -keepclassmembers class Other { void g(); }
            -optimizationpasses 3
            """);
    assertEquals(Level.USED, reached.level("Other"));
    assertEquals(
        List.of(
            "options that mean nothing here: -dontobfuscate, -optimizationpasses",
            "f.pro:3: the rule matches nothing"),
        reached.outcome().notes());
    assertEquals(List.of(), reached.problems());
  }

  @Test
  void whySaysTheRule() {
    Reached reached = reach("-keep class Other { int f; }");
    List<Reasons.Link> chain = reached.reasons().chain("Other.f:I");
    assertEquals(ReasonKind.RULE, chain.getFirst().kind());
    assertTrue(chain.toString().contains("the rule at f.pro:1"), chain.toString());
  }
}
