package dev.whittle.driver.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir Path temp;

  private Path jar(String name, String classPath) throws IOException {
    Path jar = temp.resolve(name);
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!classPath.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream _ = new JarOutputStream(out, manifest)) {
      return jar;
    }
  }

  @Test
  void separatedEntriesAndWildcards() throws IOException {
    Path b = jar("lib/b.jar", "");
    Path a = jar("lib/a.JAR", "");
    Files.writeString(temp.resolve("lib/notes.txt"), "");
    Path other = jar("other.jar", "");
    assertEquals(
        List.of(other, a, b, Path.of(".")),
        ClassPath.parse(other + File.pathSeparator + temp.resolve("lib/*") + File.pathSeparator));
  }

  @Test
  void anEmptyClassPathIsTheCurrentDirectory() {
    assertEquals(List.of(Path.of(".")), ClassPath.parse(""));
  }

  @Test
  void aMissingEntryIsNamed() {
    Diagnostic missing =
        assertThrows(Diagnostic.class, () -> ClassPath.parse(temp.resolve("x.jar").toString()));
    assertEquals(
        "class path: " + temp.resolve("x.jar") + ": no such file or directory",
        missing.getMessage());
    assertThrows(Diagnostic.class, () -> ClassPath.parse(temp.resolve("nowhere/*").toString()));
  }

  @Test
  void manifestsAreFollowedDepthFirstAndOnce() throws IOException {
    Path c = jar("my lib/c.jar", "");
    Path b = jar("b.jar", "my%20lib/c.jar a.jar");
    Path a = jar("a.jar", "b.jar missing.jar http://example.com/x.jar");
    Path d = jar("d.jar", "");
    assertEquals(List.of(a, b, c, d), ClassPath.followManifests(List.of(a, d, c)));
  }

  @Test
  void aTruncatedJarIsADiagnosticThatNamesIt() throws IOException {
    Path jar = jar("a.jar", "b.jar");
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length - 10));
    Diagnostic damaged =
        assertThrows(Diagnostic.class, () -> ClassPath.followManifests(List.of(jar)));
    assertTrue(damaged.getMessage().startsWith(jar + ": not a readable jar"), damaged.getMessage());
  }
}
