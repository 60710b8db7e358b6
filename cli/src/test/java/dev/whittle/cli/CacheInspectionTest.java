package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say that look into the cache, of a program that is built and edited. */
class CacheInspectionTest {
  private static final String MAIN =
      """
      package app;
      public class Main {
        public static void main(String[] a) { System.out.println(price(a.length)); }
        static int price(int n) { return n * 7; }
        static int rebate(int n) { return n / 2; }
      }
      """;

  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void program() throws IOException {
    build(MAIN);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment =
        Map.of(
            "WHITTLE_CACHE_DIR",
            temp.resolve("cache").toString(),
            "JAVA_HOME",
            System.getProperty("java.home"));
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Terminal.Audience.NOBODY,
            environment);
    return CommandLines.run(terminal, arguments);
  }

  private void build(String main, String... options) throws IOException {
    Path source = temp.resolve("src/app/Main.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, main);
    String classes = temp.resolve("shop").toString();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes, "-proc:none", source.toString());
    assertEquals(0, exit);
    List<String> arguments = new ArrayList<>(List.of("build", classes, "--main-class", "app.Main"));
    arguments.addAll(List.of("-o", temp.resolve("small.jar").toString(), "-q"));
    arguments.addAll(List.of(options));
    assertEquals(0, run(arguments.toArray(String[]::new)), err.toString());
  }

  private void assertSays(String text) {
    assertTrue(out.toString().contains(text), "'" + text + "' is not in:\n" + out + err);
  }

  @Test
  void statisticsSayWhyMissesMissed() throws IOException {
    build(MAIN.replace("n * 7", "n * 8"));
    assertEquals(0, run("cache", "stats"));
    assertTrue(!out.toString().contains("missed because"), out.toString());
    assertEquals(0, run("cache", "stats", "-v"));
    assertSays("missed because");
    assertTrue(
        out.toString().lines().anyMatch(l -> l.matches(" *body differs +- +- +- +1")),
        out.toString());
    assertTrue(
        out.toString().lines().anyMatch(l -> l.matches(" *never seen +1 +1 +1 +2")),
        out.toString());
    assertEquals(0, run("cache", "stats", "--json"));
    assertSays(
        """
            "functions": {
              "body differs": 1,
              "never seen": 2
            },
        """);
    assertSays("\"misses\": {");
    assertTrue(!out.toString().contains("miss: "), out.toString());
    assertEquals(0, run("cache", "stats", "--zero"));
    assertEquals(0, run("cache", "stats", "-v"));
    assertSays("none counted yet");
  }
}
