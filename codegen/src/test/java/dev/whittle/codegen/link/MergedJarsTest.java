package dev.whittle.codegen.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What class loaders say of several jars, of the one jar made of them, and of a jar for each: where
 * the first differs from the others, and that it does not elsewhere.
 */
class MergedJarsTest {
  private static final List<String> TYPES = List.of("app.A", "lib.L", "plain.P", "older.O");

  @TempDir Path temp;
  private List<LinkedCrate> crates;
  private List<Path> originals;
  private Path single;
  private List<Path> directory;

  @BeforeEach
  void jars() throws IOException {
    Path classes = temp.resolve("classes");
    Files.createDirectories(classes);
    new JavaProgram(
            "types",
            "",
            List.of(),
            Map.of(
                "app/A.java", "package app; public class A {}",
                "lib/L.java", "package lib; public class L {}",
                "lib/Also.java", "package lib; public class Also {}",
                "plain/P.java", "package plain; public class P {}",
                "older/O.java", "package older; public class O {}"))
        .compile(classes);
    crates =
        List.of(
            crate("app", classes, "app/A.class", "Implementation-Version: 1\r\nSealed: true\r\n"),
            crate(
                "lib",
                classes,
                "lib/L.class",
                "Implementation-Title: L\r\nImplementation-Version: 2\r\nSealed: TRUE\r\n"),
            crate("plain", classes, "plain/P.class", ""),
            crate("also", classes, "lib/Also.class", ""),
            crate("older", classes, "older/O.class", "implementation-version: 0\r\n"));
    originals = new ArrayList<>();
    for (LinkedCrate crate : crates) {
      originals.add(write(temp.resolve(crate.name() + "-1.0.jar"), crate));
    }
    JarLinker linker = new JarLinker(OrderedMap.SEQUENTIAL);
    single = temp.resolve("single.jar");
    linker.jar(crates, "app.A", single);
    directory =
        linker.directory(crates, "app.A", temp.resolve("dist")).jars().stream()
            .map(LinkReport.Jar::path)
            .toList();
  }

  private static LinkedCrate crate(String name, Path classes, String file, String attributes)
      throws IOException {
    String manifest = "Manifest-Version: 1.0\r\n" + attributes + "\r\n";
    return new LinkedCrate(
        name,
        List.of(
            entry("META-INF/MANIFEST.MF", manifest),
            LinkedCrate.Entry.of(file, Files.readAllBytes(classes.resolve(file))),
            entry("settings.txt", name),
            entry("META-INF/services/x.Service", "x." + name + "\n")));
  }

