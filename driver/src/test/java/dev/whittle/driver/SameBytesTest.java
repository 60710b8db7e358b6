package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Equal inputs give equal bytes: cold or warm, whatever was built before, in whatever directory, by
 * whomever, on however many threads.
 */
class SameBytesTest {
  @TempDir static Path compiled;
  @TempDir Path temp;

  /** A program in a folder of its own, as one state of a series of edits. */
  private record State(String name, Map<String, String> app, String lib) {}

  private final List<State> states = new ArrayList<>();

  @BeforeEach
  void states() {
    Map<String, String> app = new HashMap<>();
    app.put(
        "app/Main.java",
        """
        package app;
        public class Main {
          public static void main(String[] a) { System.out.println(f() + Other.g() + lib.Lib.one()); }
          static int f() { return 7; }
        }
        """);
    app.put(
        "app/Other.java",
        """
        package app;
        interface Other {
          static int g() { Runnable r = () -> System.out.println(lib.Lib.two()); r.run(); return 1; }
        }
        """);
    String lib =
        "package lib; public class Lib { public static int one() { return 1; }"
            + " public static int two() { return 2; } public static int three() { return 3; } }";
    states.add(new State("first", Map.copyOf(app), lib));
    edit("a function", app, "return 7", "return 8", lib);
    edit("a line", app, "  static int f()", "\n  static int f()", lib);
    edit("a call of more", app, "return 8", "return lib.Lib.three()", lib);
    String other =
        lib.replace("return 2", "return 22").replace("class Lib", "class Lib extends Error");
    edit("a dependency", app, "main(", "main (", other);
    edit("a function again", app, "return lib.Lib.three()", "return 7", other);
  }

  private void edit(String name, Map<String, String> app, String from, String to, String lib) {
    app.compute("app/Main.java", (_, source) -> source.replace(from, to));
    states.add(new State(name, Map.copyOf(app), lib));
  }

  /** What a state is compiled to, once for all tests. */
  private static Path compiled(State state) throws IOException {
    Path place = compiled.resolve(state.name());
    if (!Files.exists(place)) {
      TestProgram program = new TestProgram(place);
      Path libClasses = program.classes("lib", Map.of("lib/Lib.java", state.lib()));
      Path lib = program.jar("lib", libClasses, Map.of("lib/text.txt", "text"));
      program.jar("app", program.classes("app", state.app(), lib), Map.of());
    }
    return place;
  }

  /** Puts a state into a place and builds it there. */
  private byte[] build(State state, Path place, Path cache, int threads, boolean jars)
      throws IOException {
    Path from = compiled(state);
    for (String name : List.of("lib.jar", "app.jar", "app-classes")) {
      copy(from.resolve(name), place.resolve(name));
    }
    TestProgram program = new TestProgram(place);
    Path root = place.resolve(jars ? "app.jar" : "app-classes");
    return build(program, place, cache, threads, root, place.resolve("lib.jar"));
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : TestProgram.filesBelow(from)) {
      Path target = from.equals(file) ? to : to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] build(
      TestProgram program, Path place, Path cache, int threads, Path root, Path lib)
      throws IOException {
    Path out = place.resolve("out/small.jar");
    BuildRequest like = program.request(out, root, lib);
    Build.run(
        new RequestLike(like)
            .mainClasses(List.of("app.Main"))
            .threads(threads)
            .cacheDirectory(cache)
            .request(),
        _ -> {});
    return Files.readAllBytes(out);
  }

  /** Each state's output without a cache, by its name. */
  private Map<String, byte[]> cold(boolean jars) throws IOException {
    Map<String, byte[]> outputs = new TreeMap<>();
    for (State state : states) {
      Path place = temp.resolve("cold " + jars + " " + state.name());
      outputs.put(state.name(), build(state, place, place.resolve("cache"), 2, jars));
    }
    return outputs;
  }

