package dev.whittle.dce.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.dce.metadata.Metadata.Access;
import dev.whittle.dce.metadata.Metadata.Condition;
import dev.whittle.dce.metadata.Metadata.Member;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetadataParserTest {
  private static final Condition ALWAYS = new Condition.Always();

  private static List<Metadata.Entry> parse(String file, String text) {
    return MetadataParser.parse(file, text.getBytes(StandardCharsets.UTF_8)).entries();
  }

  private static Metadata.Type type(String name, Set<Access> all, Member... members) {
    return new Metadata.Type(ALWAYS, name, all, List.of(members));
  }

  @Test
  void todaysForm() {
    List<Metadata.Entry> entries =
        parse(
            "x/reachability-metadata.json",
            """
            {"comment": "none",
             "reflection": [
               {"condition": {"typeReached": "a.C"}, "type": "a.B", "unsafeAllocated": true,
                "methods": [{"name": "<init>", "parameterTypes": []}, {"name": "run"}],
                "fields": [{"name": "f"}], "allPublicFields": true, "allDeclaredFields": false},
               {"type": {"proxy": ["a.I", "a.J"]}},
               {"type": "a.B[]"},
               {"type": "a.S", "serializable": true}],
             "jni": [{"type": "a.N", "allDeclaredMethods": true}]}
            """);
    assertEquals(
        List.of(
            new Metadata.Type(
                new Condition.Initialized("a/C"),
                "a/B",
                Set.of(Access.ALLOCATED, Access.PUBLIC_FIELDS),
                List.of(
                    new Member.Method("<init>", List.of()),
                    new Member.Method("run", null),
                    new Member.Field("f"))),
            new Metadata.Proxy(ALWAYS, List.of("a/I", "a/J")),
            type("a/S", Set.of(Access.SERIALIZED)),
            type("a/N", Set.of(Access.DECLARED_METHODS))),
        entries);
  }

  @Test
  void olderForms() {
    assertEquals(
        List.of(
            new Metadata.Type(
                new Condition.Reachable("a/C"),
                "a/B$D",
                Set.of(Access.QUERIED_DECLARED_METHODS, Access.PUBLIC_CONSTRUCTORS),
                List.of(new Member.Method("m", List.of("[I", "La/X;", "[[La/Y;"))))),
        parse(
            "reflect-config.json",
            """
            [{"condition": {"typeReachable": "a.C"}, "name": "a.B$D",
              "queryAllDeclaredMethods": true, "allPublicConstructors": true,
              "methods": [{"name": "m", "parameterTypes": ["int[]", "a.X", "a.Y[][]"]}]}]
            """));
    assertEquals(
        List.of(
            new Metadata.Proxy(ALWAYS, List.of("a/I")), new Metadata.Proxy(ALWAYS, List.of("a/J"))),
        parse("proxy-config.json", "[[\"a.I\"], {\"interfaces\": [\"a.J\"]}]"));
    assertEquals(
        List.of(
            type("a/P", Set.of(), new Member.Method("<init>", List.of())),
            type("a/B", Set.of(Access.SERIALIZED))),
        parse(
            "serialization-config.json",
            "[{\"name\": \"a.B\", \"customTargetConstructorClass\": \"a.P\"}]"));
    assertEquals(
        List.of(type("a/B", Set.of(Access.SERIALIZED)), type("a/L", Set.of(Access.SERIALIZED))),
        parse(
            "serialization-config.json",
            "{\"types\": [{\"name\": \"a.B\"}], \"lambdaCapturingTypes\": [{\"name\": \"a.L\"}]}"));
  }

  @Test
  void resources() {
    List<Metadata.Entry> entries =
        parse(
            "resource-config.json",
            """
            {"resources": {"includes": [{"pattern": "java.base:\\\\Qa/b.txt\\\\E"}],
                           "excludes": [{"pattern": ".*"}]},
             "globs": [{"glob": "c/*.txt"}],
             "bundles": [{"name": "mod:a.Messages", "locales": ["de"]}]}
            """);
    assertEquals(3, entries.size());
    assertTrue(matches(entries.get(0), "a/b.txt"));
    assertFalse(matches(entries.get(0), "a/bxtxt"));
    assertTrue(matches(entries.get(1), "c/d.txt"));
    assertEquals(new Metadata.Bundle(ALWAYS, "a.Messages"), entries.get(2));
  }

  private static boolean matches(Metadata.Entry entry, String path) {
    return ((Metadata.Resource) entry).path().matcher(path).matches();
  }

  @Test
  void globs() {
    assertFalse(MetadataParser.glob("a/*.txt").matcher("a/b/c.txt").matches());
    assertTrue(MetadataParser.glob("a/**/*.txt").matcher("a/b/c/d.txt").matches());
    assertTrue(MetadataParser.glob("a/**/*.txt").matcher("a/d.txt").matches());
    assertTrue(MetadataParser.glob("a/**").matcher("a/b/c").matches());
    assertTrue(MetadataParser.glob("a\\*b").matcher("a*b").matches());
    assertFalse(MetadataParser.glob("a\\*b").matcher("axb").matches());
    assertFalse(MetadataParser.glob("a.b").matcher("axb").matches());
  }

  @Test
  void anythingElseIsNamed() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> parse("x/reflect-config.json", "[1"));
    assertEquals(
        "x/reflect-config.json: no reachability metadata: 1:3: expected ']'", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> parse("reflect-config.json", "[1]"));
    assertThrows(IllegalArgumentException.class, () -> parse("a.json", "\"text\""));
    assertThrows(
        IllegalArgumentException.class,
        () -> parse("a.json", "{\"resources\": [{\"pattern\": \"(\"}]}"));
  }
}
