package dev.whittle.codegen.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarLinkerTest {
  /** Works from the last to the first, on other threads: what comes out must not show it. */
  private static final OrderedMap SCRAMBLED =
      new OrderedMap() {
        @Override
        public <A, B> List<B> map(List<A> items, Function<? super A, ? extends B> function) {
          List<B> results = new ArrayList<>(Collections.nCopies(items.size(), null));
          IntStream.range(0, items.size())
              .parallel()
              .map(i -> items.size() - 1 - i)
              .forEach(i -> results.set(i, function.apply(items.get(i))));
          return results;
        }
      };

  @TempDir Path temp;

  private static LinkedCrate crate(String name, String... namesAndTexts) {
    List<LinkedCrate.Entry> entries = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      byte[] bytes = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
      entries.add(LinkedCrate.Entry.of(namesAndTexts[i], bytes));
    }
    return new LinkedCrate(name, entries);
  }

  private LinkReport link(LinkedCrate... crates) throws IOException {
    return new JarLinker(OrderedMap.SEQUENTIAL)
        .jar(List.of(crates), "com.example.Main", temp.resolve("out.jar"));
  }

  private JarFile open() throws IOException {
    return new JarFile(temp.resolve("out.jar").toFile());
  }

  private String text(String name) throws IOException {
    try (JarFile jar = open()) {
      JarEntry entry = jar.getJarEntry(name);
      return entry == null
          ? null
          : new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theManifestComesFirstAndNamesTheMainClass() throws IOException {
    link(
        crate(
            "app", "a/A.class", "A", "META-INF/MANIFEST.MF", "Class-Path: lib.jar\r\nX: y\r\n\r\n"),
        crate("lib", "b/B.class", "B"));
    try (JarFile jar = open()) {
      assertEquals("META-INF/MANIFEST.MF", jar.entries().nextElement().getName());
      Attributes main = jar.getManifest().getMainAttributes();
      assertEquals("com.example.Main", main.getValue("Main-Class"));
      assertEquals("y", main.getValue("X"));
      assertNull(main.getValue("Class-Path"));
      assertNull(main.getValue("Multi-Release"));
    }
    assertEquals("A", text("a/A.class"));
    assertEquals("B", text("b/B.class"));
  }

  @Test
  void serviceFilesAreMergedAndOtherDifferencesReported() throws IOException {
    LinkReport report =
        link(
            crate("app", "META-INF/services/x.X", "a.A\n", "logo.txt", "1", "same.txt", "s"),
            crate("lib", "META-INF/services/x.X", "b.B\n", "logo.txt", "2", "same.txt", "s"));
    assertEquals("a.A\nb.B\n", text("META-INF/services/x.X"));
    assertEquals("1", text("logo.txt"));
    assertEquals(
        List.of(new LinkReport.Duplicate("logo.txt", "app", List.of("lib"))), report.duplicates());
  }

  @Test
  void aFileThatIsNotOfItsFormatIsADuplicate() throws IOException {
    String path = "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat";
    LinkReport report = link(crate("app", path, "broken"), crate("lib", path, "otherwise"));
    assertEquals("broken", text(path));
    assertEquals(path, report.duplicates().getFirst().name());
  }

  @Test
  void signaturesGoWithTheirDigests() throws IOException {
    LinkReport report =
        link(
            crate(
                "app",
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\n\r\nName: a/A.class\r\nSHA-256-Digest: abc=\r\n\r\n"
                    + "Name: b/B.class\r\nSHA-256-Digest: abc=\r\nX: y\r\n\r\n",
                "META-INF/KEY.SF",
                "sf",
                "META-INF/key.rsa",
                "rsa",
                "a/A.class",
                "A",
                "b/B.class",
                "B"),
            crate("lib", "c/C.class", "C"));
    assertEquals(List.of("app"), report.signed());
    assertNull(text("META-INF/KEY.SF"));
    assertNull(text("META-INF/key.rsa"));
    try (JarFile jar = open()) {
      assertNull(jar.getManifest().getAttributes("a/A.class"));
      assertEquals("y", jar.getManifest().getAttributes("b/B.class").getValue("X"));
      assertEquals(1, jar.getManifest().getAttributes("b/B.class").size());
    }
  }

  @Test
  void packagesOfDependenciesKeepTheirVersion() throws IOException {
    link(
        crate("app", "a/A.class", "A"),
        crate(
            "lib",
            "META-INF/MANIFEST.MF",
            "Implementation-Version: 2.5\r\nSealed: true\r\nMain-Class: b.B\r\n\r\n",
            "b/c/B.class",
            "B"));
    try (JarFile jar = open()) {
      Attributes section = jar.getManifest().getAttributes("b/c/");
      assertEquals("2.5", section.getValue("Implementation-Version"));
      assertEquals("true", section.getValue("Sealed"));
      assertNull(section.getValue("Main-Class"));
      assertNull(jar.getManifest().getAttributes("a/"));
    }
  }

  @Test
  void versionedFilesCountOnlyWhereTheirCrateSaysSo() throws IOException {
    String multiRelease = "Multi-Release: true\r\n\r\n";
    link(
        crate("app", "c/C.class", "C", "META-INF/versions/9/x/X.class", "not multi-release"),
        crate(
            "lib",
            "META-INF/MANIFEST.MF",
            multiRelease,
            "b/B.class",
            "B",
            "META-INF/versions/11/b/B.class",
            "B11",
            "META-INF/versions/11/c/C.class",
            "shadowed by app",
            "META-INF/versions/9/module-info.class",
            "module"));
    assertEquals("B11", text("META-INF/versions/11/b/B.class"));
    assertNull(text("META-INF/versions/9/x/X.class"));
    assertNull(text("META-INF/versions/11/c/C.class"));
    assertNull(text("META-INF/versions/9/module-info.class"));
    try (JarFile jar = open()) {
      assertEquals("true", jar.getManifest().getMainAttributes().getValue("Multi-Release"));
    }
  }

  @Test
  void foldersHaveEntries() throws IOException {
    LinkReport report = link(crate("app", "a/b/C.class", "C"), crate("lib", "a/b/C.class", "C"));
    assertEquals(List.of(1L, 0L), report.crateBytes());
    try (JarFile jar = open()) {
      assertNotNull(jar.getEntry("a/b/"));
      assertTrue(jar.getJarEntry("a/").isDirectory());
    }
  }

  /** Loaders that find source and class side by side take the newer. */
  @Test
  void classesAreNewerThanWhatLiesBesideThem() throws IOException {
    link(crate("a", "a/script.txt", "source", "a/script.class", "class"));
    try (JarFile jar = open()) {
      long source = jar.getJarEntry("a/script.txt").getTime();
      assertTrue(jar.getJarEntry("a/script.class").getTime() > source);
    }
  }

  @Test
  void bytesFollowFromEntriesAlone() throws IOException {
    LinkedCrate[] crates = {
      crate("app", "META-INF/services/x", "a", "a/A.class", "A".repeat(5000), "r", "1"),
      crate("lib", "META-INF/services/x", "b", "b/B.class", "B", "r", "2", "long", "é".repeat(99))
    };
    LinkReport first = link(crates);
    byte[] bytes = Files.readAllBytes(temp.resolve("out.jar"));
    LinkReport second =
        new JarLinker(SCRAMBLED)
            .jar(List.of(crates), "com.example.Main", temp.resolve("elsewhere/2.jar"));
    assertArrayEquals(bytes, Files.readAllBytes(temp.resolve("elsewhere/2.jar")));
    assertEquals(first.jars().getFirst().sha256(), second.jars().getFirst().sha256());
    assertEquals(bytes.length, first.jars().getFirst().bytes());
    assertEquals(first.duplicates(), second.duplicates());
  }

  @Test
  void moreEntriesThanAClassicZipCanCount() throws IOException {
    List<LinkedCrate.Entry> entries =
        IntStream.range(0, 70_000)
            .mapToObj(i -> LinkedCrate.Entry.of("f/" + i, new byte[0]))
            .toList();
    link(new LinkedCrate("app", entries));
    try (JarFile jar = open()) {
      assertEquals(70_002, jar.size());
      assertNotNull(jar.getEntry("f/69999"));
    }
  }

  @Test
  void longManifestLinesAreFolded() throws IOException {
    String value = "äöü".repeat(60);
    link(crate("app", "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n", "a/A.class", "A"));
    JarManifest manifest = new JarManifest();
    manifest.putMain("Title", value);
    byte[] bytes = manifest.toBytes();
    assertEquals(value, JarManifest.read(bytes).main("title"));
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 72));
  }

  @Test
  void aFailureLeavesWhatWasThere() throws IOException {
    Path out = temp.resolve("out.jar");
    Files.writeString(out, "before");
    LinkedCrate.Entry broken =
        new LinkedCrate.Entry(
            "a",
            () -> {
              throw new IOException("cannot be read");
            });
    JarLinker linker = new JarLinker(OrderedMap.SEQUENTIAL);
    List<LinkedCrate> crates = List.of(new LinkedCrate("app", List.of(broken)));
    assertThrows(IOException.class, () -> linker.jar(crates, "", out));
    assertThrows(IOException.class, () -> linker.directory(crates, "", temp));
    assertThrows(
        IOException.class, () -> linker.jar(List.of(crate("app")), "", out.resolve("below/x.jar")));
    assertEquals("before", Files.readString(out));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of(out), files.toList());
    }
  }

  @Test
  void aJarPerCrateStartsFromTheFirst() throws Exception {
    Path dist = temp.resolve("dist");
    LinkReport report =
        new JarLinker(SCRAMBLED)
            .directory(
                List.of(
                    crate("my app", "META-INF/services/x.X", "a", "a.txt", "A"),
                    crate("empty", "META-INF/MANIFEST.MF", "X: y\r\n\r\n"),
                    crate("lib", "META-INF/services/x.X", "b", "a.txt", "B"),
                    crate("lib", "c.txt", "C")),
                "com.example.Main",
                dist);
    assertEquals(
        List.of("my app.jar", "lib.jar", "lib-2.jar"),
        report.jars().stream().map(jar -> jar.path().getFileName().toString()).toList());
    try (JarFile root = new JarFile(dist.resolve("my app.jar").toFile())) {
      Attributes main = root.getManifest().getMainAttributes();
      assertEquals("com.example.Main", main.getValue("Main-Class"));
      assertEquals("lib.jar lib-2.jar", main.getValue("Class-Path"));
    }
    // A class loader over the first alone follows its manifest to the others, in order.
    java.net.URL[] urls = {dist.resolve("my app.jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      assertEquals(2, Collections.list(loader.getResources("a.txt")).size());
      assertEquals("A", new String(loader.getResourceAsStream("a.txt").readAllBytes()));
      assertEquals("C", new String(loader.getResourceAsStream("c.txt").readAllBytes()));
    }
  }
}
