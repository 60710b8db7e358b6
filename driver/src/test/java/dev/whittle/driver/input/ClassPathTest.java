package dev.whittle.driver.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.InputIdentity;
import dev.whittle.driver.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
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
    ClassPath.Followed followed = follow(a, d, c);
    assertEquals(List.of(a, b, c, d), followed.entries());
    assertEquals(
        List.of(
            new ClassPath.MissingEntry(a, "missing.jar"),
            new ClassPath.MissingEntry(a, "http://example.com/x.jar")),
        followed.missing());
  }

  private static ClassPath.Followed follow(Path... entries) {
    return ClassPath.followManifests(List.of(entries), ManifestClassPath.READ);
  }

  @Test
  void anUnchangedJarIsNotOpenedForItsManifest() throws Exception {
    Path none = jar("none.jar", "");
    Path some = jar("some.jar", "none.jar");
    for (Path jar : List.of(none, some)) {
      Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    }
    Thread.sleep(2100); // Files touched a moment ago are read again: InputIdentity.
    List<Path> opened = new ArrayList<>();
    ManifestClassPath reading =
        jar -> {
          opened.add(jar);
          return ManifestClassPath.READ.of(jar);
        };
    Path cache = temp.resolve("cache");
    for (int run = 0; run < 2; run++) {
      InputIdentity identity = new InputIdentity(cache, InputIdentity.Trust.STAT);
      ManifestClassPath memo = new RememberedClassPath(ContentStore.at(cache), identity, reading);
      assertEquals(List.of(some, none), ClassPath.followManifests(List.of(some), memo).entries());
      assertEquals(List.of(some, none), opened, "run " + run);
      assertEquals(0, identity.recognize(some).filesRead());
    }
  }

  @Test
  void aTruncatedJarIsADiagnosticThatNamesIt() throws IOException {
    Path jar = jar("a.jar", "b.jar");
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length - 10));
    Diagnostic damaged = assertThrows(Diagnostic.class, () -> follow(jar));
    assertTrue(damaged.getMessage().startsWith(jar + ": not a readable jar"), damaged.getMessage());
  }
}