  private void assertSame(Map<String, byte[]> cold, State state, byte[] output, String how) {
    assertArrayEquals(cold.get(state.name()), output, state.name() + ", " + how);
  }

  /** In one place, with one cache, forwards, backwards, forwards. */
  private void assertSeries(boolean jars) throws IOException {
    Map<String, byte[]> cold = cold(jars);
    Path place = temp.resolve("place " + jars);
    Path cache = place.resolve("cache");
    List<State> series = new ArrayList<>(states);
    series.addAll(states.reversed());
    series.addAll(states);
    int step = 0;
    for (State state : series) {
      int threads = 1 + step % 3;
      assertSame(cold, state, build(state, place, cache, threads, jars), "step " + step);
      step++;
      if (step % 4 == 0) {
        // Also when the whole output is not there, and that of classes is.
        for (Path result : TestProgram.filesBelow(cache.resolve("v1/ac"))) {
          Files.delete(result);
        }
        assertSame(cold, state, build(state, place, cache, threads, jars), "without outputs");
      }
    }
  }

  @Test
  void forwardsAndBackwardsThroughEditsOfAClassDirectory() throws IOException {
    assertSeries(false);
  }

  @Test
  void forwardsAndBackwardsThroughEditsOfJars() throws IOException {
    assertSeries(true);
  }

  @Test
  void elsewhereWithTheSameCache() throws IOException {
    Map<String, byte[]> cold = cold(true);
    Path cache = temp.resolve("cache");
    int step = 0;
    for (State state : states) {
      String folder = List.of("here", "there/and deeper", "ä ö").get(step++ % 3);
      assertSame(cold, state, build(state, temp.resolve(folder), cache, 2, true), folder);
      assertSame(
          cold, state, build(state, temp.resolve("everything"), cache, 2, true), "everything");
    }
  }

  /** What tells one user's process from another's in Java: properties, language, time zone. */
  @Test
  void bySomebodyElse() throws IOException {
    Map<String, byte[]> cold = cold(true);
    Map<String, String> mine = new HashMap<>();
    Map<String, String> theirs =
        Map.of(
            "user.home", temp.resolve("home").toString(),
            "user.name", "somebody",
            "user.dir", temp.toString(),
            "java.io.tmpdir", temp.toString());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    theirs.forEach((key, value) -> mine.put(key, System.setProperty(key, value)));
    Locale.setDefault(Locale.of("tr", "TR"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      Path cache = temp.resolve("their cache");
      int step = 0;
      for (State state : states) {
        int threads = step++ % 2 == 0 ? 1 : 5;
        assertSame(
            cold, state, build(state, temp.resolve("theirs"), cache, threads, true), "theirs");
      }
    } finally {
      mine.forEach(System::setProperty);
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Hazard 50: the order of entries in a jar is no part of what it says. */
  @Test
  void entriesInAnotherOrder() throws IOException {
    TestProgram program = new TestProgram(temp.resolve("place"));
    State state = states.getFirst();
    Path lib =
        program.jar(
            "lib",
            program.classes("lib", Map.of("lib/Lib.java", state.lib())),
            Map.of("b.txt", "b", "a.txt", "a"));
    Path app = program.jar("app", program.classes("app", state.app(), lib), Map.of());
    Path place = temp.resolve("place");
    byte[] straight = build(program, place, temp.resolve("one"), 2, app, lib);
    List<String> before = TestProgram.entries(app);
    for (Path jar : List.of(app, lib)) {
      reverse(jar);
    }
    assertEquals(before.reversed(), TestProgram.entries(app));
    assertArrayEquals(straight, build(program, place, temp.resolve("two"), 2, app, lib));
  }

  private static void reverse(Path jar) throws IOException {
    List<String> names = TestProgram.entries(jar).reversed();
    Map<String, byte[]> contents = new HashMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (String name : names) {
        contents.put(name, file.getInputStream(file.getEntry(name)).readAllBytes());
      }
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new JarEntry(name));
        zip.write(contents.get(name));
      }
    }
  }
}
