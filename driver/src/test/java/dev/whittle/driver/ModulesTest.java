package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that module descriptors name: found by a program that is a module, and by no other. */
class ModulesTest {
  private static final String MANIFEST = "Manifest-Version: 1.0\r\nMain-Class: app.Main\r\n\r\n";

  private static final String MAIN =
      """
      package app;
      public class Main {
        public static void main(String[] args) {
          for (var speaker : java.util.ServiceLoader.load(lib.Speaker.class)) {
            System.out.println(speaker.speak());
          }
          System.out.println("end");
        }
      }
      """;

  @TempDir Path temp;
  private TestProgram program;
  private Path lib;

  private static String provider(String name, String service, String more) {
    return "package lib; public class %s implements %s { public String speak() { return \"%s\"; } %s}"
        .formatted(name, service, name, more);
  }

  @BeforeEach
  void library() throws IOException {
    program = new TestProgram(temp);
    Map<String, String> sources = new HashMap<>();
    sources.put(
        "module-info.java",
        """
        module lib {
          exports lib;
          provides lib.Speaker with lib.Listed, lib.Loud, lib.Made;
          provides lib.Unused with lib.Quiet;
        }
        """);
    sources.put("lib/Speaker.java", "package lib; public interface Speaker { String speak(); }");
    sources.put("lib/Unused.java", "package lib; public interface Unused { String speak(); }");
    sources.put("lib/Listed.java", provider("Listed", "Speaker", ""));
    sources.put("lib/Loud.java", provider("Loud", "Speaker", ""));
    sources.put(
        "lib/Made.java",
        provider("Made", "Speaker", "public static Speaker provider() { return new Made(); } "));
    sources.put("lib/Quiet.java", provider("Quiet", "Unused", ""));
    Path classes = program.classes("lib", sources);
    lib = program.jar("lib", classes, Map.of("META-INF/services/lib.Speaker", "lib.Listed"));
  }

  private BuildReport build(String name, Path app) {
    BuildRequest request = program.request(temp.resolve(name + ".jar"), app, lib);
    return Build.run(request, _ -> {});
  }

  @Test
  void aProgramThatIsAModuleFindsThem() throws Exception {
    Path classes =
        program.classes(
            "app",
            Map.of(
                "module-info.java",
                "module app { requires lib; uses lib.Speaker; }",
                "app/Main.java",
                MAIN),
            lib);
    Path app = program.jar("app", classes, Map.of("META-INF/MANIFEST.MF", MANIFEST));
    BuildReport report = build("small", app);
    Path small = temp.resolve("small.jar");
    assertEquals(
        "Listed\nLoud\nMade\nend\n",
        TestProgram.run("-p", app + java.io.File.pathSeparator + lib, "-m", "app/app.Main"));
    assertEquals("Listed\nLoud\nend\n", TestProgram.run(small));
    assertTrue(
        report.notes().stream().anyMatch(n -> n.contains("lib.Made provides lib.Speaker")),
        report.notes()::toString);
    List<String> entries = TestProgram.entries(small);
    assertTrue(entries.contains("lib/Loud.class"));
    assertFalse(entries.contains("lib/Quiet.class"));
    assertFalse(entries.contains("META-INF/services/lib.Unused"));
    assertFalse(entries.contains("module-info.class"));
  }

  @Test
  void aProgramOnTheClassPathDoesNot() throws Exception {
    Path classes = program.classes("app", Map.of("app/Main.java", MAIN), lib);
    Path app = program.jar("app", classes, Map.of("META-INF/MANIFEST.MF", MANIFEST));
    build("small", app);
    Path small = temp.resolve("small.jar");
    assertEquals(
        TestProgram.run("-cp", app + java.io.File.pathSeparator + lib, "app.Main"),
        TestProgram.run(small));
    assertFalse(TestProgram.entries(small).contains("lib/Loud.class"));
  }
}
