package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return run(Terminal.Audience.NOBODY, arguments);
  }

  private int run(Terminal.Audience audience, String... arguments) {
    Map<String, String> environment = Map.of("WHITTLE_CACHE_DIR", temp.resolve("cache").toString());
    return CommandLines.run(
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), audience, environment),
        arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "lower", "mir", "why", "trace", "verify", "cache"})
  void helpTeachesWithExamples(String command) {
    assertEquals(0, run(command, "--help"));
    assertTrue(out.toString().contains("Usage: whittle " + command), out.toString());
    assertTrue(out.toString().contains("Examples:"), out.toString());
    assertEquals("", err.toString());
    assertFalse(out.toString().contains("\u001b"), "no colours for a file");
  }

  @Test
  void withoutACommandThereIsHelp() {
    assertEquals(0, run());
    assertTrue(out.toString().contains("Commands:"), out.toString());
  }

  @Test
  void versionNamesTheJavaItRunsOn() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("whittle "), out.toString());
    assertTrue(out.toString().contains("Java " + Runtime.version()), out.toString());
  }

  @Test
  void coloursOnlyOnATerminal() {
    assertEquals(0, run(Terminal.Audience.BOTH, "build", "--help"));
    assertTrue(out.toString().contains("\u001b["), "colours for a terminal");
  }

  @Test
  void usageErrorsAreTwo() {
    assertEquals(2, run("bild"));
    assertTrue(err.toString().contains("Did you mean: whittle build?"), err.toString());
    assertEquals(2, run("build", "app.jar"));
    assertEquals(2, run("build", "app.jar", "-o", "x.jar", "-q", "-v"));
    assertEquals(2, run("build", temp.toString(), "-o", "x.jar", "--threads", "0"));
    assertEquals(2, run("cache"));
  }

  @Test
  void emptyArgumentsAreUsageErrors() {
    assertEquals(2, run("build", temp.toString(), "-o", ""));
    assertTrue(err.toString().contains("--output must not be empty"), err.toString());
    assertEquals(2, run("build", "", "-o", "x.jar"));
    assertTrue(err.toString().contains("ROOT must not be empty"), err.toString());
    assertEquals(2, run("lower", temp.toString(), "-o="));
    assertEquals(2, run("why", "", "x"));
    assertEquals(2, run("mir", temp.toString(), ""));
    assertEquals(2, run("cache", "path", "--cache-dir", ""));
  }

  /** The folder that tests run in is none to build, so the root is one that is not there. */
  @Test
  void anEmptyElementOfTheClassPathIsSaid() {
    String classPath = temp + File.pathSeparator;
    assertEquals(1, run("build", "no.jar", "-cp", classPath, "-o", "x.jar"));
    String warning =
        "warning: the class path has an empty element: as for java, it is the current directory, "
            + Path.of("").toAbsolutePath();
    assertEquals(List.of(warning), err.toString().lines().limit(1).toList());
    err.getBuffer().setLength(0);
    assertEquals(1, run("build", "no.jar", "-cp", temp.toString(), "-o", "x.jar"));
    assertFalse(err.toString().contains("warning"), err.toString());
  }

  @Test
  void helpIsACommandToo() {
    assertEquals(0, run("help", "build"));
    assertTrue(out.toString().contains("Usage: whittle build"), out.toString());
  }

  @Test
  void diagnosticsAreOneAndOneLine() {
    assertEquals(1, run("build", "no-such.jar", "-o", "x.jar"));
    assertEquals(
        "whittle: error: no-such.jar: no such file or directory%n".formatted(), err.toString());
  }

  @Test
  void aDefectOfWhittleIsThreeAndSaysHowToReportIt() {
    PrintWriter broken =
        new PrintWriter(out) {
          @Override
          public void println(Object line) {
            throw new IllegalStateException("a defect");
          }

          @Override
          public void println(String line) {
            throw new IllegalStateException("a defect");
          }
        };
    Terminal terminal =
        new Terminal(
            broken,
            new PrintWriter(err, true),
            Terminal.Audience.NOBODY,
            Map.of("WHITTLE_CACHE_DIR", temp.toString()));
    assertEquals(3, CommandLines.run(terminal, "cache", "path"));
    String said = err.toString();
    assertTrue(said.startsWith("whittle: error: internal error in phase "), said);
    assertTrue(said.contains("  version   whittle "), said);
    assertTrue(said.contains("To report it:"), said);
  }

  @Test
  void argumentsFromAFile() throws IOException {
    Path arguments = temp.resolve("arguments");
    Files.writeString(arguments, "build\nno-such.jar\n-o x.jar\n");
    assertEquals(1, run("@" + arguments));
    assertTrue(err.toString().contains("no-such.jar"), err.toString());
  }

  @Test
  void theCacheSaysWhereItIsAndWhatItHolds() {
    assertEquals(0, run("cache", "path"));
    assertEquals(temp.resolve("cache") + System.lineSeparator(), out.toString());
    assertEquals(0, run("cache", "stats", "--cache-dir", temp.resolve("other").toString()));
    assertTrue(out.toString().contains("size       0 bytes"), out.toString());
    assertEquals(0, run("cache", "clear"));
  }

  /** With a class that nothing but the file that another one includes names. */
  @Test
  void rulesMayIncludeOthers() throws Exception {
    Path source = Files.writeString(temp.resolve("Main.java"), MAIN_AND_OTHERS);
    Path classes = temp.resolve("included");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString()));
    Path rules = Files.createDirectories(temp.resolve("rules"));
    Files.writeString(rules.resolve("a.pro"), "-dontwarn\n  -include 'sub/b.pro'\n@c.pro\n");
    Files.createDirectories(rules.resolve("sub"));
    Files.writeString(rules.resolve("sub/b.pro"), "-include ../a.pro\n-keep class First");
    Files.writeString(rules.resolve("c.pro"), "-keep\n@Mark\nclass *");
    List<String> build =
        List.of(
            "build",
            classes.toString(),
            "--main-class",
            "Main",
            "-o",
            temp.resolve("out.jar").toString(),
            "--keep",
            rules.resolve("a.pro").toString());
    assertEquals(0, run(build.toArray(String[]::new)), err.toString());
    assertTrue(err.toString().contains("options that mean nothing here: -dontwarn\n"), err + "");
    try (JarFile jar = new JarFile(temp.resolve("out.jar").toFile())) {
      assertNotNull(jar.getEntry("First.class"));
      assertNotNull(jar.getEntry("Second.class"));
      assertNull(jar.getEntry("Third.class"));
    }
    Files.delete(rules.resolve("sub/b.pro"));
    assertEquals(1, run(build.toArray(String[]::new)));
    assertTrue(err.toString().contains("b.pro: no such file"), err.toString());
  }

  private static final String MAIN_AND_OTHERS =
      "public class Main { public static void main(String[] a) {} } class First {}"
          + " @interface Mark {} @Mark class Second {} class Third {}";

  /** Classes of a program, and {@code build} with them. */
  private String[] buildOfClasses(String output) throws IOException {
    Path source =
        Files.writeString(
            temp.resolve("Main.java"),
            "public class Main { public static void main(String[] a) { Other.used(); } } class"
                + " Other { static void used() {} static void unused() {} }");
    String classes = temp.resolve("classes").toString();
    assertEquals(
        0,
        javax.tools.ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes, source.toString()));
    return new String[] {"build", classes, "--main-class=Main", "-o", output};
  }

  @Test
  void aBuildSaysWhatItWroteAndReportsIt() throws Exception {
    String[] build = buildOfClasses(temp.resolve("small.jar").toString());
    Path report = temp.resolve("reports/small.json");
    assertEquals(0, run(with(build, "--report", report.toString())), err.toString());
    assertTrue(
        err.toString()
            .matches("(?s)Wrote .*small.jar: .* 2 of 2 classes, 2 of 5 functions, in .* s\\.\\R"),
        err.toString());
    assertTrue(Files.readString(report).contains("\"sha256\""));
  }

  @Test
  void aPlaceWithoutRoomForAReportIsFoundFirst() throws Exception {
    Files.writeString(temp.resolve("file"), "");
    String jar = temp.resolve("other.jar").toString();
    String[] build = buildOfClasses(jar);
    for (String bad : List.of(jar, temp.toString(), temp.resolve("file/report").toString())) {
      assertEquals(1, run(with(build, "--report", bad)));
      assertTrue(err.toString().contains("error: " + bad + ": "), err.toString());
      assertFalse(Files.exists(Path.of(jar)), "the report's place comes first");
    }
    assertEquals(2, run(with(build, "--reflection=lax")));
  }

  @Test
  void reasonsAreTheSameOnAnyNumberOfThreads() throws Exception {
    String[] build = buildOfClasses(temp.resolve("small.jar").toString());
    Path reasons = temp.resolve("reasons.jsonl");
    String written = null;
    for (String threads : List.of("1", "3")) {
      assertEquals(
          0,
          run(with(build, "--threads", threads, "--reasons", reasons.toString())),
          err.toString());
      assertTrue(written == null || written.equals(Files.readString(reasons)));
      written = Files.readString(reasons);
    }
    assertTrue(written.startsWith("{\"format\":1,"), written);
    assertTrue(written.contains("\"fact\":\"used\",\"of\":\"Other.used()V\"}"), written);
    assertTrue(written.contains("\"kind\":\"root\",\"canonical\":true}"), written);
    assertFalse(written.contains("unused"), written);
  }

  @Test
  void whyAnswersForAnOutput() throws Exception {
    String jar = temp.resolve("small.jar").toString();
    assertEquals(0, run(buildOfClasses(jar)), err.toString());
    assertEquals(0, run("why", jar, "Other.used"), err.toString());
    assertTrue(out.toString().startsWith("Other.used()"), out.toString());
    assertEquals(1, run("why", jar, "Other.unused"));
    assertTrue(out.toString().contains("is not in the build"), out.toString());
    assertEquals(0, run("why", "--json", jar, "Other.used"), err.toString());
    assertTrue(out.toString().contains("\"kept\": true,"), out.toString());
  }

  @Test
  void aCrateIsPrinted() throws Exception {
    String classes = buildOfClasses("")[1];
    assertEquals(0, run("lower", classes, "-o", temp.resolve("crates").toString(), "-q"));
    String crate = temp.resolve("crates/classes.mirc").toString();
    assertEquals(0, run("mir", crate, "Other.used"));
    assertTrue(out.toString().contains("fun static used()V"), out.toString());
    assertEquals(1, run("mir", crate, "Nothing"));
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
