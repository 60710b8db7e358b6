package dev.whittle.testkit.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which class file of a name counts. */
class ClassPathTest {
  @TempDir private Path folder;

  private Path jar(String name, String... entries) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    Path file = folder.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write((name + "!" + entry).getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static void assertReads(String expected, ClassPath classPath, String name) {
    assertArrayEquals(
        expected.getBytes(StandardCharsets.UTF_8), classPath.read(name).orElseThrow());
  }

  @Test
  void theFirstOfAName() throws IOException {
    Path a = jar("a.jar", "p/A.class");
    Path b = jar("b.jar", "p/A.class", "p/B.class");
    try (var classPath = ClassPath.open(List.of(a, b), 17)) {
      assertEquals(Set.of("p/A", "p/B"), classPath.names());
      assertReads("a.jar!p/A.class", classPath, "p/A");
    }
    try (var classPath = ClassPath.open(List.of(folder), 17)) {
      assertReads("a.jar!p/A.class", classPath, "p/A");
    }
  }

  @Test
  void theVariantOfTheRelease() throws IOException {
    Path a =
        jar(
            "a.jar",
            "p/A.class",
            "META-INF/versions/11/p/A.class",
            "META-INF/versions/21/p/A.class",
            "META-INF/versions/21/p/B.class",
            "module-info.class");
    try (var classPath = ClassPath.open(List.of(a), 17)) {
      assertEquals(Set.of("p/A"), classPath.names());
      assertReads("a.jar!META-INF/versions/11/p/A.class", classPath, "p/A");
    }
    try (var classPath = ClassPath.open(List.of(a), 25)) {
      assertEquals(Set.of("p/A", "p/B"), classPath.names());
    }
  }
}
