package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.metadata.CommunityRepository;
import dev.whittle.driver.metadata.Repositories;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata that does not come with a crate: files, and a repository of it. */
class MetadataBuildTest {
  private static final String INDEX =
      """
      [{"latest": true, "metadata-version": "3", "tested-versions": ["3.0"]},
       {"metadata-version": "2", "tested-versions": ["2.1"]},
       {"metadata-version": "1", "default-for": "1\\\\..*", "tested-versions": ["1.9"]}]
      """;

  @TempDir Path temp;
  private TestProgram program;
  private Path app;

  @BeforeEach
  void compile() throws IOException {
    program = new TestProgram(temp);
    Path classes =
        program.classes(
            "app",
            Map.of(
                "Main.java",
                "public class Main { public static void main(String[] args) { new lib.Lib(); } }",
                "lib/Lib.java",
                "package lib; public class Lib {}",
                "lib/One.java",
                "package lib; class One {}",
                "lib/Two.java",
                "package lib; class Two {}",
                "lib/Three.java",
                "package lib; class Three {}"));
    app = classes;
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Map<String, String> all = new java.util.TreeMap<>(files);
    all.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: Main\n\n");
    return program.jar(name, app, all);
  }

  private static String metadata(String type) {
    return """
    {"reflection": [{"type": "%s", "condition": {"typeReached": "lib.Lib"}}]}
    """
        .formatted(type);
  }

  private Path repository() throws IOException {
    Path zip = temp.resolve("repository.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      Map<String, String> files =
          Map.of(
              "g/lib/index.json", INDEX,
              "g/lib/1/index.json", "[]",
              "g/lib/1/reachability-metadata.json", metadata("lib.One"),
              "g/lib/2/reachability-metadata.json", metadata("lib.Two"),
              "g/lib/3/reachability-metadata.json", metadata("lib.Three"));
      for (Map.Entry<String, String> file : files.entrySet()) {
        entries.putNextEntry(new ZipEntry(file.getKey()));
        entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  /** The classes of {@code lib} that survive beside the one that is used, and all other files. */
  private List<String> built(Path root, Path metadata) throws IOException {
    Path out = temp.resolve("out.jar");
    Build.run(program.request(out, root).withMetadata(List.of(metadata)), _ -> {});
    List<String> entries = new ArrayList<>(TestProgram.entries(out));
    entries.removeAll(List.of("META-INF/MANIFEST.MF", "Main.class", "lib/Lib.class"));
    return entries;
  }

  @Test
  void aFileOfTheUsers() throws IOException {
    Path file = temp.resolve("mine.json");
    Files.writeString(file, metadata("lib.Two"));
    assertEquals(List.of("lib/Two.class"), built(jar("app", Map.of()), file));
    Files.writeString(file, "{");
    Path root = jar("app", Map.of());
    assertThrows(Diagnostic.class, () -> built(root, file));
  }

  @Test
  void theRepositoryKnowsAJarByItsName() throws IOException {
    Path zip = repository();
    assertEquals(List.of("lib/Three.class"), built(jar("lib-3.0", Map.of()), zip));
    assertEquals(List.of("lib/Two.class"), built(jar("lib-2.1", Map.of()), zip));
    assertEquals(List.of("lib/One.class"), built(jar("lib-1.4", Map.of()), zip));
    assertEquals(List.of("lib/Three.class"), built(jar("lib-2.9", Map.of()), zip));
    assertEquals(List.of(), built(jar("other-2.1", Map.of()), zip));
    assertEquals(List.of(), built(jar("lib", Map.of()), zip));
  }

  @Test
  void theRepositoryKnowsAJarByWhatMavenPutIntoIt() throws IOException {
    String pom = "META-INF/maven/g/lib/pom.properties";
    Path root = jar("app", Map.of(pom, "groupId=g\nartifactId=lib\nversion=2.1\n"));
    assertEquals(List.of("lib/Two.class", pom), built(root, repository()));
    Path others = jar("app", Map.of(pom, "groupId=h\nartifactId=lib\nversion=2.1\n"));
    assertEquals(List.of(pom), built(others, repository()));
  }

  @Test
  void onlyVersionedNamesAreWorthARepository() throws IOException {
    Path out = temp.resolve("out.jar");
    assertTrue(Repositories.mayKnow(program.request(out, jar("lib-2.1", Map.of())).inputs()));
    assertEquals(false, Repositories.mayKnow(program.request(out, jar("lib", Map.of())).inputs()));
  }

  @Test
  void theRepositoryIsFetchedOnce() throws IOException {
    Path zip = repository();
    Path cache = temp.resolve("cache");
    List<String> fetched = new ArrayList<>();
    CommunityRepository.Source source =
        coordinate -> {
          fetched.add(coordinate);
          return zip;
        };
    for (int i = 0; i < 2; i++) {
      Path found = CommunityRepository.find(cache, source, note -> {}).orElseThrow();
      assertEquals(-1, Files.mismatch(zip, found));
      assertEquals(List.of("lib/Two.class"), built(jar("lib-2.1", Map.of()), found));
    }
    assertEquals(1, fetched.size());
  }

  /** What this machine has is read where it is, and nothing of it is kept. */
  @Test
  void theRepositoryIsNotFetchedWhenItIsHere() throws IOException {
    Path zip = repository();
    CommunityRepository.Source source =
        new CommunityRepository.Source() {
          @Override
          public Optional<Path> local(String coordinate) {
            return Optional.of(zip);
          }

          @Override
          public Path zip(String coordinate) {
            throw new AssertionError("fetched");
          }
        };
    Path cache = temp.resolve("cache");
    assertEquals(Optional.of(zip), CommunityRepository.find(cache, source, note -> {}));
    assertEquals(false, Files.exists(cache));
  }

  @Test
  void withoutANetworkABuildSaysSoOnceAndGoesOn() {
    Path cache = temp.resolve("cache");
    List<String> notes = new ArrayList<>();
    CommunityRepository.Source source =
        coordinate -> {
          throw new Diagnostic("no network");
        };
    for (int i = 0; i < 2; i++) {
      assertEquals(Optional.empty(), CommunityRepository.find(cache, source, notes::add));
    }
    assertEquals(
        List.of("building without the repository of reachability metadata: no network"), notes);
  }
}
