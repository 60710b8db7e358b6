package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.InputIdentity;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries of which only what is asked for is lowered. */
class OnDemandTest {
  @TempDir Path temp;
  private TestProgram program;
  private final Map<String, String> library = new HashMap<>();
  private Path lib;
  private int roots;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    for (String name : List.of("One", "Two", "Three")) {
      library.put(
          "lib/" + name + ".java",
          "package lib; public class %s { public static String f(int x) { return \"%s\" + x; } }"
              .formatted(name, name));
    }
    library.put("lib/Base.java", "package lib; public class Base extends One {}");
    writeLibrary(Map.of("lib/data.txt", "data"));
  }

  private void writeLibrary(Map<String, String> files) throws IOException {
    Path classes = program.classes("lib" + roots++, library);
    lib = program.jar("lib", classes, files);
  }

  private Path root(String statements) throws IOException {
    String source =
        "package app; public class Main { public static void main(String[] a) { %s } }"
            .formatted(statements);
    Path classes = program.classes("app" + roots++, Map.of("app/Main.java", source), lib);
    Files.createDirectories(classes.resolve("META-INF"));
    Files.writeString(
        classes.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nMain-Class: app.Main\n");
    return classes;
  }

  private static String call(String name) {
    return "System.out.println(lib." + name + ".f(1));";
  }

  private BuildReport build(Path root) {
    return Build.run(program.request(temp.resolve("out/small.jar"), root, lib), _ -> {});
  }

  /** What a build gives that has nothing to do with the others. */
  private byte[] alone(Path root, Path... libraries) throws IOException {
    Path folder = Files.createTempDirectory(temp, "alone");
    BuildRequest like = program.request(folder.resolve("small.jar"), root, libraries);
    Build.run(new RequestLike(like).cacheDirectory(folder.resolve("cache")).request(), _ -> {});
    return Files.readAllBytes(folder.resolve("small.jar"));
  }

  private void assertBuilds(Path root) throws IOException {
    build(root);
    assertArrayEquals(alone(root, lib), Files.readAllBytes(temp.resolve("out/small.jar")));
  }

  /** The classes of the library that the cache has lowered. */
  private List<String> lowered() throws IOException {
    MappedCrate part = stored();
    part.verify();
    assertTrue(part.classNames().contains("lib/Three"));
    return part.classNames().stream()
        .filter(name -> part.releases(name).contains(0) && !part.isUnasked(name, 0))
        .toList();
  }

  private MappedCrate stored() throws IOException {
    Path file = storedFile();
    return CrateReader.part(file, file.toString(), null);
  }

  private Path storedFile() throws IOException {
    InputIdentity identity =
        new InputIdentity(temp.resolve("cache"), InputIdentity.Trust.values()[0]);
    var key = CrateStore.key(Input.of(lib), identity.recognize(lib).digest());
    var store = dev.whittle.cache.ContentStore.at(temp.resolve("cache"));
    return store.result(key).flatMap(store::file).orElseThrow();
  }

  @Test
  void whatIsNotAskedForIsNotLowered() throws IOException {
    writeLibrary(Map.of("lib/data.txt", "data", "lib/Broken.class", "no class"));
    BuildReport report = build(root(call("One")));
    assertEquals(List.of("lib/One"), lowered());
    BuildReport.Counts counts = report.crates().get(1).counts();
    assertEquals(5, counts.classes().in(), "of classes that are not lowered, too");
    assertEquals(7, counts.functions().in());
    assertEquals("lib/Broken.class", report.refused().getFirst().entry());
    assertFalse(stored().isUnaskedResource("lib/data.txt"));
  }

  @Test
  void anEditThatAsksForMore() throws IOException {
    assertBuilds(root(call("One")));
    Path first = storedFile();
    assertBuilds(root(call("One") + call("One")));
    assertEquals(first, storedFile(), "nothing more was asked for");
    assertBuilds(root(call("One") + call("Two")));
    assertEquals(List.of("lib/One", "lib/Two"), lowered());
    assertBuilds(root(call("Three")));
    assertEquals(List.of("lib/One", "lib/Three", "lib/Two"), lowered());
  }

  /** Of some of the small programs: jars, and crates that were lowered before. */
  @Test
  void completeCratesGiveTheSame() throws Exception {
    int inputs = 0;
    for (int i = 0; i < JavaProgram.all().size(); i += 7) {
      JavaProgram each = JavaProgram.all().get(i);
      Path folder = Files.createDirectories(temp.resolve("program-" + each.name()));
      List<Path> jars = new ArrayList<>();
      List<Path> compiled = each.compile(Files.createDirectories(folder.resolve("classes")));
      for (Path classes : compiled) {
        String name = "%s-%d".formatted(each.name(), jars.size());
        jars.add(program.jar(name, classes, Map.of()));
      }
      assertSameFrom(each, folder, jars);
      inputs += jars.size();
    }
    assertTrue(inputs >= 10, inputs + " inputs");
  }

  private void assertSameFrom(JavaProgram each, Path folder, List<Path> jars) throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    List<Input> onDemand = jars.stream().map(Input::of).toList();
    Lower.run(new Inputs(onDemand, List.of()), folder.resolve("crates"), 1);
    List<Input> complete =
        onDemand.stream()
            .map(input -> Input.of(folder.resolve("crates/" + input.name() + ".mirc")))
            .toList();
    Path keep = Files.write(folder.resolve("keep.txt"), each.keepRules());
    List<BuildReport> reports = new ArrayList<>();
    for (List<Input> libraries : List.of(onDemand, complete)) {
      BuildRequest like = program.request(folder.resolve("out" + reports.size() + ".jar"), empty);
      reports.add(
          Build.run(
              new BuildRequest(
                  new Inputs(List.of(Input.of(empty)), libraries),
                  List.of("Main"),
                  like.output(),
                  like.platforms(),
                  List.of(keep),
                  like.generation(),
                  like.threads(),
                  folder.resolve("cache" + reports.size())),
              _ -> {}));
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("out0.jar")),
        Files.readAllBytes(folder.resolve("out1.jar")),
        each.name());
    BuildReport jar = reports.get(0);
    BuildReport crate = reports.get(1);
    assertEquals(crate.undecided(), jar.undecided());
    assertEquals(crate.policies(), jar.policies());
    assertEquals(crate.missing(), jar.missing());
    assertEquals(crate.notes(), jar.notes());
    assertEquals(crate.total().functions(), jar.total().functions());
    assertEquals(crate.total().classes(), jar.total().classes());
  }

  @Test
  void aDamagedPartIsAMiss() throws IOException {
    Path root = root(call("One"));
    byte[] expected = alone(root, lib);
    build(root);
    byte[] part = Files.readAllBytes(storedFile());
    for (int at = 0; at < part.length; at += part.length / 10) {
      byte[] flipped = part.clone();
      flipped[at] ^= 0x20;
      Files.write(storedFile(), flipped);
      for (Path file : TestProgram.filesBelow(temp.resolve("out"))) {
        Files.delete(file);
      }
      removeOutputs();
      build(root);
      assertArrayEquals(expected, Files.readAllBytes(temp.resolve("out/small.jar")), "byte " + at);
      Files.write(storedFile(), part);
    }
  }

  /** Everything but crates. */
  private void removeOutputs() throws IOException {
    Path crate = storedFile();
    for (Path file : TestProgram.filesBelow(temp.resolve("cache/v1/cas"))) {
      if (!file.equals(crate)) {
        Files.delete(file);
      }
    }
  }

  /** What another program asks for says nothing of what this one has seen. */
  @Test
  void anotherProgramWithTheSameLibrary() throws IOException {
    Path one = root(call("One"));
    Path two = root(call("Two"));
    assertBuilds(one);
    byte[] part = Files.readAllBytes(storedFile());
    Files.delete(storedFile());
    Build.run(program.request(temp.resolve("out/two.jar"), two, lib), _ -> {});
    assertEquals(List.of("lib/Two"), lowered(), "it did not find what was lowered for the other");
    assertTrue(part.length > 0);
    // What it says of One is seen by the first program, though the crate of then lacks it now.
    library.compute("lib/One.java", (_, s) -> s.replace("\"One\" + x", "Three.f(x)"));
    writeLibrary(Map.of("lib/data.txt", "data"));
    assertBuilds(one);
  }

  @Test
  void aLibraryThatChangesWhereNobodyLooked() throws IOException {
    Path root = root(call("One"));
    assertBuilds(root);
    library.compute(
        "lib/Two.java", (_, s) -> s.replace("return", "if (x > 7) return Three.f(x); return"));
    writeLibrary(Map.of("lib/data.txt", "data"));
    BuildReport report = build(root);
    assertTrue(
        report.stages().stream().noneMatch(stage -> stage.name().equals("reach")), "recalled");
    assertArrayEquals(alone(root, lib), Files.readAllBytes(temp.resolve("out/small.jar")));
    library.compute("lib/One.java", (_, s) -> s.replace("\"One\" + x", "Two.f(x)"));
    writeLibrary(Map.of("lib/data.txt", "data"));
    assertBuilds(root);
    assertEquals(
        new TreeSet<>(List.of("lib/One", "lib/Three", "lib/Two")), new TreeSet<>(lowered()));
  }
}
