package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.symbols.MirListing;
import dev.whittle.driver.symbols.SymbolQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
  private static final String MANIFEST = "Manifest-Version: 1.0\r\nMain-Class: app.Main\r\n\r\n";

  @TempDir Path temp;
  private TestProgram program;
  private Path app;
  private Path lib;
  private Path out;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    out = temp.resolve("out/small.jar");
    Path libClasses =
        program.classes(
            "lib",
            Map.of(
                "lib/Greeting.java",
                """
                package lib;
                public class Greeting {
                  public static String of(String name) { return "Hello, " + name + "!"; }
                  public static String unused() { return Unused.text(); }
                }
                """,
                "lib/Unused.java",
                "package lib; public class Unused { static String text() { return \"\"; } }",
                "lib/Speaker.java",
                "package lib; public interface Speaker { String speak(); }",
                "lib/Loud.java",
                """
                package lib;
                public class Loud implements Speaker {
                  public String speak() { return "LOUD"; }
                }
                """));
    lib =
        program.jar(
            "lib",
            libClasses,
            Map.of("META-INF/services/lib.Speaker", "lib.Loud\n", "lib/text.txt", "text"));
    Path appClasses =
        program.classes(
            "app",
            Map.of(
                "app/Main.java",
                """
                package app;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    System.out.println(lib.Greeting.of("world"));
                    for (var speaker : java.util.ServiceLoader.load(lib.Speaker.class)) {
                      System.out.println(speaker.speak());
                    }
                    try (var in = Main.class.getResourceAsStream("/lib/text.txt")) {
                      System.out.println(new String(in.readAllBytes()));
                    }
                  }
                  static void unused() { lib.Greeting.unused(); }
                }
                """),
            lib);
    app = program.jar("app", appClasses, Map.of("META-INF/MANIFEST.MF", MANIFEST));
  }

  private static BuildReport build(BuildRequest request) {
    return Build.run(request, _ -> {});
  }

  @Test
  void theSmallerJarDoesTheSame() throws Exception {
    BuildReport report = build(program.request(out, app, lib));
    assertEquals("Hello, world!\nLOUD\ntext\n", TestProgram.run(out));
    List<String> entries = TestProgram.entries(out);
    assertEquals("META-INF/MANIFEST.MF", entries.getFirst());
    assertTrue(entries.contains("lib/Greeting.class"));
    assertFalse(entries.contains("lib/Unused.class"));
    assertEquals(5, report.total().classes().in());
    assertEquals(Files.size(out), report.total().bytes().out());
    assertTrue(report.total().functions().reached() < report.total().functions().in());
    assertEquals(
        List.of("recognize", "reuse", "lower", "roots", "recall", "reach", "generate", "link"),
        report.stages().stream().map(BuildReport.Stage::name).toList());
    assertEquals(2, report.crates().size());
  }

  @Test
  void aJarPerCrateDoesTheSame() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("dist"));
    BuildReport report = build(program.request(folder, app, lib));
    assertEquals("Hello, world!\nLOUD\ntext\n", TestProgram.run(folder.resolve("app.jar")));
    assertEquals(2, report.outputs().size());
    assertFalse(TestProgram.entries(folder.resolve("lib.jar")).contains("lib/Unused.class"));
  }

  @Test
  void eagerKeepsEverything() throws Exception {
    BuildRequest reached = program.request(out, app, lib);
    BuildReport report = build(with(reached, BuildRequest.Generation.EAGER, 2));
    assertEquals("Hello, world!\nLOUD\ntext\n", TestProgram.run(out));
    assertTrue(TestProgram.entries(out).contains("lib/Unused.class"));
    assertEquals(report.total().functions().in(), report.total().functions().reached());
  }

  private static BuildRequest with(
      BuildRequest request, BuildRequest.Generation generation, int threads) {
    return new RequestLike(request).generation(generation).threads(threads).request();
  }

  @Test
  void coldWarmAndAnyNumberOfThreadsGiveTheSameBytes() throws IOException {
    BuildRequest request = program.request(out, app, lib);
    build(request);
    byte[] cold = Files.readAllBytes(out);
    for (int threads : new int[] {1, 2, 5}) {
      Build.recompute(with(request, BuildRequest.Generation.REACHED, threads), _ -> {});
      assertArrayEquals(cold, Files.readAllBytes(out));
    }
  }

  @Test
  void cratesAndClassDirectoriesGiveTheSameProgram() throws Exception {
    Path crates = temp.resolve("crates");
    Inputs inputs = new Inputs(List.of(Input.of(app)), List.of(Input.of(lib)));
    Lower.run(inputs, crates, 2);
    build(program.request(out, app, lib));
    byte[] fromJars = Files.readAllBytes(out);
    Files.delete(app);
    Files.delete(lib);
    build(program.request(out, crates.resolve("app.mirc"), crates.resolve("lib.mirc")));
    assertArrayEquals(fromJars, Files.readAllBytes(out), "the source jars are out of reach");
  }

  @Test
  void damageInTheCacheIsRepaired() throws Exception {
    BuildRequest request = program.request(out, app, lib);
    build(request);
    byte[] expected = Files.readAllBytes(out);
    for (Path file : TestProgram.filesBelow(request.cacheDirectory())) {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        continue;
      }
      for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 10)) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 0x11;
        Files.write(file, flipped);
        Files.delete(out);
        build(request);
        assertArrayEquals(expected, Files.readAllBytes(out), file + " flipped at " + at);
        Build.recompute(request, _ -> {});
        assertArrayEquals(expected, Files.readAllBytes(out), file + " flipped at " + at);
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      build(request);
      assertArrayEquals(expected, Files.readAllBytes(out), file + " truncated");
      Build.recompute(request, _ -> {});
      assertArrayEquals(expected, Files.readAllBytes(out), file + " truncated");
    }
  }

  @Test
  void anEditedInputIsBuiltAnew() throws Exception {
    build(program.request(out, app, lib));
    Path changed =
        program.classes(
            "lib",
            Map.of(
                "lib/Loud.java",
                """
                package lib;
                public class Loud implements Speaker {
                  public String speak() { return "quiet"; }
                }
                """),
            lib);
    program.jar("lib", changed, Map.of("META-INF/services/lib.Speaker", "lib.Loud\n"));
    build(program.request(out, app, lib));
    assertTrue(TestProgram.run(out).startsWith("Hello, world!\nquiet\n"));
  }

  private String diagnostic(BuildRequest request) {
    List<Path> before = TestProgram.filesBelow(temp.resolve("out"));
    Diagnostic diagnostic = assertThrows(Diagnostic.class, () -> build(request));
    assertEquals(before, TestProgram.filesBelow(temp.resolve("out")), "no half-written output");
    assertFalse(diagnostic.getMessage().isBlank());
    return diagnostic.getMessage();
  }

  private static void assertNames(String name, String message) {
    assertTrue(message.contains(name), message);
  }

  @Test
  void withoutAMainClassThereIsNothingToBuild() {
    assertNames("--main-class", diagnostic(program.request(out, lib)));
  }

  @Test
  void aMainClassThatIsNotThere() {
    BuildRequest request = program.request(out, app);
    BuildRequest other = new RequestLike(request).mainClasses(List.of("app.Missing")).request();
    assertNames("app.Missing", diagnostic(other));
  }

  @Test
  void aTruncatedJar() throws IOException {
    byte[] bytes = Files.readAllBytes(lib);
    Files.write(lib, Arrays.copyOf(bytes, bytes.length - 30));
    assertNames("lib.jar", diagnostic(program.request(out, app, lib)));
  }

  /** The library with one class file changed, in a jar. */
  private Path libraryWith(String name, String className, UnaryOperator<byte[]> change)
      throws IOException {
    Path classes = temp.resolve("lib-classes");
    Path file = classes.resolve(className + ".class");
    byte[] original = Files.readAllBytes(file);
    Files.write(file, change.apply(original.clone()));
    try {
      return program.jar(
          name,
          classes,
          Map.of("META-INF/services/lib.Speaker", "lib.Loud\n", "lib/text.txt", "text"));
    } finally {
      Files.write(file, original);
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] fromTheFuture(byte[] bytes) {
    bytes[7] = 99;
    return bytes;
  }

  private static final String FUTURE =
      "class file version 99 is newer than this Whittle understands (69, Java 25)";

  @Test
  void aBrokenClassThatIsReached() throws IOException {
    Path jar = libraryWith("broken", "lib/Greeting", BuildTest::half);
    String expected = jar + ": lib/Greeting.class: broken class file (";
    for (int time = 0; time < 2; time++) {
      String message = diagnostic(program.request(out, app, jar));
      assertTrue(message.startsWith(expected), message);
    }
  }

  @Test
  void aClassFromTheFutureThatIsReached() throws IOException {
    Path jar = libraryWith("future", "lib/Greeting", BuildTest::fromTheFuture);
    assertEquals(
        jar + ": lib/Greeting.class: " + FUTURE, diagnostic(program.request(out, app, jar)));
  }

  @Test
  void aBrokenClassThatNothingReaches() throws Exception {
    Path jar = libraryWith("future", "lib/Unused", BuildTest::fromTheFuture);
    BuildReport report = build(program.request(out, app, jar));
    assertEquals("Hello, world!\nLOUD\ntext\n", TestProgram.run(out));
    assertEquals(
        List.of(new BuildReport.Refused(jar.toString(), "lib/Unused.class", FUTURE)),
        report.refused());
    assertEquals(5, report.total().classes().in());
    BuildRequest eager = with(program.request(out, app, jar), BuildRequest.Generation.EAGER, 2);
    assertEquals(jar + ": lib/Unused.class: " + FUTURE, diagnostic(eager));
  }

  @Test
  void aBrokenClassInACrate() throws Exception {
    Path jar = libraryWith("lib", "lib/Unused", BuildTest::half);
    Path crates = temp.resolve("crates");
    List<Lower.Written> written =
        Lower.run(new Inputs(List.of(Input.of(app)), List.of(Input.of(jar))), crates, 2);
    assertEquals(List.of(), written.get(0).refused());
    assertEquals("lib/Unused", written.get(1).refused().getFirst().name());
    assertEquals(3, written.get(1).classes());
    Path crate = crates.resolve("lib.mirc");
    BuildReport report = build(program.request(out, app, crate));
    assertEquals("lib/Unused.class", report.refused().getFirst().entry());
    BuildRequest eager = with(program.request(out, app, crate), BuildRequest.Generation.EAGER, 2);
    assertNames(crate + ": lib/Unused.class: broken", diagnostic(eager));
  }

  @Test
  void aBrokenClassInADirectory() throws Exception {
    Path classes = temp.resolve("lib-classes");
    Path broken = classes.resolve("lib/Greeting.class");
    Files.write(broken, half(Files.readAllBytes(broken)));
    assertNames(
        classes + ": lib/Greeting.class: broken", diagnostic(program.request(out, app, classes)));
  }

  @Test
  void classesThatExistForLaterReleasesOnly() throws Exception {
    Path variants =
        program.classes(
            "variants",
            Map.of("only/New.java", "package only; public class New { void fresh() {} }"));
    Path classes = temp.resolve("variant-classes/META-INF/versions/11/only");
    Files.createDirectories(classes);
    Files.move(variants.resolve("only/New.class"), classes.resolve("New.class"));
    Path jar =
        program.jar(
            "variants",
            temp.resolve("variant-classes"),
            Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n"));
    BuildReport report =
        build(with(program.request(out, app, lib, jar), BuildRequest.Generation.EAGER, 2));
    String entry = "META-INF/versions/11/only/New.class";
    assertTrue(TestProgram.entries(out).contains(entry), TestProgram.entries(out).toString());
    assertEquals(6, report.total().classes().in());
    assertEquals(6, report.total().classes().out());
    StringBuilder text = new StringBuilder();
    MirListing.matching(Input.of(jar), SymbolQuery.parse("New.fresh"), text);
    assertTrue(
        text.toString().startsWith(";; for release 11: only.New.fresh()\n"), text.toString());
  }

  @Test
  void theTextOfARefusedClassIsWhy() throws IOException {
    Path jar = libraryWith("future", "lib/Unused", BuildTest::fromTheFuture);
    StringBuilder text = new StringBuilder();
    MirListing.matching(Input.of(jar), SymbolQuery.parse("lib.Unused"), text);
    assertEquals(";; future.jar: lib/Unused.class: " + FUTURE + "\n", text.toString());
    text.setLength(0);
    MirListing.all(Input.of(jar), text);
    assertTrue(text.toString().contains("refused \"lib/Unused\" \"" + FUTURE + "\""));
  }

  @Test
  void everyDamageOfACrateIsOneLineOrNoDifference() throws IOException {
    Path crates = temp.resolve("crates");
    Lower.run(new Inputs(List.of(Input.of(app)), List.of(Input.of(lib))), crates, 2);
    BuildRequest request =
        program.request(out, crates.resolve("app.mirc"), crates.resolve("lib.mirc"));
    build(request);
    byte[] expected = Files.readAllBytes(out);
    Path crate = crates.resolve("lib.mirc");
    byte[] bytes = Files.readAllBytes(crate);
    for (int at = 0; at < bytes.length; at += 37) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x20;
      replace(crate, flipped);
      assertSameOrNamed(request, crate, expected);
      replace(crate, Arrays.copyOf(bytes, at));
      assertSameOrNamed(request, crate, expected);
    }
  }

  /** A file that is mapped must not be truncated in place. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path other = file.resolveSibling("other");
    Files.write(other, bytes);
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void assertSameOrNamed(BuildRequest request, Path crate, byte[] expected)
      throws IOException {
    try {
      build(request);
    } catch (Diagnostic damaged) {
      assertNames(crate.toString(), damaged.getMessage());
    }
    assertArrayEquals(expected, Files.readAllBytes(request.output().path()));
  }

  @Test
  void duplicateClassesAreTheFirstOnesAndReported() throws Exception {
    Path changed =
        program.classes(
            "lib2",
            Map.of(
                "lib/Greeting.java",
                """
                package lib;
                public class Greeting {
                  public static String of(String name) { return "Bye, " + name + "!"; }
                }
                """));
    Path first = program.jar("first", changed, Map.of("lib/text.txt", "first"));
    BuildReport report = build(program.request(out, app, first, lib));
    assertEquals("Bye, world!\nLOUD\nfirst\n", TestProgram.run(out));
    assertEquals(
        List.of(
            new BuildReport.Duplicate("lib/Greeting.class", "first", List.of("lib")),
            new BuildReport.Duplicate("lib/text.txt", "first", List.of("lib"))),
        report.duplicates());
  }

  @Test
  void aSignatureIsGoneAndThatIsSaid() throws Exception {
    Path signed =
        program.jar(
            "signed",
            temp.resolve("lib-classes"),
            Map.of("META-INF/KEY.SF", "Signature-Version: 1.0\n", "META-INF/KEY.RSA", "no block"));
    Path folder = Files.createDirectories(temp.resolve("folder"));
    for (Path output : List.of(out, folder)) {
      BuildReport report = build(program.request(output, app, signed));
      assertEquals(List.of("signed: was signed; the output is not"), report.notes());
    }
    for (Path jar : List.of(out, folder.resolve("signed.jar"))) {
      assertTrue(TestProgram.entries(jar).contains("lib/Greeting.class"));
      assertFalse(TestProgram.entries(jar).stream().anyMatch(name -> name.contains("KEY")));
    }
  }

  @Test
  void equalClassesInTwoJarsAreNoDuplicates() throws IOException {
    Path copy = Files.copy(lib, temp.resolve("copy.jar"));
    assertEquals(List.of(), build(program.request(out, app, lib, copy)).duplicates());
    BuildRequest folder =
        program.request(Files.createDirectories(temp.resolve("d")), app, lib, copy);
    assertEquals(List.of(), build(folder).duplicates());
  }

  @Test
  void anOutputOverAnInput() throws IOException {
    byte[] before = Files.readAllBytes(lib);
    assertNames(lib + ": would replace", diagnostic(program.request(lib, app, lib)));
    assertNames(app + ", which the build reads", diagnostic(program.request(temp, app, lib)));
    Path link = Files.createSymbolicLink(temp.resolve("link.jar"), lib);
    assertNames("link.jar: would replace", diagnostic(program.request(link, app, lib)));
    assertArrayEquals(before, Files.readAllBytes(lib));
  }

  @Test
  void cratesAreWrittenTogetherOrNotAtAll() throws IOException {
    Path crates = temp.resolve("crates");
    Path other = temp.resolve("other");
    Path twin = Files.copy(lib, Files.createDirectories(other).resolve("LIB.jar"));
    Path broken = Files.writeString(temp.resolve("broken.jar"), "no jar");
    for (Path bad : List.of(twin, broken)) {
      Inputs inputs = new Inputs(List.of(Input.of(lib)), List.of(Input.of(bad)));
      assertThrows(RuntimeException.class, () -> Lower.run(inputs, crates, 2));
      assertFalse(Files.exists(crates), bad.toString());
    }
    Inputs inputs = new Inputs(List.of(Input.of(lib)), List.of());
    Diagnostic diagnostic = assertThrows(Diagnostic.class, () -> Lower.run(inputs, app, 2));
    assertEquals(app + ": exists and is not a directory", diagnostic.getMessage());
  }

  @Test
  void aPathIsSaidOnce() throws IOException {
    Path nowhere = Path.of("/proc/x.jar");
    String message = diagnostic(program.request(nowhere, app, lib));
    assertTrue(message.startsWith(nowhere + ": "), message);
    assertFalse(message.contains(".tmp"), message);
    Path missing = temp.resolve("missing");
    assertEquals(
        missing + ": no such file or directory",
        Diagnostic.of(missing, new java.nio.file.NoSuchFileException(missing.toString()))
            .getMessage());
  }

  @Test
  void aPathThatIsNoClassNameIsThatOfAResource() throws Exception {
    byte[] bytes = Files.readAllBytes(temp.resolve("lib-classes/lib/Greeting.class"));
    Path boot = Files.createDirectories(temp.resolve("app-classes/BOOT-INF/classes/lib"));
    Files.write(boot.resolve("Greeting.class"), bytes);
    Path jar =
        program.jar("boot", temp.resolve("app-classes"), Map.of("META-INF/MANIFEST.MF", MANIFEST));
    BuildReport report = build(program.request(out, jar, lib));
    assertEquals(List.of(), report.refused());
    assertTrue(TestProgram.entries(out).contains("BOOT-INF/classes/lib/Greeting.class"));
    assertEquals("Hello, world!\nLOUD\ntext\n", TestProgram.run(out));
  }

  @Test
  void whatReachedCodeNamesAndNobodyHasIsReported() {
    assertEquals(
        List.of(
            new BuildReport.Missing("lib.Greeting", "app.Main.main(java.lang.String[])"),
            new BuildReport.Missing("lib.Speaker", "app.Main.main(java.lang.String[])")),
        build(program.request(out, app)).missing());
    assertEquals(List.of(), build(program.request(out, app, lib)).missing());
  }

  @Test
  void anOutputThatCannotBeWritten() throws IOException {
    Files.createDirectories(out.getParent());
    Files.writeString(temp.resolve("out/file"), "");
    assertNames("file", diagnostic(program.request(temp.resolve("out/file/small.jar"), app, lib)));
  }

  @Test
  void aKeepRuleThatIsNone() throws IOException {
    Path rules = Files.writeString(temp.resolve("rules"), "# fine\nkeep class x\n");
    assertNames(rules + ":2: not a keep rule", diagnostic(keeping(rules)));
    Files.writeString(rules, "lib.Greeting.unused()\nlib.Nothing\n");
    assertEquals(rules + ":2: lib.Nothing: the rule matches nothing", diagnostic(keeping(rules)));
    Files.writeString(rules, "# an option of a shrinker\n-keep class x\n");
    List<String> notes = build(keeping(rules)).notes();
    assertEquals(List.of(rules + ":2: the rule matches nothing"), notes);
  }

  @Test
  void keptMembersAreWrittenAsSymbols() throws IOException {
    Path rules = temp.resolve("rules");
    for (String rule : List.of("lib.Greeting#unused", "lib.Greeting.unused")) {
      Files.writeString(rules, rule);
      build(keeping(rules));
      assertTrue(TestProgram.entries(out).contains("lib/Unused.class"), rule);
    }
  }

  private BuildRequest keeping(Path rules) {
    BuildRequest request = program.request(out, app, lib);
    return new RequestLike(request).keepRules(List.of(rules)).request();
  }
}
