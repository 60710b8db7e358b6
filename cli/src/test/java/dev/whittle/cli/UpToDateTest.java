package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.NoteReader;
import dev.whittle.cache.StampedNote;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that has nothing to do is known by its files alone, and one that has something is not.
 */
class UpToDateTest {
  @TempDir static Path temp;

  /** A change to a program, its inputs or its output. */
  @FunctionalInterface
  private interface Change {
    void in(Program program) throws IOException;
  }

  /** Each of these is something to do. */
  private static final Map<String, Change> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("a class", p -> rewrite(p.classes().resolve("app/Main.class")));
    CHANGES.put("a new file", p -> Files.writeString(p.classes().resolve("app/new.txt"), "new"));
    CHANGES.put("a lost file", p -> Files.delete(p.classes().resolve("app/data/a.txt")));
    CHANGES.put(
        "a renamed file",
        p ->
            Files.move(
                p.classes().resolve("app/data/a.txt"), p.classes().resolve("app/data/b.txt")));
    CHANGES.put("a library", p -> rewrite(p.libraries().resolve("empty.jar")));
    CHANGES.put("a new library", p -> jar(p.libraries().resolve("more.jar"), ""));
    CHANGES.put("a file that a manifest names", p -> jar(p.libraries().resolve("late.jar"), ""));
    CHANGES.put("a rule", p -> rewrite(p.rules()));
    CHANGES.put("a file that a rule includes", p -> Files.writeString(p.home().resolve("X"), ""));
    CHANGES.put(
        "metadata", p -> Files.writeString(p.metadata().resolve("reflect-config.json"), "[]"));
    CHANGES.put("no output", p -> Files.delete(p.output()));
    CHANGES.put("another output", p -> damage(p.output()));
    CHANGES.put("damaged notes", p -> each(p.notes(), UpToDateTest::damage));
    CHANGES.put("no notes", p -> each(p.notes(), Files::delete));
  }

  private record Program(Path home) {
    Path classes() {
      return home.resolve("classes");
    }

    Path libraries() {
      return home.resolve("lib");
    }

    Path rules() {
      return home.resolve("rules.txt");
    }

    Path metadata() {
      return home.resolve("cache/metadata"); // only what is in v1 is the cache
    }

    Path output() {
      return home.resolve("small.jar");
    }

    List<Path> notes() throws IOException {
      try (var files = Files.walk(home.resolve("cache/v1/notes"))) {
        return files.filter(Files::isRegularFile).toList();
      }
    }

    void create() throws IOException {
      Files.createDirectories(libraries());
      Files.createDirectories(metadata());
      Files.createDirectories(classes().resolve("app/data"));
      Files.writeString(classes().resolve("app/data/a.txt"), "data");
      Files.writeString(metadata().resolve("reachability-metadata.json"), "{}");
      Files.writeString(rules(), "-keep class app.Main\n@X\n-keep class app.Main\n");
      jar(libraries().resolve("empty.jar"), "late.jar");
      compile("");
    }

    void compile(String body) throws IOException {
      Path source = home.resolve("Main.java");
      String main = "public static void main(String[] a) {" + body + "}";
      Files.writeString(source, "package app; public class Main { " + main + " }");
      String[] javac = {"-d", classes().toString(), "-proc:none", source.toString()};
      assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac));
    }

    String[] command(String... more) {
      List<String> command = new ArrayList<>(List.of("build", classes().toString()));
      command.addAll(List.of("-cp", libraries() + "/*", "--main-class", "app.Main"));
      command.addAll(List.of("--keep", rules().toString(), "--metadata", metadata().toString()));
      command.addAll(List.of("--jdk", System.getProperty("java.home")));
      command.addAll(List.of("-o", output().toString()));
      command.addAll(List.of("--cache-dir", home.resolve("cache").toString()));
      command.addAll(List.of(more));
      return command.toArray(String[]::new);
    }
  }

  private static Terminal terminal(StringWriter said, String... environment) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return TestTerminal.of(Writer.nullWriter(), said, variables);
  }

  private static String build(String... command) {
    StringWriter said = new StringWriter();
    assertEquals(0, CommandLines.run(terminal(said), command), said.toString());
    return said.toString();
  }

  private static String known(String[] command, String... environment) {
    return UpToDate.find(command, terminal(new StringWriter(), environment));
  }

  /** What is done to a file. */
  @FunctionalInterface
  private interface Deed {
    void to(Path file) throws IOException;
  }

  private static void each(List<Path> files, Deed deed) throws IOException {
    for (Path file : files) {
      deed.to(file);
    }
  }

  private static void rewrite(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    byte[] content = Files.readAllBytes(file);
    Files.write(file, content);
    Files.setLastModifiedTime(file, time);
  }

  private static void damage(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  private static void jar(Path file, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      out.putNextEntry(new JarEntry("x.txt"));
    }
  }

  @Test
  void whatChangedIsSeen() throws Exception {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (String change : CHANGES.keySet()) {
      Program program = new Program(temp.resolve("p" + programs.size()));
      program.create();
      build(program.command());
      programs.put(change, program);
    }
    Thread.sleep(2_100); // longer than the coarsest clock of a file system
    for (Program program : programs.values()) {
      String said = build(program.command());
      assertTrue(said.contains("Built before: "), said);
      String known = known(program.command());
      assertEquals(untimed(said), known.replace(UpToDate.SECONDS, '?'));
    }
    other(programs.values().iterator().next());
    for (Map.Entry<String, Program> change : programs.entrySet()) {
      Program program = change.getValue();
      CHANGES.get(change.getKey()).in(program);
      String known = known(program.command());
      boolean isPatched = known != null && known.contains("nothing of it has changed");
      assertTrue(known == null || isPatched && change.getKey().equals("a class"), change.getKey());
    }
  }

  /** A small edit is put into the output, again and again. */
  @Test
  void anEditIsPatched() throws Exception {
    Program program = new Program(temp.resolve("edited"));
    program.create();
    Thread.sleep(2_100);
    build(program.command());
    Path main = program.classes().resolve("app/Main.class");
    for (int i = 0; i < 2; i++) {
      rewrite(main);
      String said = known(program.command());
      String expected =
          "Built before: "
              + program.output()
              + ": nothing of it has changed, in "
              + UpToDate.SECONDS
              + " s.";
      assertTrue(said != null && said.endsWith(expected + System.lineSeparator()), said);
    }
    program.compile("int n = a.length; n++;");
    String said = known(program.command());
    assertTrue(said != null && said.contains(": 1 of 1 classes made anew, in "), said);
    String patch = "its class was edited, and made anew in the jar as it lay (a patch)";
    assertTrue(cache(program, "why", "app.Main.main").contains(patch));
    String counted = "times an output was patched: 1, classes made anew in it: 1";
    assertTrue(cache(program, "stats").contains(counted), cache(program, "stats"));
    program.compile("int n = a.length; n += 2;");
    said = known(program.command());
    assertTrue(said != null && said.contains(": 1 of 1 classes made anew, in "), said);
    assertTrue(cache(program, "stats").contains("was patched: 2, classes made anew in it: 2"));
    rewrite(program.rules());
    rewrite(main);
    assertNull(known(program.command()), "something else has changed, too");
    build(program.command("-v"));
    assertFalse(cache(program, "why", "app.Main.main").contains(patch), "a whole build knows it");
  }

  /** An output that was young when it was written is read once more, and then no more. */
  @Test
  void anOutputIsNotReadForEver() throws Exception {
    Program built = new Program(temp.resolve("read"));
    built.create();
    Program patched = new Program(temp.resolve("readPatched"));
    patched.create();
    Thread.sleep(2_100);
    build(built.command());
    build(patched.command());
    patched.compile("int n = a.length; n++;");
    assertTrue(known(patched.command()).contains(": 1 of 1 classes made anew, in "));
    Thread.sleep(2_100);
    List<String> notes = new ArrayList<>();
    for (Program program : List.of(built, patched)) {
      notes.add(noteOf(program));
      String said = known(program.command());
      assertTrue(said != null && said.contains("Built before: "), said);
      notes.add(noteOf(program));
      assertEquals(said, known(program.command()), "the same again");
      notes.add(noteOf(program));
      rewrite(program.output());
      said = known(program.command());
      assertTrue(said == null || said.contains("nothing of it has changed"), said);
      damage(program.output());
      assertNull(known(program.command()));
    }
    assertEquals(List.of("checksum", "stamp", "stamp", "none", "stamp", "stamp"), notes);
  }

  /** What the note about a build, if it holds, knows the output by. */
  private static String noteOf(Program program) {
    byte[] name = UpToDate.name(program.command(), terminal(new StringWriter()));
    return StampedNote.find(program.home().resolve("cache"), name)
        .map(found -> new NoteReader(found.note()).text().isEmpty() ? "stamp" : "checksum")
        .orElse("none");
  }

  private static String cache(Program program, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("cache", command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--cache-dir", program.home().resolve("cache").toString()));
    StringWriter said = new StringWriter();
    Terminal terminal = TestTerminal.of(said, said, Map.of());
    assertEquals(0, CommandLines.run(terminal, arguments.toArray(String[]::new)), said.toString());
    return said.toString();
  }

  /** The same where the root is a jar, whose build is found in the cache before the last edit. */
  @Test
  void anEditOfAJarIsPatched() throws Exception {
    Program program = new Program(temp.resolve("packed"));
    program.create();
    String[] command = program.command();
    command[1] = program.home().resolve("app.jar").toString();
    pack(program.classes(), Path.of(command[1]));
    Thread.sleep(2_100);
    build(command);
    program.compile("int n = a.length; n++;");
    pack(program.classes(), Path.of(command[1]));
    String said = known(command);
    assertTrue(said != null && said.contains(": 1 of 1 classes made anew, in "), said);
    Files.writeString(program.classes().resolve("app/data/a.txt"), "other");
    pack(program.classes(), Path.of(command[1]));
    assertNull(known(command), "a file that is no class");
    program.compile("");
    Files.writeString(program.classes().resolve("app/data/a.txt"), "data");
    pack(program.classes(), Path.of(command[1]));
    assertTrue(build(command).contains("Built before: "), "found in the cache");
    program.compile("int n = a.length; n += 2;");
    pack(program.classes(), Path.of(command[1]));
    said = known(command);
    assertTrue(said != null && said.contains(": 1 of 1 classes made anew, in "), said);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        JarEntry entry = new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(Files.readAllBytes(file));
      }
    }
  }

  /** Another command, or the same one elsewhere, is none that was noted. */
  private static void other(Program program) {
    assertNull(known(program.command("--eager")));
    assertNull(known(program.command(), "JAVA_HOME", temp.toString()));
    assertNull(known(program.command(), "WHITTLE_CACHE_MAX_SIZE", "nonsense"));
    assertNotEquals(null, known(program.command(), "UNRELATED", "x"));
    for (String option :
        List.of(
            "-v",
            "--rehash",
            "--cache-check",
            "--report=" + temp.resolve("r"),
            "--timings=" + temp.resolve("t"))) {
      build(program.command(option));
      assertNull(known(program.command(option)), option);
    }
  }

  /** Who asks for a page gets one, also of a build that the small program would answer. */
  @Test
  void timingsOfABuildWithNothingToDo() throws Exception {
    Program program = new Program(temp.resolve("timed"));
    program.create();
    Thread.sleep(2_100);
    build(program.command());
    String plain = known(program.command());
    assertTrue(plain != null && plain.contains("Built before: "), plain);
    Path page = temp.resolve("page.html");
    assertNull(known(program.command("--timings=" + page)));
    String said = build(program.command("--timings=" + page));
    assertTrue(said.contains("Time: re") && said.contains("Slowest: nothing was made."), said);
    assertTrue(Files.readString(page).contains("nothing was made"));
    program.compile("int n = a.length; n++;");
    said = build(program.command("--timings=" + page));
    assertTrue(said.contains("Time: ") && said.contains("Slowest: "), said);
    assertTrue(Files.readString(page).contains(">generate</text>"));
  }

  private static String untimed(String said) {
    return said.replaceFirst("in \\d+\\.\\d s", "in ? s");
  }

  @Test
  void whatTheArgumentsDoNotSayIsNotAsked() {
    Terminal plain = terminal(new StringWriter());
    assertTrue(UpToDate.answers(new String[] {"build", "a.jar"}, plain));
    assertTrue(!UpToDate.answers(new String[] {"build", "@file"}, plain));
    assertTrue(!UpToDate.answers(new String[] {"why", "a.jar"}, plain));
    assertTrue(!UpToDate.answers(new String[] {}, plain));
    Terminal remote = terminal(new StringWriter(), "WHITTLE_REMOTE_CACHE", "http://localhost");
    assertTrue(!UpToDate.answers(new String[] {"build", "a.jar"}, remote));
  }

  /** A variable that is asked for must be part of the name, or rule a note out. */
  @Test
  void theWholeEnvironmentIsInTheName() throws IOException {
    Pattern variable = Pattern.compile("environment\\(\"([A-Z_]+)\"\\)|\"(WHITTLE_[A-Z_]+)\"");
    List<String> unknown = new ArrayList<>();
    try (var sources = Files.list(Path.of("src/main/java/dev/whittle/cli"))) {
      for (Path source : sources.toList()) {
        variable
            .matcher(Files.readString(source))
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .filter(name -> !name.startsWith("WHITTLE_REMOTE_CACHE"))
            .filter(name -> !List.of(UpToDate.VARIABLES).contains(name))
            .forEach(unknown::add);
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void secondsHaveOneDigit() {
    assertEquals("0.0", UpToDate.tenths(49_999_999));
    assertEquals("0.1", UpToDate.tenths(50_000_000));
    assertEquals("12.3", UpToDate.tenths(12_345_678_901L));
  }
}