  private static LinkedCrate.Entry entry(String name, String text) {
    return LinkedCrate.Entry.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Path write(Path jar, LinkedCrate crate) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (LinkedCrate.Entry entry : crate.entries()) {
        zip.putNextEntry(new JarEntry(entry.name()));
        zip.write(entry.content().bytes());
      }
    }
    return jar;
  }

  /** A question to the loader of some jars. */
  private interface Question<A> {
    A ask(URLClassLoader loader) throws Exception;
  }

  private static <A> A ask(List<Path> jars, Question<A> question) throws Exception {
    URL[] urls = jars.stream().map(MergedJarsTest::url).toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return question.ask(loader);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> packages(URLClassLoader loader) throws ClassNotFoundException {
    List<String> said = new ArrayList<>();
    for (String type : TYPES) {
      Package its = loader.loadClass(type).getPackage();
      said.add(
          its.getName()
              + ' '
              + its.getImplementationTitle()
              + ' '
              + its.getImplementationVersion()
              + (its.isSealed() ? " sealed" : ""));
    }
    return said;
  }

  @Test
  void packagesSayTheSameButForWhatNoManifestCanDeny() throws Exception {
    List<String> before = ask(originals, MergedJarsTest::packages);
    assertEquals(
        List.of("app null 1 sealed", "lib L 2 sealed", "plain null null", "older null 0"), before);
    assertEquals(before, ask(directory, MergedJarsTest::packages));
    // plain has no version: in one jar it shows the root's.
    assertEquals(
        List.of("app null 1 sealed", "lib L 2 sealed", "plain null 1", "older null 0"),
        ask(List.of(single), MergedJarsTest::packages));
  }

  /** A jar that seals a package forbids the classes of another; in one jar there is no other. */
  @Test
  void aSealedPackageOfTwoJars() throws Exception {
    Question<String> both =
        loader -> {
          loader.loadClass("lib.L");
          try {
            return loader.loadClass("lib.Also").getName();
          } catch (SecurityException e) {
            return "sealed";
          }
        };
    assertEquals("sealed", ask(originals, both));
    assertEquals("sealed", ask(directory, both));
    assertEquals("lib.Also", ask(List.of(single), both));
  }

  private static List<String> settings(URLClassLoader loader) throws IOException {
    return texts(loader, "settings.txt");
  }

  private static List<String> texts(URLClassLoader loader, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (URL url : Collections.list(loader.getResources(name))) {
      texts.add(new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void resourcesComeInTheirOrderAndFromOneJarOnlyTheFirst() throws Exception {
    List<String> before = ask(originals, MergedJarsTest::settings);
    assertEquals(List.of("app", "lib", "plain", "also", "older"), before);
    assertEquals(before, ask(directory, MergedJarsTest::settings));
    assertEquals(before, ask(directory.subList(0, 1), MergedJarsTest::settings), "by Class-Path");
    assertEquals(List.of("app"), ask(List.of(single), MergedJarsTest::settings));
  }

  @Test
  void listingsAreOneFileWithAllLinesInOrder() throws Exception {
    Question<String> all = loader -> String.join("", texts(loader, "META-INF/services/x.Service"));
    String before = ask(originals, all);
    assertEquals("x.app\nx.lib\nx.plain\nx.also\nx.older\n", before);
    assertEquals(before, ask(List.of(single), all));
    assertEquals(before, ask(directory, all));
  }

  private static List<String> places(URLClassLoader loader) throws Exception {
    List<String> places = new ArrayList<>();
    for (String type : TYPES) {
      URL place = loader.loadClass(type).getProtectionDomain().getCodeSource().getLocation();
      places.add(Path.of(place.toURI()).getFileName().toString());
    }
    return places;
  }

  /** Where a class came from: the one jar, or the jar of its crate, under the crate's name. */
  @Test
  void codeSourcesAreTheJarsThatThereAre() throws Exception {
    assertEquals(
        List.of("app-1.0.jar", "lib-1.0.jar", "plain-1.0.jar", "older-1.0.jar"),
        ask(originals, MergedJarsTest::places));
    assertEquals(
        Collections.nCopies(4, "single.jar"), ask(List.of(single), MergedJarsTest::places));
    assertEquals(
        List.of("app.jar", "lib.jar", "plain.jar", "older.jar"),
        ask(directory, MergedJarsTest::places));
  }

  /** Each format that several jars have under one path: nothing that either says is lost. */
  @ParameterizedTest
  @CsvSource({
    "META-INF/spring.factories, 'k=a.A\n', 'k=b.B\n', 'k=a.A,b.B\n'",
    "META-INF/spring/aot.factories, 'k=a.A\n', 'k=b.B\nl=c.C\n', 'k=a.A,b.B\nl=c.C\n'",
    "META-INF/spring.handlers, 'a=a.A\n', 'a=x.X\nb=b.B\n', 'a=a.A\nb=b.B\n'",
    "META-INF/spring.schemas, 'a=a.xsd\n', 'b=b.xsd\n', 'a=a.xsd\nb=b.xsd\n'",
    "META-INF/spring/x.Auto.imports, 'a.A\n', 'b.B\n', 'a.A\nb.B\n'",
    "META-INF/services/x.Service, 'a.A\n', '# b\nb.B', 'a.A\nb.B\n'",
    "reference.conf, 'a = 1\n', 'b = 2\n', 'a = 1\n\nb = 2\n'",
  })
  void formatsOfListings(String path, String first, String second, String merged)
      throws IOException {
    Path out = temp.resolve("merged.jar");
    LinkReport report =
        new JarLinker(OrderedMap.SEQUENTIAL)
            .jar(
                List.of(
                    new LinkedCrate("a", List.of(entry(path, first))),
                    new LinkedCrate("b", List.of(entry(path, second)))),
                "",
                out);
    assertEquals(List.of(), report.duplicates());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url(out)}, null)) {
      assertEquals(List.of(merged), texts(loader, path));
    }
    assertTrue(MergeRules.builtIn().format(path).isPresent());
  }
}
