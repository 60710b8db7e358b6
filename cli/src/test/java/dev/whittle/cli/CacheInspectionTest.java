package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
    Terminal terminal = TestTerminal.of(out, err, environment);
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
    arguments.addAll(List.of("-o", temp.resolve("small.jar").toString()));
    arguments.addAll(options.length == 0 ? List.of("-q") : List.of(options));
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

  @Test
  void programsAndCratesAreListed() {
    assertEquals(0, run("cache", "ls"));
    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.get(0).startsWith("PROGRAM"), out.toString());
    assertTrue(lines.get(1).matches("small.jar +.*  1 +2 +1  .*" + output()), lines.get(1));
    assertTrue(lines.get(3).startsWith("CRATE"), out.toString());
    assertTrue(lines.get(4).matches("shop +\\S+ \\S+ +1 +4 .* 1  [0-9a-f]{12}"), lines.get(4));
    assertEquals(0, run("cache", "ls", "crates"));
    assertTrue(!out.toString().contains("small.jar"), out.toString());
    assertEquals(0, run("cache", "ls", "programs", "--json"));
    for (String field :
        List.of("name", "output", "key", "bytes", "classes", "functions", "builds", "used")) {
      assertSays("\"" + field + "\": ");
    }
    assertTrue(!out.toString().contains("crates"), out.toString());
    assertEquals(2, run("cache", "ls", "jars"));
    assertEquals(2, run("cache", "ls", "--sort", "colour"));
    assertEquals(1, err.toString().lines().filter(l -> l.contains("error")).count());
  }

  private String output() {
    return temp.resolve("small.jar").toString();
  }

  @Test
  void whatIsSortedComesInOrder() throws IOException {
    String other = temp.resolve("a-larger.jar").toString();
    Path source = temp.resolve("more/app/More.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        "package app; public class More { public static void main(String[] a) { f(); g(); h(); }"
            + " static void f() {} static void g() {} static void h() {} }");
    String classes = temp.resolve("bigger").toString();
    ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-d", classes, "-proc:none", source.toString());
    assertEquals(0, run("build", classes, "--main-class", "app.More", "-o", other, "-q"));
    assertEquals(List.of("a-larger.jar", "small.jar"), listed("name"));
    assertEquals(List.of("a-larger.jar", "small.jar"), listed("functions"));
    build(MAIN);
    assertEquals(List.of("small.jar", "a-larger.jar"), listed("used"));
  }

  private List<String> listed(String order) {
    assertEquals(0, run("cache", "ls", "programs", "--sort", order), err.toString());
    return out.toString().lines().skip(1).map(line -> line.split(" ")[0]).toList();
  }

  @Test
  void aFunctionIsShownWithWhatItsKeyIsMadeOf() {
    assertEquals(0, run("cache", "show", "Main.price"));
    assertSays("function app.Main.price(int)");
    assertSays("does app.Main.price(int) survive?  yes");
    assertTrue(out.toString().contains(output()), out.toString());
    String image = value("image key");
    assertEquals(0, run("cache", "show", image.substring(0, 10)));
    assertSays("class app.Main");
    assertSays("does app.Main.rebate(int) survive?");
    String code =
        out.toString().replaceAll("(?s).*price\\(int\\) +[0-9a-f]{16} +([0-9a-f]{16}).*", "$1");
    assertEquals(0, run("cache", "show", code));
    assertSays("code " + code);
    assertSays("app.Main.price(int)");
  }

  private String value(String name) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith("  " + name + "  "))
        .map(line -> line.substring(name.length() + 2).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in:\n" + out));
  }

  @Test
  void cratesProgramsAndOutputsAreShown() throws IOException {
    assertEquals(0, run("cache", "show", "shop"));
    assertSays("crate shop");
    assertTrue(value("path").equals(temp.resolve("shop").toString()));
    String key = value("key");
    String content = value("content");
    assertEquals(0, run("cache", "show", key));
    assertSays("crate shop");
    assertEquals(0, run("cache", "show", content));
    assertSays("crate shop");
    assertEquals(0, run("cache", "show", "small.jar"));
    assertTrue(out.toString().lines().anyMatch(l -> l.matches(" *main +app.Main")), out.toString());
    assertEquals(0, run("cache", "show", output(), "--json"));
    assertSays("\"what\": \"program\"");
    assertSays("\"keyInputs\": [");
    String sha = dev.whittle.cache.Digest.sha256OfFile(temp.resolve("small.jar")).toString();
    assertEquals(0, run("cache", "show", sha));
    assertSays("output " + sha);
  }

  @Test
  void aNameThatNothingHasIsOneLineWithWhatIsCalledAlike() {
    assertEquals(1, run("cache", "show", "Main.prise"));
    assertEquals(
        "whittle: error: nothing in the cache is called Main.prise; did you mean"
            + " app.Main.price(int)?\n",
        err.toString());
    assertEquals(1, run("cache", "show", "shopp"));
    assertTrue(err.toString().contains("did you mean shop?"), err.toString());
    assertEquals(1, run("cache", "show", "0".repeat(64)));
    assertTrue(err.toString().startsWith("whittle: error: no key 000"), err.toString());
    assertEquals(1, run("cache", "why", "Main.nothing"));
    assertEquals(1, err.toString().lines().count());
    assertEquals(1, run("cache", "why", "Main.price", "--build", "other.jar"));
    assertTrue(err.toString().contains("knows of no build of other.jar"), err.toString());
    assertEquals(2, run("cache", "show"));
    assertEquals(2, run("cache", "why"));
  }

  @Test
  void anAmbiguousKeyNamesThoseThatItMayBe() throws IOException {
    Path contents = temp.resolve("cache/v1/cas/ab");
    Files.createDirectories(contents);
    for (String end : List.of("1", "2")) {
      Files.write(contents.resolve("abcdef" + "0".repeat(57) + end), new byte[1]);
    }
    assertEquals(1, run("cache", "show", "ABCDEF"));
    assertTrue(
        err.toString().startsWith("whittle: error: abcdef is the beginning of 2 keys: abcdef000"),
        err.toString());
    assertEquals(0, run("cache", "show", "abcdef" + "0".repeat(57) + "1"));
  }

  @Test
  void whyNamesTheBody() throws IOException {
    build(MAIN.replace("n * 7", "n * 8"));
    assertEquals(0, run("cache", "why", "Main.price"));
    assertEquals("generated: body differs", value("came"));
    assertEquals("body of the function; class", value("changed"));
    assertTrue(
        out.toString()
            .lines()
            .anyMatch(l -> l.matches(".* body of the function +[0-9a-f]{16} +[0-9a-f]{16}")),
        out.toString());
    assertEquals(0, run("cache", "why", "Main.main"));
    assertEquals(
        "its code was in the cache; the image of its class was not (class differs)", value("came"));
    assertEquals("class", value("changed"));
    assertEquals(0, run("cache", "why", "app.Main"));
    assertEquals("class; body of price(I)I", value("changed"));
  }

  @Test
  void whyNamesTheAnswerThatDiffers() throws IOException {
    Path rules = temp.resolve("rules.txt");
    Files.writeString(rules, "app.Main#rebate\n");
    build(MAIN, "--keep", rules.toString());
    assertEquals(0, run("cache", "why", "app.Main.price"));
    assertEquals("does app.Main.rebate(int) survive?", value("changed"));
    assertTrue(
        out.toString().lines().anyMatch(l -> l.matches(".*does .*rebate.* survive\\? +no +yes")),
        out.toString());
    assertEquals(
        "its code was in the cache; the image of its class was not (fact differs: what survives"
            + " of a function)",
        value("came"));
    assertEquals(0, run("cache", "why", "app.Main.rebate"));
    assertEquals("generated: never seen", value("came"));
    assertEquals(0, run("cache", "why", "app.Main.rebate", "--json"));
    assertSays(
        """
                  "input": "body of the function",
                  "before": "not in that build",
        """);
  }

  @Test
  void whyNamesAnOption() throws IOException {
    build(MAIN, "--clean-up", "release");
    assertEquals(0, run("cache", "why", "app.Main.main"));
    assertTrue(value("changed").contains("clean-up"), out.toString());
    assertTrue(value("came").contains("options differ"), out.toString());
  }

  @Test
  void whyKnowsTheChangesOfEarlierBuilds() throws IOException {
    String edited = MAIN.replace("n * 7", "n * 8");
    build(edited);
    build(edited.replace("println(", "print("));
    assertEquals(0, run("cache", "why", "Main.price"));
    assertEquals("class", value("changed"));
    List<String> changes = out.toString().lines().dropWhile(l -> !l.equals("  changes")).toList();
    assertEquals(
        List.of("class", "body of the function", "class"),
        changes.stream()
            .skip(2)
            .map(l -> l.replaceAll(" +\\S+ \\S+ +(.*?) +[0-9a-f]{16} +[0-9a-f]{16}", "$1"))
            .toList(),
        out.toString());
    assertEquals(0, run("cache", "why", "Main.price", "--build", output()));
  }

  @Test
  void aFunctionThatIsGoneIsComparedInTheBuildThatHadIt() throws IOException {
    build(MAIN.replace("price(a.length)", "a.length"));
    assertEquals(0, run("cache", "why", "Main.price"));
    assertTrue(!value("not in the build").isEmpty(), out.toString());
  }

  @Test
  void aCacheThatIsEmptyIsSaidToBe() throws IOException {
    assertEquals(0, run("cache", "clear"));
    assertEquals(0, run("cache", "ls"));
    assertEquals(3, out.toString().lines().count(), out.toString());
    assertEquals(1, run("cache", "why", "Main.price"));
    assertEquals("whittle: error: the cache knows of no build yet\n", err.toString());
    assertEquals(1, run("cache", "show", "Main.price"));
    assertEquals("whittle: error: nothing in the cache is called Main.price\n", err.toString());
    assertEquals(0, run("cache", "stats", "-v"));
    assertEquals(0, run("cache", "verify"));
    assertEquals(0, run("cache", "gc", "--dry-run"));
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
    Path foreign = temp.resolve("foreign");
    Files.createDirectories(foreign.resolve("v1/cas"));
    Files.writeString(foreign.resolve("v1/cas/readme"), "not ours");
    Files.createDirectories(foreign.resolve("v1/ledger/ab"));
    Files.writeString(foreign.resolve("v1/ledger/ab/later.3"), "of a later version");
    Files.createDirectories(foreign.resolve("v1/packs"));
    Files.writeString(foreign.resolve("v1/packs/x.pack"), "no pack");
    for (String[] command :
        new String[][] {{"ls"}, {"ls", "--json"}, {"stats"}, {"show", "x"}, {"why", "x"}}) {
      List<String> arguments = new ArrayList<>(List.of("cache"));
      arguments.addAll(List.of(command));
      arguments.addAll(List.of("--cache-dir", foreign.toString()));
      int exit = run(arguments.toArray(String[]::new));
      assertEquals(List.of("show", "why").contains(command[0]) ? 1 : 0, exit, err.toString());
      assertTrue(err.toString().lines().count() <= 1, err.toString());
    }
    assertTrue(Files.exists(foreign.resolve("v1/ledger/ab/later.3")));
  }

  @Test
  void aDirectoryThatIsAFileIsOneLine() throws IOException {
    Path file = temp.resolve("file");
    Files.writeString(file, "x");
    assertEquals(1, run("cache", "why", "x", "--cache-dir", file.toString()));
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void whatIsDamagedIsSaidToBeAndTheRestIsShown() throws IOException {
    try (var files = Files.walk(temp.resolve("cache/v1/ledger"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[50]);
      }
    }
    assertEquals(0, run("cache", "ls"));
    assertTrue(err.toString().contains("what is known of 1 program is damaged"), err.toString());
    assertTrue(out.toString().contains("shop"), out.toString());
    assertEquals(1, run("cache", "verify"));
    assertTrue(err.toString().contains("/ledger/"), err.toString());
    assertEquals(0, run("cache", "verify", "--repair"));
    build(MAIN.replace("n * 7", "n * 9"));
    assertEquals(0, run("cache", "why", "Main.price"));
    assertEquals("no earlier build is known", value("changed"));
  }

  @Test
  void withoutTheImagesThereIsLessToSay() throws IOException {
    build(MAIN.replace("n * 7", "n * 8"));
    try (var files = Files.list(temp.resolve("cache/v1/packs"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".pack")).toList()) {
        Files.write(file, new byte[100]);
      }
    }
    assertEquals(0, run("cache", "why", "Main.price"));
    assertEquals(0, run("cache", "show", "app.Main"));
    assertSays("not in the cache any more");
    try (var files = Files.walk(temp.resolve("cache/v1/cas"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[100]);
      }
    }
    assertEquals(0, run("cache", "ls"));
    assertEquals(0, run("cache", "show", "shop"));
    assertSays("not in the cache any more");
    assertEquals(0, run("cache", "why", "app.Main"));
    assertSays("not known any more");
  }

  @Test
  void helpHasExamples() {
    for (String command : List.of("ls", "show", "why", "stats", "verify", "gc", "clear", "path")) {
      assertEquals(0, run("cache", command, "--help"));
      assertSays("whittle cache " + command);
    }
    assertEquals(2, run("cache"));
    assertTrue(err.toString().contains("one of path, stats, ls, show, why"), err.toString());
  }

  @Test
  void aBuildSaysWhatItMissed() throws IOException {
    build(MAIN.replace("n * 7", "n * 8"), "-v");
    List<String> missed =
        err.toString().lines().filter(l -> l.startsWith("not in the cache")).sorted().toList();
    assertEquals(
        List.of(
            "not in the cache: 1 classes (1 class differs)",
            "not in the cache: 1 crates (1 input differs)",
            "not in the cache: 1 functions (1 body differs)",
            "not in the cache: 1 outputs (1 input differs)"),
        missed);
  }
}
