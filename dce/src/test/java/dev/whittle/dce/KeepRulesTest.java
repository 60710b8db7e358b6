package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeepRulesTest {
  private static KeepRules.Rule rule(String line) {
    return KeepRules.parse("keep", line).rules().getFirst();
  }

  @Test
  void commentsAndEmptyLinesSayNothing() {
    assertEquals(List.of(), KeepRules.parse("keep", "\n# a\n   # b\n").rules());
    assertEquals(
        List.of(new KeepRules.Rule("a.B", null, null, "keep:1: a.B")),
        KeepRules.parse("keep", "a.B # why").rules());
  }

  @Test
  void oneStarStaysWithinAPackage() {
    assertTrue(rule("a.*").matchesClass("a/B"));
    assertFalse(rule("a.*").matchesClass("a/b/C"));
    assertTrue(rule("a.**").matchesClass("a/b/C"));
    assertTrue(rule("a.**Factory").matchesClass("a/b/CFactory"));
    assertFalse(rule("a.**Factory").matchesClass("a/b/C"));
    assertTrue(rule("a.B$C").matchesClass("a/B$C"));
  }

  @Test
  void membersByNameOrTypes() {
    Selector run = new Selector("run", "(I[Ljava/lang/String;)V");
    assertTrue(rule("a.B#run").matchesMember(run));
    assertTrue(rule("a.B#r*").matchesMember(run));
    assertTrue(rule("a.B#run(int, java.lang.String[])").matchesMember(run));
    assertFalse(rule("a.B#run()").matchesMember(run));
    assertTrue(rule("a.B#<init>").matchesMember(new Selector("<init>", "()V")));
    assertFalse(rule("a.B#run()").matchesMember(new Selector("run", "I")));
  }

  @Test
  void filesOfOptionsAddUpWithRules() {
    KeepRules both = KeepRules.parse("a", "a.B").and(KeepRules.parse("b", "-keep class a.C"));
    assertEquals(1, both.rules().size());
    assertEquals(1, both.options().rules().size());
  }

  @Test
  void aLineThatIsNoRuleIsNamed() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> KeepRules.parse("keep", "a.B\n-keep class x"));
    assertEquals(
        "keep:2: not a keep rule: -keep class x (docs/keep-rules.md shows some)", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> rule("-keep"));
    assertThrows(IllegalArgumentException.class, () -> rule("a.B#run(int"));
  }

  @Test
  void membersAsSymbolsHaveThem() {
    for (String separator : List.of("#", ".")) {
      KeepRules.Rule run = rule("a.B" + separator + "run(int, a.C[])");
      assertEquals("a.B", run.type());
      assertEquals("run", run.member());
      assertEquals(List.of("int", "a.C[]"), run.parameters());
      assertEquals("<init>", rule("a.B" + separator + "<init>").member());
    }
  }
}
