package dev.whittle.dce.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.dce.rules.ClassSpec.MemberSpec;
import dev.whittle.dce.rules.ShrinkRule.Keeps;
import dev.whittle.ir.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShrinkRulesTest {
  private static ShrinkRule rule(String text) {
    List<ShrinkRule> rules = ShrinkRules.parse("f.pro", text).rules();
    assertEquals(1, rules.size(), text);
    return rules.getFirst();
  }

  @Test
  void theSyntaxIsToldFromPlainRules() {
    assertTrue(ShrinkRules.isWrittenIn("# a\n\n  -keep class a.B"));
    assertTrue(ShrinkRules.isWrittenIn("@other.pro"));
    assertFalse(ShrinkRules.isWrittenIn("a.B # -keep\n-keep class a.B"));
    assertFalse(ShrinkRules.isWrittenIn(""));
  }

  @Test
  void optionsOfAllKinds() {
    ShrinkRules rules =
        ShrinkRules.parse(
            "f.pro",
            """
            # a comment
            -dontwarn a.**,b.*  -printusage 'some file.txt'
            -assumenosideeffects class a.Log {
              static void d(...);
            }
            -keepattributes Signature,*Annotation*
            -keepclasseswithmembers,allowoptimization,includedescriptorclasses class * { native <methods>; }
            -if @a.Mark class ** { int x; } -keepclassmembers class <1>$Companion { <1> y; }
            -keep,allowshrinking class a.B
            -keepnames class a.B
            -dontwarn c.*
            """);
    assertEquals(
        List.of(Keeps.CLASSES_WITH_MEMBERS, Keeps.MEMBERS),
        rules.rules().stream().map(ShrinkRule::keeps).toList());
    assertEquals("f.pro:8", rules.rules().get(1).place());
    assertEquals(List.of("Signature", "*Annotation*"), rules.attributes());
    assertEquals(
        List.of("-dontwarn", "-printusage", "-assumenosideeffects"), List.copyOf(rules.ignored()));
  }

  @Test
  void classes() {
    ClassSpec spec =
        rule("-keep @a.Mark public !final !interface !a.Not,a.**,**.b extends @c.D e.*").classes();
    assertEquals("a.Mark", spec.annotation().text());
    assertTrue(spec.flags().accepts(Access.PUBLIC));
    assertFalse(spec.flags().accepts(0));
    assertFalse(spec.flags().accepts(Access.PUBLIC | Access.FINAL));
    assertFalse(spec.flags().accepts(Access.PUBLIC | Access.INTERFACE));
    assertNull(spec.wildcards("a.Not"));
    assertEquals(List.of("x.Y"), spec.wildcards("a.x.Y"));
    assertEquals(List.of("z"), spec.wildcards("z.b"));
    assertNull(spec.wildcards("z.c"));
    assertEquals("c.D", spec.parent().annotation().text());
    assertEquals("e.*", spec.parent().name().text());
    assertTrue(rule("-keep @interface *").classes().flags().accepts(0x2200));
    assertFalse(rule("-keep @interface *").classes().flags().accepts(0x200));
  }

  @Test
  void members() {
    List<MemberSpec> members =
        rule("""
        -keep class a.B {
          @a.M private protected static *;
          <fields>;
          <init>(int, ...);
          B(a.C[]);
          public final java.lang.String name;
          *** get*(%, **[]);
          void set(...) return 3;
        }
        """)
            .classes()
            .members();
    assertEquals(7, members.size());
    assertTrue(members.get(0) instanceof MemberSpec.All all && all.annotation() != null);
    assertTrue(members.get(0).flags().accepts(Access.STATIC | Access.PRIVATE));
    assertTrue(members.get(0).flags().accepts(Access.STATIC | Access.PROTECTED));
    assertFalse(members.get(0).flags().accepts(Access.STATIC | Access.PUBLIC));
    assertTrue(members.get(1) instanceof MemberSpec.Fields fields && fields.type() == null);
    assertNull(((MemberSpec.Methods) members.get(2)).parameters());
    MemberSpec.Methods constructor = (MemberSpec.Methods) members.get(3);
    assertEquals("<init>", constructor.name().text());
    assertEquals("[a.C[]]", constructor.parameters().toString());
    assertEquals("name", ((MemberSpec.Fields) members.get(4)).name().text());
    assertEquals("[%, **[]]", ((MemberSpec.Methods) members.get(5)).parameters().toString());
    assertEquals("set", ((MemberSpec.Methods) members.get(6)).name().text());
  }

  @Test
  void referencesToWildcards() {
    ShrinkRule rule = rule("-if class **$*Source -keep class <1>$<2>Target { <2> a<1>(<9>); }");
    List<String> wildcards = rule.condition().wildcards("a.B$CSource");
    assertEquals(List.of("a.B", "C"), wildcards);
    ClassSpec replaced = rule.classes().with(wildcards);
    assertEquals("a.B$CTarget", replaced.names().getFirst().match().text());
    MemberSpec.Methods method = (MemberSpec.Methods) replaced.members().getFirst();
    assertEquals("C", method.type().text());
    assertEquals("aa.B", method.name().text());
    assertTrue(method.parameters().getFirst().matches("any.Thing"));
  }

  @ParameterizedTest
  @CsvSource({
    "*, int, false", "*, a, true", "*, a.B, false", "**, a.B, true", "**, a.B[], false",
    "***, int[], true", "***, a.B, true", "%, int, true", "%, a, false", "**[], a.B[], true",
    "i?t, int, true", "a.B, a.B, true", "a.B, axB, false", "**, integer.B, true"
  })
  void types(String pattern, String type, boolean matches) {
    assertEquals(matches, NameMatch.ofType(pattern).matches(type));
  }

  @ParameterizedTest
  @CsvSource({"*, a.B, true", "a.*, a.B, true", "a.*, a.b.C, false", "a.**, a.b.C, true"})
  void names(String pattern, String name, boolean matches) {
    assertEquals(matches, NameMatch.ofName(pattern).matches(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n-keep class",
        "\n-keep a.B",
        "\n-keep class a.B { int",
        "\n-keep class a.B { x; }",
        "\n-if class a.B -dontwarn",
        "\nkeep class a.B",
        "\n-keep class a.B { void x(int; }"
      })
  void errorsSayWhere(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ShrinkRules.parse("f.pro", text));
    assertTrue(e.getMessage().startsWith("f.pro:2: expected "), e.getMessage());
  }
}
