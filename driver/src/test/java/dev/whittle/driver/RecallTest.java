package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the outcome of the analysis is recalled, and when it must be found anew. */
class RecallTest {
  @TempDir Path temp;
  private TestProgram program;
  private Path lib;
  private Path keep;
  private String resource = "one";
  private final Map<String, String> app = new HashMap<>();

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    keep = Files.writeString(temp.resolve("keep.txt"), "lib.Kept\n");
    lib =
        program.jar(
            "lib",
            program.classes(
                "lib",
                Map.of(
                    "lib/Kept.java",
                    "package lib; public class Kept { public static int idle() { return 4; } }",
                    "lib/Lib.java",
                    "package lib; public class Lib { public static int one() { return 1; }"
                        + " public static int two() { return 2; } }")),
            Map.of());
    app.put(
        "app/Main.java",
        """
        package app;
        public class Main {
          public static void main(String[] a) throws Exception {
            System.out.println(f(3) + lib.Lib.one());
            if (a.length > 3) Class.forName(a[3]);
          }
          static int f(int x) { return x + 7; }
          static int unused(int x) { return x; }
        }
        """);
    app.put(
        "app/Failing.java",
        "package app; class Failing { static void fail(int x) { throw new Error(\"app.Named\"); }"
            + " }");
    app.put("app/Named.java", "package app; class Named {}");
    app.put("app/Next.java", "package app; class Next { static int n() { return 1; } }");
  }

  /** Builds, compares with a build that remembers nothing, and says whether it recalled. */
  private boolean recalls() throws IOException {
    Path classes = program.classes("app", app, lib);
    Files.writeString(classes.resolve("r.txt"), resource);
    Files.createDirectories(classes.resolve("META-INF"));
    Files.writeString(
        classes.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nMain-Class: app.Main\n");
    return recalls(classes);
  }

  private boolean recalls(Path root) throws IOException {
    BuildReport report = Build.run(request("small.jar", root), _ -> {});
    BuildReport fresh = Build.recompute(request("fresh.jar", root), _ -> {});
    assertArrayEquals(
        Files.readAllBytes(temp.resolve("out/fresh.jar")),
        Files.readAllBytes(temp.resolve("out/small.jar")));
    assertEquals(fresh.undecided(), report.undecided());
    assertEquals(fresh.policies(), report.policies());
    assertEquals(fresh.missing(), report.missing());
    assertEquals(fresh.total().functions().reached(), report.total().functions().reached());
    return report.stages().stream().noneMatch(stage -> stage.name().equals("reach"));
  }

  private BuildRequest request(String output, Path root) {
    BuildRequest request = program.request(temp.resolve("out").resolve(output), root, lib);
    return new RequestLike(request).keepRules(List.of(keep)).request();
  }

  private void edit(String file, String from, String to) {
    assertTrue(app.get(file).contains(from));
    app.compute(file, (_, source) -> source.replace(from, to));
  }

  @Test
  void whatAFunctionDoesMayChange() throws IOException {
    assertEquals(false, recalls());
    edit("app/Next.java", "return 1", "return 2");
    assertEquals(true, recalls(), "a function that nothing reaches");
    app.put(
        "app/Main.java",
        app.get("app/Main.java").replace("if (a.length > 3) Class.forName(a[3]);", ""));
    assertEquals(false, recalls(), "another call");
    edit("app/Main.java", "x + 7", "x > 2 ? x * 9 : x - 1");
    assertEquals(true, recalls(), "arithmetic");
    edit("app/Main.java", "x * 9", "x * 10");
    assertEquals(true, recalls(), "arithmetic again, after what was recalled");
    edit("app/Main.java", "static int f", "// a comment\n  static int f");
    assertEquals(true, recalls(), "lines");
  }

  @Test
  void linesOfWhatIsUndecidedAreThoseOfNow() throws IOException {
    assertEquals(false, recalls());
    edit("app/Main.java", "public class", "\n\npublic class");
    assertEquals(false, recalls());
    edit("app/Main.java", "x + 7", "x * 8");
    assertEquals(true, recalls(), "elsewhere in the class");
    edit("app/Main.java", "f(3)", "f(4)");
    assertEquals(false, recalls(), "the function itself");
  }

  @Test
  void whatTheAnalysisSeesMayNotChange() throws IOException {
    edit("app/Main.java", "if (a.length > 3) Class.forName(a[3]);", "");
    assertEquals(false, recalls());
    edit("app/Main.java", "x + 7", "x + lib.Lib.two()");
    assertEquals(false, recalls(), "a call more");
    edit("app/Main.java", "x + lib.Lib.two()", "x");
    assertEquals(false, recalls(), "a call less");
    edit("app/Main.java", "unused(int x) { return x;", "unused(int x) { return Next.n();");
    assertEquals(true, recalls(), "a call more in what nothing reaches");
    edit("app/Main.java", "return Next.n();", "return (\"x\" + x).length();");
    assertEquals(true, recalls(), "a nested class of the platform in an attribute");
    edit("app/Main.java", "static int unused", "private static int unused");
    assertEquals(false, recalls(), "a declaration");
    edit("app/Main.java", "public class", "class Other2 {} public class");
    assertEquals(false, recalls(), "a class more");
    resource = "two";
    assertEquals(false, recalls(), "a resource");
    Files.writeString(keep, "lib.Kept\napp.Named\n");
    assertEquals(false, recalls(), "a rule");
  }

  /** A call that is not decided may be in a function that has no code in another release. */
  @Test
  void releasesMayBeWithoutCode() throws IOException {
    app.put(
        "app/Main.java",
        """
        package app;
        public class Main {
          public static void main(String[] a) throws Exception { find(a[0]); }
          static void find(String name) throws Exception { Class.forName(name); }
        }
        """);
    assertEquals(false, recalls(withNativeFind()));
    edit("app/Main.java", "find(a[0])", "find(a[1])");
    assertEquals(true, recalls(withNativeFind()));
  }

  /** A jar in which {@code find} is native for release 9. */
  private Path withNativeFind() throws IOException {
    Map<String, String> other = new HashMap<>(app);
    other.computeIfPresent(
        "app/Main.java",
        (_, source) ->
            source
                .replace("void find", "native void find")
                .replace("{ Class.forName(name); }", ";"));
    Path variant = program.classes("variant", other, lib).resolve("app/Main.class");
    Path classes = program.classes("app", app, lib);
    Path place = classes.resolve("META-INF/versions/9/app/Main.class");
    Files.createDirectories(place.getParent());
    Files.copy(variant, place, StandardCopyOption.REPLACE_EXISTING);
    String manifest = "Manifest-Version: 1.0\nMain-Class: app.Main\nMulti-Release: true\n";
    return program.jar("app", classes, Map.of("META-INF/MANIFEST.MF", manifest));
  }

  /** Strings of code that only throws name nothing. */
  @Test
  void codeThatBeginsToReturnIsSeen() throws IOException {
    edit(
        "app/Main.java",
        "if (a.length > 3) Class.forName(a[3]);",
        "if (a.length > 5) Failing.fail(2);");
    assertEquals(false, recalls());
    edit("app/Failing.java", "throw", "if (x == 2) return; throw");
    assertEquals(false, recalls());
  }
}
