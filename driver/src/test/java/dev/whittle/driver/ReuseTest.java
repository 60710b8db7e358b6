package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.Digest;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.dce.ReflectionPolicy;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that was built before is found, and is what building gives. */
class ReuseTest {
  private static final Map<String, String> MANIFEST =
      Map.of(
          "META-INF/MANIFEST.MF",
          "Manifest-Version: 1.0\nMain-Class: app.Main\n",
          "text.txt",
          "app");
  private static final String ALL = "lib.Lib.m(); other.Other.m(); Class.forName(a[0] + a[1]);";

  @TempDir Path temp;
  private TestProgram program;
  private Path app;
  private Path lib;
  private Path other;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    lib = jar("lib", "package lib; public class Lib { public static void m() {} void n() {} }");
    other = jar("other", "package other; public class Other { public static void m() {} }");
    writeApp(ALL);
  }

  private Path jar(String name, String source) throws IOException {
    String type = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Path classes = program.classes(name, Map.of(name + "/" + type + ".java", source));
    return program.jar(name, classes, Map.of("text.txt", name));
  }

  private void writeApp(String statements) throws IOException {
    String source =
        "package app; public class Main { public static void main(String[] a) throws Exception {"
            + statements
            + "} }";
    Path classes = program.classes("app", Map.of("app/Main.java", source), lib, other);
    app = program.jar("app", classes, MANIFEST);
  }

  private BuildRequest jarRequest() {
    return program.request(temp.resolve("out/small.jar"), app, lib, other);
  }

  private static BuildReport build(BuildRequest request) {
    return Build.run(request, _ -> {});
  }

  private static void assertBuilt(BuildReport report) {
    BuildReport.Functions functions = report.total().functions();
    assertEquals(0, functions.from().outputs());
    assertTrue(functions.generated() + functions.cached() > 0);
  }

  private static boolean isFound(BuildReport report) {
    return report.total().functions().from().outputs() > 0;
  }

  /** Nothing was read or generated, and everything else is said as before. */
  private static void assertFound(BuildReport built, BuildReport found) {
    assertEquals(
        List.of("recognize", "reuse"),
        found.stages().stream().map(BuildReport.Stage::name).toList());
    assertFoundCounts(built.total(), found.total());
    assertEquals(built.crates().size(), found.crates().size());
    for (int i = 0; i < built.crates().size(); i++) {
      assertEquals(built.crates().get(i).name(), found.crates().get(i).name());
      assertEquals(built.crates().get(i).path(), found.crates().get(i).path());
      assertFoundCounts(built.crates().get(i).counts(), found.crates().get(i).counts());
    }
    assertEquals(built.undecided(), found.undecided());
    assertEquals(built.policies(), found.policies());
    assertEquals(built.duplicates(), found.duplicates());
    assertEquals(built.refused(), found.refused());
    assertEquals(built.missing(), found.missing());
    assertEquals(built.outputs(), found.outputs());
  }

  private static void assertFoundCounts(BuildReport.Counts built, BuildReport.Counts found) {
    BuildReport.Functions functions = built.functions();
    assertEquals(
        new BuildReport.Functions(
            functions.in(),
            functions.reached(),
            0,
            new BuildReport.Cached(functions.generated() + functions.cached(), 0, 0)),
        found.functions());
    assertEquals(built.classes(), found.classes());
    assertEquals(built.bytes(), found.bytes());
    assertEquals(0, found.bodiesDecoded());
    assertEquals(BuildReport.Read.NONE, found.read());
  }

  @Test
  void anOutputThatStillLiesThereStays() throws IOException {
    BuildReport cold = build(jarRequest());
    assertBuilt(cold);
    assertFalse(cold.undecided().isEmpty());
    assertFalse(cold.duplicates().isEmpty());
    Path out = temp.resolve("out/small.jar");
    Object before = Files.readAttributes(out, "*").get("fileKey");
    assertFound(cold, build(jarRequest()));
    assertEquals(before, Files.readAttributes(out, "*").get("fileKey"));
    assertEquals(List.of(out), TestProgram.filesBelow(out.getParent()));
  }

  @Test
  void anOutputThatIsGoneOrChangedComesBack() throws IOException {
    BuildReport cold = build(jarRequest());
    Path out = temp.resolve("out/small.jar");
    byte[] expected = Files.readAllBytes(out);
    Files.delete(out);
    assertFound(cold, build(jarRequest()));
    assertArrayEquals(expected, Files.readAllBytes(out));
    Files.write(out, new byte[expected.length]);
    assertFound(cold, build(jarRequest()));
    assertArrayEquals(expected, Files.readAllBytes(out));
    Build.recompute(jarRequest(), _ -> {});
    assertArrayEquals(expected, Files.readAllBytes(out), "a hit equals recomputation");
  }

  @Test
  void whatIsMissingIsSaidAgain() throws IOException {
    BuildRequest request = program.request(temp.resolve("out/small.jar"), app, other);
    BuildReport cold = build(request);
    assertFalse(cold.missing().isEmpty());
    assertFound(cold, build(request));
  }

  @Test
  void anotherPlaceGetsTheSame() throws IOException {
    build(jarRequest());
    Path moved = temp.resolve("elsewhere/other-name.jar");
    BuildReport found = build(program.request(moved, app, lib, other));
    assertTrue(isFound(found));
    assertArrayEquals(Files.readAllBytes(temp.resolve("out/small.jar")), Files.readAllBytes(moved));
  }

  @Test
  void inputsThatChangedAreBuilt() throws IOException {
    build(jarRequest());
    writeApp("lib.Lib.m(); System.out.println(1);");
    assertBuilt(build(jarRequest()));
    jar("lib", "package lib; public class Lib { public static void m() { int i = 0; } }");
    assertBuilt(build(jarRequest()));
  }

  @Test
  void inputsThatAreOnlyNewAreNotBuilt() throws IOException {
    BuildReport cold = build(jarRequest());
    byte[] bytes = Files.readAllBytes(lib);
    Files.delete(lib);
    Files.write(lib, bytes);
    assertFound(cold, build(jarRequest()));
  }

  @Test
  void otherOptionsAreBuilt() throws IOException {
    build(jarRequest());
    BuildRequest plain = jarRequest();
    assertBuilt(
        build(changed(plain, List.of("app.Main"), List.of(), BuildRequest.Generation.REACHED)));
    assertBuilt(build(changed(plain, List.of(), List.of(), BuildRequest.Generation.EAGER)));
    assertBuilt(build(cleanedUp(plain, CleanUps.INVISIBLE)));
    assertBuilt(build(cleanedUp(plain, CleanUps.RELEASE)));
    assertBuilt(build(plain.with(ReflectionPolicy.REPORT)));
    assertTrue(isFound(build(cleanedUp(plain, CleanUps.INVISIBLE))));
    Path rules = Files.writeString(temp.resolve("rules"), "lib.Lib\n");
    BuildRequest kept = changed(plain, List.of(), List.of(rules), BuildRequest.Generation.REACHED);
    assertBuilt(build(kept));
    assertTrue(isFound(build(kept)));
    Files.writeString(rules, "lib.Lib#n\n");
    assertBuilt(build(kept));
    assertBuilt(build(program.request(temp.resolve("out/small.jar"), app, other, lib)));
    assertBuilt(build(directory(lib, other)));
  }

  @Test
  void metadataIsPartOfTheKey() throws IOException {
    Path file = temp.resolve("metadata.json");
    Files.writeString(file, "{\"reflection\": []}");
    assertBuilt(build(jarRequest()));
    assertBuilt(build(jarRequest().withMetadata(List.of(file))));
    assertTrue(isFound(build(jarRequest().withMetadata(List.of(file)))));
    Files.writeString(file, "{\"reflection\": [] }");
    assertBuilt(build(jarRequest().withMetadata(List.of(file))));
  }

  private static BuildRequest cleanedUp(BuildRequest like, CleanUps cleanUps) {
    return new RequestLike(like).cleanUps(cleanUps).request();
  }

  private static BuildRequest changed(
      BuildRequest like,
      List<String> mainClasses,
      List<Path> keepRules,
      BuildRequest.Generation generation) {
    return new RequestLike(like)
        .mainClasses(mainClasses)
        .keepRules(keepRules)
        .generation(generation)
        .request();
  }

  /** Whatever becomes of the cache, the output is right. */
  @Test
  void damagedAndMissingEntriesAreMisses() throws IOException {
    BuildReport cold = build(jarRequest());
    Path out = temp.resolve("out/small.jar");
    byte[] expected = Files.readAllBytes(out);
    List<Consumer<Path>> damages =
        List.of(ReuseTest::delete, file -> write(file, new byte[0]), ReuseTest::flip);
    for (Consumer<Path> damage : damages) {
      int built = 0;
      for (Path file : TestProgram.filesBelow(temp.resolve("cache"))) {
        delete(out);
        damage.accept(file);
        BuildReport report = build(jarRequest());
        built += isFound(report) ? 0 : 1;
        assertArrayEquals(expected, Files.readAllBytes(out), file.toString());
        assertEquals(cold.outputs(), report.outputs());
      }
      assertTrue(built >= 3, "the result, the record and the jar are needed, " + built);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flip(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0) {
        bytes[bytes.length / 2] ^= 0x21;
      }
      write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BuildRequest directory(Path... libraries) throws IOException {
    Files.createDirectories(temp.resolve("dist"));
    return program.request(temp.resolve("dist"), app, libraries);
  }

  @Test
  void aDirectoryIsFoundToo() throws Exception {
    BuildReport cold = build(directory(lib, other));
    assertBuilt(cold);
    assertEquals(3, cold.outputs().size());
    assertFound(cold, build(directory(lib, other)));
    Files.delete(temp.resolve("dist/lib.jar"));
    assertFound(cold, build(directory(lib, other)));
    for (BuildReport.Jar jar : cold.outputs()) {
      assertEquals(jar.bytes(), Files.size(Path.of(jar.path())));
    }
  }

  @Test
  void jarsOfTheBuildBeforeGo() throws Exception {
    Path dist = temp.resolve("dist");
    build(directory(lib, other));
    Path foreign = Files.writeString(dist.resolve("foreign.jar"), "not ours");
    writeApp("lib.Lib.m();");
    build(directory(lib));
    assertEquals(
        List.of(
            dist.resolve(OutputDirectory.LISTING),
            dist.resolve("app.jar"),
            foreign,
            dist.resolve("lib.jar")),
        TestProgram.filesBelow(dist));
    writeApp(ALL);
    build(directory(lib, other));
    assertTrue(Files.exists(dist.resolve("other.jar")));
  }

  @Test
  void reuseLeavesNothingStaleEither() throws Exception {
    Path dist = temp.resolve("dist");
    writeApp("lib.Lib.m();");
    build(directory(lib));
    build(directory(lib, jar("third", "package third; public class Third {}")));
    Path rules = Files.writeString(temp.resolve("rules"), "third.Third\n");
    build(
        changed(
            directory(lib, temp.resolve("third.jar")),
            List.of(),
            List.of(rules),
            BuildRequest.Generation.REACHED));
    assertTrue(Files.exists(dist.resolve("third.jar")));
    assertTrue(isFound(build(directory(lib))));
    assertFalse(Files.exists(dist.resolve("third.jar")));
  }

  @Test
  void whatIsNotAsWeWroteItStays() throws Exception {
    Path dist = temp.resolve("dist");
    build(directory(lib, other));
    Path replaced = Files.writeString(dist.resolve("other.jar"), "now the user's own");
    Path outside = Files.writeString(temp.resolve("outside.jar"), "");
    String listing = Files.readString(dist.resolve(OutputDirectory.LISTING));
    String empty = Digest.of(new byte[0]).toString();
    Files.writeString(
        dist.resolve(OutputDirectory.LISTING),
        listing + "damaged\n" + empty + "  ../outside.jar\n" + empty + "  gone.jar\n");
    writeApp("lib.Lib.m();");
    build(directory(lib));
    assertEquals("now the user's own", Files.readString(replaced));
    assertTrue(Files.exists(outside));
  }
}
