package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What options of {@code whittle build} take, and what files that it writes replace. */
class BuildOptionsTest {
  @TempDir static Path program;
  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void compile() throws IOException {
    Path source =
        Files.writeString(
            program.resolve("Main.java"),
            "public class Main { public static void main(String[] a) { } }");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", program.resolve("classes").toString(), source.toString()));
  }

  private int run(String... arguments) {
    Map<String, String> environment = Map.of("WHITTLE_CACHE_DIR", temp.resolve("cache").toString());
    return CommandLines.run(TestTerminal.of(out, err, environment), arguments);
  }

  /** A build of the program, with some options before the root. */
  private int build(String... before) {
    List<String> arguments = new ArrayList<>(List.of("build"));
    arguments.addAll(List.of(before));
    arguments.addAll(
        List.of(
            program.resolve("classes").toString(),
            "--main-class=Main",
            "-o",
            temp.resolve("out.jar").toString()));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void whatFollowsAnOptionThatMayStandAloneIsAnArgumentOfItsOwn() throws IOException {
    assertEquals(0, build("--cache-check"), err.toString());
    Path page = temp.resolve("page.html");
    assertEquals(0, build("--timings=" + page), err.toString());
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    assertEquals(2, build("--cache-check=many"));
    assertTrue(err.toString().contains("'many' is not an int"), err.toString());
    assertEquals(2, build("--timings="));
    assertTrue(err.toString().contains("--timings must not be empty"), err.toString());
  }

  @Test
  void aPageWithoutANameDoesNotTakeTheRootForOne() {
    CommandLine build = new CommandLine(new BuildCommand(terminal()));
    CommandLine.ParseResult parsed =
        build.parseArgs("first.jar", "--timings", "second.jar", "-o", "out.jar");
    assertEquals(List.of("first.jar", "second.jar"), parsed.matchedPositionalValue(0, List.of()));
    assertEquals(
        Path.of("whittle-timings.html"), parsed.matchedOptionValue("--timings", Path.of("none")));
  }

  /** So that no other option does either. */
  @Test
  void allOptionsThatMayStandAloneAreOfThatKind() {
    CommandLine whittle = CommandLines.ofEverything(terminal());
    List<String> others = new ArrayList<>();
    List<CommandLine> commands = new ArrayList<>(List.of(whittle));
    for (int i = 0; i < commands.size(); i++) {
      commands.addAll(commands.get(i).getSubcommands().values());
      for (CommandLine.Model.OptionSpec option : commands.get(i).getCommandSpec().options()) {
        boolean mayStandAlone = option.arity().min() == 0 && option.arity().max() > 0;
        boolean isOfThatKind =
            option.preprocessor() instanceof AttachedValue && option.defaultValue() == null;
        if (mayStandAlone && !isOfThatKind) {
          others.add(commands.get(i).getCommandName() + " " + option.longestName());
        }
      }
    }
    assertTrue(commands.size() > 12, commands.toString());
    assertEquals(List.of(), others);
  }

  private Terminal terminal() {
    return TestTerminal.of(out, err, Map.of());
  }

  @Test
  void whatIsNoReportIsNotReplacedByOne() throws IOException {
    Path theirs = temp.resolve("lib.jar");
    byte[] content = {'P', 'K', 3, 4, 0};
    Files.write(theirs, content);
    for (String option : List.of("--timings=", "--report=", "--reasons=")) {
      err.getBuffer().setLength(0);
      assertEquals(1, build(option + theirs), err.toString());
      assertEquals(
          "whittle: error: %s: is there already and no report of Whittle's, so it is not replaced%n"
              .formatted(theirs),
          err.toString());
      assertArrayEquals(content, Files.readAllBytes(theirs));
      assertFalse(Files.exists(temp.resolve("out.jar")), "nothing is built");
    }
  }

  @Test
  void whatAnEarlierBuildWroteIsReplaced() throws IOException {
    for (String option : List.of("--timings=", "--report=", "--reasons=")) {
      Path file = Files.createFile(temp.resolve(option));
      assertEquals(0, build(option + file), err.toString());
      String first = Files.readString(file);
      Files.writeString(file, first.strip());
      assertEquals(0, build(option + file), err.toString());
      assertTrue(Files.readString(file).endsWith("\n"), option);
    }
  }

  /** It is said before anything is made of the inputs: with -v, each stage that is done is said. */
  @Test
  void whatIsNoJdkIsSaidFirst() throws IOException {
    Path empty = Files.createDirectories(temp.resolve("empty"));
    Path broken = Files.createDirectories(temp.resolve("broken/lib")).getParent();
    Files.writeString(broken.resolve("lib/modules"), "no image");
    Path nowhere = temp.resolve("nowhere");
    Map<Path, String> all =
        Map.of(
            nowhere, ": no such directory",
            empty, ": not a JDK 9 or later (no lib/modules)",
            broken, ": no readable JDK (");
    for (Map.Entry<Path, String> one : all.entrySet()) {
      for (List<String> more : List.of(List.<String>of(), List.of("--eager"))) {
        err.getBuffer().setLength(0);
        List<String> options = new ArrayList<>(more);
        options.addAll(List.of("-v", "--jdk", one.getKey().toString()));
        assertEquals(1, build(options.toArray(String[]::new)), err.toString());
        assertTrue(
            err.toString().contains("whittle: error: " + one.getKey() + one.getValue()),
            err.toString());
        assertFalse(err.toString().contains("\nlower "), err.toString());
      }
    }
  }

  @Test
  void aCacheThatCanBeNoneIsSaid() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "theirs");
    for (Path place : List.of(file, file.resolve("cache"))) {
      String directory = place.toString();
      err.getBuffer().setLength(0);
      assertEquals(0, build("--cache-dir", directory), err.toString());
      String warning =
          "warning: " + place + ": not a directory, so nothing is kept for later builds";
      assertEquals(warning, err.toString().lines().findFirst().orElse(""));
      err.getBuffer().setLength(0);
      assertEquals(0, build("-q", "--cache-dir", directory), err.toString());
      assertEquals("", err.toString());
      for (String command : List.of("stats", "ls", "verify", "gc", "clear")) {
        err.getBuffer().setLength(0);
        assertEquals(1, run("cache", command, "--cache-dir", directory), err.toString());
        assertEquals(
            "whittle: error: %s: not a directory, and so no cache%n".formatted(place),
            err.toString());
      }
      assertEquals(1, run("cache", "show", "x", "--cache-dir", directory));
      assertEquals(0, run("cache", "path", "--cache-dir", directory));
    }
    assertEquals("theirs", Files.readString(file));
  }
}
