package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a crate that a program uses nothing of, no more is read than its header. */
class UnusedCratesTest {
  /** What a crate has that the header of a small crate says little of. */
  private static final int HEADER = 1000;

  @TempDir Path temp;
  private TestProgram program;
  private Path app;
  private Path used;
  private Path unused;
  private Path repository;

  @BeforeEach
  void crates() throws IOException {
    program = new TestProgram(temp);
    Path library =
        program.jar(
            "used-1.0",
            program.classes(
                "used", Map.of("used/Lib.java", "package used; public class Lib { int i = 1; }")),
            Map.of("used/config.properties", "a=b"));
    Path classes =
        program.classes(
            "app",
            Map.of(
                "app/Main.java",
                """
                package app;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    new used.Lib();
                    for (String name : new String[] {
                        "unused", "Unused", "other.Thing", "other/config.properties", "", "a.b.", "no.txt",
                        "META-INF/other.properties"}) {
                      System.out.println(name + Main.class.getResource(name));
                    }
                    String kind = args.length == 0 ? "Lib" : args[0];
                    System.out.println(Class.forName("used." + kind).getName());
                    for (Runnable each : java.util.ServiceLoader.load(Runnable.class)) {
                      each.run();
                    }
                  }
                }
                """),
            library);
    Path idle =
        program.jar(
            "unused-1.0",
            program.classes(
                "unused",
                Map.of(
                    "unused/Service.java",
                    "package unused; public interface Service {}",
                    "unused/One.java",
                    "package unused; public class One implements Service {}",
                    "Alone.java",
                    "public class Alone {}")),
            Map.of(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n\n",
                "META-INF/services/unused.Service", "unused.One",
                "META-INF/maven/g/unused/pom.properties",
                    "groupId=g\nartifactId=unused\nversion=1.0\n",
                "META-INF/native-image/native-image.properties", "Args = -H:+X",
                "META-INF/native-image/reflect-config.json", "[{\"name\": \"unused.One\"}]",
                "META-INF/proguard/unused.pro", "-keep class unused.**",
                "unused/config.xml", "unused.One",
                "carried.jar", "none",
                "README", "unused.One"));
    repository = temp.resolve("repository.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(repository))) {
      zip.putNextEntry(new ZipEntry("g/unused/index.json"));
      zip.write("[]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    List<Lower.Written> written =
        Lower.run(
            new Inputs(
                List.of(Input.of(program.jar("app", classes, Map.of()))),
                List.of(Input.of(library), Input.of(idle))),
            temp.resolve("crates"),
            1);
    app = written.get(0).crate();
    used = written.get(1).crate();
    unused = written.get(2).crate();
  }

  private BuildReport build(Path out, Path... libraries) {
    BuildRequest request = program.request(out, app, libraries);
    return Build.run(
        new RequestLike(request)
            .mainClasses(List.of("app.Main"))
            .cacheDirectory(temp.resolve("cache-" + libraries.length))
            .request()
            .withMetadata(List.of(repository)),
        _ -> {});
  }

  @Test
  void moreOfThemMeansNoMoreChunksAndClasses() throws IOException {
    Path alone = temp.resolve("alone.jar");
    BuildReport before = build(alone, used);
    List<Path> libraries = new ArrayList<>(List.of(used));
    for (int i = 0; i < 5; i++) {
      Path more = temp.resolve("more-" + i + ".mirc");
      Files.copy(unused, more);
      libraries.add(more);
    }
    Path beside = temp.resolve("beside.jar");
    BuildReport after = build(beside, libraries.toArray(Path[]::new));
    assertArrayEquals(Files.readAllBytes(alone), Files.readAllBytes(beside));
    assertEquals(before.total().read().chunks(), after.total().read().chunks());
    assertEquals(before.total().read().classes(), after.total().read().classes());
    for (BuildReport.Crate crate : after.crates().subList(2, after.crates().size())) {
      assertEquals(0, crate.counts().read().chunks(), crate.name());
      assertEquals(0, crate.counts().read().classes(), crate.name());
      assertTrue(crate.counts().read().bytes() < HEADER, crate.toString());
    }
  }

  /** What a crate says of itself counts as ever when a class of it is used. */
  @Test
  void oneThatIsUsedIsRead() throws IOException {
    Path classes =
        program.classes(
            "user",
            Map.of(
                "app/Main.java",
                """
                package app;
                public class Main {
                  public static void main(String[] args) {
                    for (var each : java.util.ServiceLoader.load(unused.Service.class)) {
                      System.out.println(each);
                    }
                  }
                }
                """),
            temp.resolve("unused-1.0.jar"));
    app = program.jar("user", classes, Map.of());
    Path out = temp.resolve("out.jar");
    build(out, used, unused);
    List<String> entries = TestProgram.entries(out);
    assertTrue(entries.contains("unused/One.class"), entries.toString());
    assertTrue(entries.contains("META-INF/services/unused.Service"), entries.toString());
  }
}
