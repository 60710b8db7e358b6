package dev.whittle.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource.Variant;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.RefusedClass;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.text.MirSyntaxError;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is printed parses to what it was, and prints again as the same text. */
class MirTextTest {
  private static final int CLASSES = 2000;

  @Test
  void randomClasses() {
    for (int seed = 0; seed < CLASSES; seed++) {
      ClassDef definition = RandomClassDefs.of(seed);
      String text = MirPrinter.print(definition);
      ClassDef parsed = MirParser.parseClass(text);
      assertEquals(text, MirPrinter.print(parsed), "seed " + seed);
      assertEquals(definition, parsed, "seed " + seed);
    }
  }

  @Test
  void classesInOneText() {
    List<ClassDef> definitions = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      definitions.add(RandomClassDefs.of(seed));
    }
    assertEquals(definitions, MirParser.parseClasses(MirPrinter.print(definitions)));
  }

  @Test
  void crate() {
    String text =
        """
        crate "app \\"1\\".jar" {
          class A version 61.0

          class b/B version 61.0 {
            source "B.java"

            fun m()V {
              refused "b/B.m()V: code cannot be followed"
            }
          }

          release 9 class A version 53.0

          release 21 class A version 65.65535

          resource "META-INF/MANIFEST.MF" text {
            "Manifest-Version: 1.0\\r\\n"
            "no line feed at the end: \u00e4"
          }

          resource "a.bin" hex {
            "00010203040506070809000102030405060708090001020304050607080900ff"
            "c0"
          }

          resource "empty" text
        }
        """;
    Crate crate = MirParser.parseCrate(text);
    assertEquals(List.of("A", "b/B"), crate.classNames());
    assertEquals(2, crate.variants("A").size());
    assertEquals(33, crate.resource("a.bin").orElseThrow().length);
    assertArrayEquals(new byte[0], crate.resource("empty").orElseThrow());
    String printed = MirPrinter.print(crate);
    assertEquals(text, printed);
    assertArrayEquals(CrateWriter.write(crate), CrateWriter.write(MirParser.parseCrate(printed)));
  }

  @Test
  void randomCratesGiveTheSameBytes() {
    for (int seed = 0; seed < 100; seed++) {
      List<ClassDef> classes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        classes.add(RandomClassDefs.named("p/C" + i, 6L * seed + i));
      }
      byte[] bytes = ("some text\n" + "\0".repeat(seed % 2) + "\u00e4 more").getBytes(UTF_8);
      Crate crate =
          new Crate(
              "c\ud800",
              classes.subList(0, 4),
              List.of(new Variant(9, classes.get(4)), new Variant(11, classes.get(5))),
              new TreeMap<>(Map.of("r/" + seed, bytes)),
              true,
              List.of(
                  new RefusedClass("p/ \" R", 0, "no class: \ud800"),
                  new RefusedClass("p/C0", 12, "r" + seed)));
      Crate parsed = MirParser.parseCrate(MirPrinter.print(crate));
      assertArrayEquals(CrateWriter.write(crate), CrateWriter.write(parsed), "seed " + seed);
    }
  }

  @Test
  void errorsSayWhere() {
    assertError("", "line 1, column 1: expected \"class\", found the end");
    assertError("class A", "line 1, column 8: expected \"version\", found the end");
    assertError(
        "class A version 61", "line 1, column 17: expected a version such as 65.0, found \"61\"");
    assertError(
        "class A version 61.0 {\n  fun m()V {\n    bb0:\n      %0 = frob %1\n  }\n}\n",
        "line 4, column 12: expected an operation or a constant, found \"frob\"");
    assertError(
        "class A version 61.0 {\n  fun m()V {\n    bb0:\n  }\n}\n",
        "line 4, column 3: expected a statement or a terminator, found \"}\"");
    assertError(
        "class A version 61.0 {\n  fun m()V {\n    bb1:\n      return\n  }\n}\n",
        "line 3, column 5: blocks are numbered in order: expected bb0");
    assertError(
        "class A version 61.0 {\n  source \"a\n\"\n}",
        "line 2, column 10: the string is not closed on its line");
    assertError(
        "class A version 61.0 {\n  field x: int\n}",
        "line 2, column 12: expected a field descriptor, found \"int\"");
    assertError(
        "class A version 61.0 {\n  fun m()V {\n    temps 3\n  }\n}\n",
        "line 3, column 5: a body needs at least one block");
    assertError(
        "class A version 61.0 {\n  field x: I = 2147483648\n}",
        "line 2, column 16: not a number that fits its type: 2147483648");
  }

  private static void assertError(String text, String message) {
    MirSyntaxError error = assertThrows(MirSyntaxError.class, () -> MirParser.parseClass(text));
    assertEquals(message, error.getMessage());
  }
}
