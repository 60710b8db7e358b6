package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeepRulesTest {
  private static KeepRules.Rule rule(String line) {
    return KeepRules.parse(line).rules().getFirst();
  }

  @Test
  void commentsAndEmptyLinesSayNothing() {
    assertEquals(List.of(), KeepRules.parse("\n# a\n   # b\n").rules());
    assertEquals(
        List.of(new KeepRules.Rule("a.B", null, null)), KeepRules.parse("a.B # why").rules());
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
  void aLineThatIsNoRuleIsNamed() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KeepRules.parse("a.B\n-keep class x"));
    assertEquals("line 2: not a keep rule: -keep class x", e.getMessage());
  }
}
