package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is generated again when something changes, and where everything else comes from: functions
 * of what people edit, classes of what they do not.
 */
class GranularityTest {
  private static final String LIB =
      "package lib; public class Lib { public static int one() { return 1; } public static int"
          + " two() { return 2; } public static int three() { return one() + 5; } }";

  @TempDir Path temp;
  private TestProgram program;
  private Path lib;
  private final Map<String, String> app = new HashMap<>();

  /** Whether the program is a jar, too. */
  private boolean isJar;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    writeLib(LIB);
    app.put(
        "app/Main.java",
        """
        package app;
        public class Main {
          public static void main(String[] a) { System.out.println(f() + g() + Other.h()); }
          static int f() { return lib.Lib.one(); }
          static int g() { return 7; }
        }
        """);
    app.put(
        "app/Other.java",
        """
        package app;
        class Other {
          static int h() { return lib.Lib.two() * 3; }
        }
        """);
  }

  private void writeLib(String source) throws IOException {
    lib = program.jar("lib", libClasses(source), Map.of());
  }

  private Path libClasses(String source) throws IOException {
    return program.classes("lib", Map.of("lib/Lib.java", source));
  }

  /** The functions of a build of the program, whose output is what generating all gives. */
  private BuildReport.Functions build() throws IOException {
    Path classes = program.classes("app", app, lib);
    Files.createDirectories(classes.resolve("META-INF"));
    Files.writeString(
        classes.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nMain-Class: app.Main\n");
    Path root = isJar ? program.jar("app", classes, Map.of()) : classes;
    BuildRequest request = program.request(temp.resolve("out/small.jar"), root, lib);
    BuildReport report = Build.run(request, _ -> {});
    byte[] cached = Files.readAllBytes(temp.resolve("out/small.jar"));
    Build.recompute(program.request(temp.resolve("out/fresh.jar"), root, lib), _ -> {});
    assertArrayEquals(Files.readAllBytes(temp.resolve("out/fresh.jar")), cached);
    return report.total().functions();
  }

  private void edit(String file, String from, String to) {
    app.compute(file, (_, source) -> source.replace(from, to));
  }

  private static void assertCame(
      BuildReport.Functions functions, long generated, long classes, long own) {
    assertEquals(generated, functions.generated(), "generated");
    assertEquals(new BuildReport.Cached(0, classes, own), functions.from());
  }

  /** Main has four functions with its constructor, Other and Lib those that are reached. */
  @Test
  void anEditedFunctionIsGeneratedAndNothingElse() throws IOException {
    BuildReport.Functions cold = build();
    assertEquals(BuildReport.Cached.NONE, cold.from());
    long all = cold.generated();
    edit("app/Main.java", "return 7", "return 8");
    BuildReport.Functions warm = build();
    assertEquals(1, warm.generated());
    assertEquals(all, 1 + warm.from().classes() + warm.from().functions());
    assertEquals(3, warm.from().classes(), "Other.h, Lib.one and Lib.two");
  }

  @Test
  void aLineAboveAFunctionGeneratesNothing() throws IOException {
    long all = build().generated();
    edit("app/Main.java", "  static int f()", "  // a comment\n\n  static int f()");
    assertCame(build(), 0, 3, all - 3);
  }

  @Test
  void backwardsThroughASeriesOfEditsNothingIsGenerated() throws IOException {
    long all = build().generated();
    for (int i = 0; i < 3; i++) {
      edit("app/Other.java", "* 3", "* 3 + " + i);
      assertCame(build(), 1, all - 1, 0);
    }
    for (int i = 2; i >= 0; i--) {
      edit("app/Other.java", "* 3 + " + i, "* 3");
      assertEquals(0, build().generated());
    }
  }

  @Test
  void ofARootThatIsAJarTheClassesThatChangedAreGenerated() throws IOException {
    isJar = true;
    long all = build().generated();
    edit("app/Main.java", "return 7", "return 8");
    assertCame(build(), all - 3, 3, 0);
    edit("app/Main.java", "  static int f()", "  // a comment\n\n  static int f()");
    assertCame(build(), all - 3, 3, 0);
  }

  /** The fact that changes: a function of a dependency survives that did not before. */
  @Test
  void aFunctionThatComesInFromAJarIsGeneratedWithItsClass() throws IOException {
    long all = build().generated();
    edit("app/Main.java", "return 7", "return lib.Lib.three()");
    assertCame(build(), 4, 1, all - 4);
  }

  @Test
  void aFunctionThatComesInFromADirectoryIsGenerated() throws IOException {
    lib = libClasses(LIB);
    long all = build().generated();
    edit("app/Main.java", "return 7", "return lib.Lib.three()");
    assertCame(build(), 2, 1, all - 2);
  }

  /** The fact that changes: a class that an attribute names survives. */
  @Test
  void aClassThatSurvivesMissesTheImagesThatAskedAboutIt() throws IOException {
    app.put(
        "app/Other.java",
        app.get("app/Other.java")
            .replace("static int h()", "static class Inner {} static int h()"));
    long all = build().generated();
    edit("app/Main.java", "return 7", "return new Other.Inner().hashCode()");
    BuildReport.Functions warm = build();
    assertEquals(2, warm.generated(), "Main.g and the constructor of Inner");
    assertEquals(all - 1, warm.cached());
    assertEquals(2, warm.from().classes(), "Lib; Other asked about Inner");
  }

  /** Nothing asks about superclasses: codegen computes no frames. */
  @Test
  void anotherSuperclassInADependencyMissesThatClassOnly() throws IOException {
    writeLib(
        "package lib; public class Lib { public static int one() { return 1; }"
            + " public static int two() { return 2; } }");
    long all = build().generated();
    writeLib(
        "package lib; public class Lib extends Exception {"
            + " public static int one() { return 1; } public static int two() { return 2; } }");
    assertCame(build(), 2, all - 2, 0);
  }

  @Test
  void aClassInAnotherPlaceIsTheSame() throws IOException {
    long all = build().generated();
    Path moved = Files.move(lib, temp.resolve("renamed-2.0.jar"));
    lib = moved;
    assertCame(build(), 0, all, 0);
  }
}
