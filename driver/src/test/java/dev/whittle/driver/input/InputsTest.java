package dev.whittle.driver.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  @TempDir Path temp;

  @Test
  void coordinatesAreRecognized() {
    assertEquals(
        Optional.of(new Coordinate("org.jflex", "jflex", "1.9.1", "")),
        Coordinate.parse("org.jflex:jflex:1.9.1"));
    assertEquals(
        Optional.of(new Coordinate("g", "a", "[1,2)", "all-deps")),
        Coordinate.parse("g:a:[1,2):all-deps"));
    assertEquals(Optional.empty(), Coordinate.parse("app.jar"));
    assertEquals(Optional.empty(), Coordinate.parse("g:a"));
    assertEquals(Optional.empty(), Coordinate.parse("/x:y/a:b:c"));
  }

  @Test
  void filesNeedNoResolver() throws IOException {
    Path classes = Files.createDirectory(temp.resolve("classes"));
    Path crate = Files.createFile(temp.resolve("lib.mirc"));
    Inputs inputs =
        Inputs.resolve(
            List.of(classes.toString()),
            List.of(crate),
            () -> fail("no coordinate was given"),
            ManifestClassPath.READ);
    assertEquals(List.of(new Input.ClassDirectory(classes)), inputs.roots());
    assertEquals(List.of(new Input.MirCrate(crate)), inputs.libraries());
    assertEquals("lib", inputs.libraries().getFirst().name());
  }

  @Test
  void artifactsComeBeforeTheClassPath() throws IOException {
    Path root = Files.createDirectory(temp.resolve("root"));
    Path dependency = Files.createDirectory(temp.resolve("dependency"));
    Path library = Files.createDirectory(temp.resolve("library"));
    Coordinate coordinate = new Coordinate("g", "a", "1", "");
    ArtifactSource artifacts =
        _ ->
            List.of(
                new ArtifactSource.Resolved(coordinate, root),
                new ArtifactSource.Resolved(new Coordinate("g", "b", "2", ""), dependency));
    Inputs inputs =
        Inputs.resolve(List.of("g:a:1"), List.of(library), () -> artifacts, ManifestClassPath.READ);
    assertEquals(List.of(new Input.ClassDirectory(root)), inputs.roots());
    assertEquals(
        List.of(new Input.ClassDirectory(dependency), new Input.ClassDirectory(library)),
        inputs.libraries());
  }

  @Test
  void aMissingRootIsNamed() {
    Diagnostic missing =
        assertThrows(
            Diagnostic.class,
            () ->
                Inputs.resolve(
                    List.of("no-such.jar"),
                    List.of(),
                    () -> fail("not a coordinate"),
                    ManifestClassPath.READ));
    assertEquals("no-such.jar: no such file or directory", missing.getMessage());
  }

  private static String refused(String root) {
    return assertThrows(
            Diagnostic.class,
            () ->
                Inputs.resolve(
                    List.of(root),
                    List.of(),
                    () -> fail("not a coordinate"),
                    ManifestClassPath.READ))
        .getMessage();
  }

  @Test
  void whatIsNeitherFileNorCoordinateIsSaid() throws IOException {
    for (String root : List.of("g:a:1.0:x:y", "g::1", "a:b")) {
      assertEquals(
          root + ": neither a file nor group:artifact:version[:classifier]", refused(root));
    }
    Path source = Files.writeString(temp.resolve("M.java"), "class M {}");
    assertEquals(
        source + ": Java sources are not lowered yet; give the directory of their class files",
        refused(source.toString()));
  }

  @Test
  void oneFileUnderTwoSpellingsIsOneInput() throws IOException {
    Path classes = Files.createDirectory(temp.resolve("classes"));
    Path crate = Files.createFile(temp.resolve("lib.mirc"));
    Path again = temp.resolve("classes/../lib.mirc");
    Path link = Files.createSymbolicLink(temp.resolve("link.mirc"), crate);
    Inputs inputs =
        Inputs.resolve(
            List.of(classes.toString(), classes + "/."),
            List.of(crate, again, link),
            () -> fail("no coordinate was given"),
            ManifestClassPath.READ);
    assertEquals(List.of(new Input.ClassDirectory(classes)), inputs.roots());
    assertEquals(List.of(new Input.MirCrate(crate)), inputs.libraries());
    assertEquals(
        List.of(new Input.MirCrate(crate)),
        Inputs.named(List.of(crate.toString(), again.toString()), () -> fail("none")).all());
  }
}
