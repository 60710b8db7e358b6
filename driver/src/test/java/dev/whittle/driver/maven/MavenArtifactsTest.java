package dev.whittle.driver.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.ArtifactSource;
import dev.whittle.driver.input.Coordinate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a repository of files that the user's settings name as the mirror of everything. */
class MavenArtifactsTest {
  @TempDir Path temp;
  private Path settings;

  @BeforeEach
  void repository() throws IOException {
    settings = temp.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <localRepository>%s</localRepository>
          <mirrors>
            <mirror><id>test</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
        </settings>
        """
            .formatted(temp.resolve("local"), temp.resolve("remote").toUri()));
    artifact("app", "1", dependency("b", "1", "compile") + dependency("t", "1", "test"));
    artifact("b", "1", dependency("c", "1", "runtime") + optional("o"));
    artifact("c", "1", "");
    artifact("c", "2", "");
    artifact("d", "1", dependency("c", "2", "compile"));
    artifact("broken", "1", dependency("missing", "9", "compile"));
  }

  private void artifact(String name, String version, String dependencies) throws IOException {
    Path folder = temp.resolve("remote/com/example").resolve(name).resolve(version);
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(name + "-" + version + ".pom"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId><artifactId>%s</artifactId><version>%s</version>
          <dependencies>%s</dependencies>
        </project>
        """
            .formatted(name, version, dependencies));
    Files.writeString(folder.resolve(name + "-" + version + ".jar"), name + version);
    Files.writeString(folder.resolve(name + "-" + version + "-all.jar"), "all");
  }

  private static String dependency(String name, String version, String scope) {
    return """
    <dependency><groupId>com.example</groupId><artifactId>%s</artifactId>
      <version>%s</version><scope>%s</scope></dependency>
    """
        .formatted(name, version, scope);
  }

  private static String optional(String name) {
    return """
    <dependency><groupId>com.example</groupId><artifactId>%s</artifactId>
      <version>1</version><optional>true</optional></dependency>
    """
        .formatted(name);
  }

  private List<String> resolve(String... coordinates) {
    List<Coordinate> parsed =
        java.util.Arrays.stream(coordinates).map(c -> Coordinate.parse(c).orElseThrow()).toList();
    return MavenArtifacts.ofSettings(settings, Downloads.SILENT).resolve(parsed).stream()
        .map(ArtifactSource.Resolved::coordinate)
        .map(Coordinate::toString)
        .toList();
  }

  @Test
  void whatIsNeededAtRunTimeInClassPathOrder() {
    assertEquals(
        List.of("com.example:app:1", "com.example:b:1", "com.example:c:1"),
        resolve("com.example:app:1"));
  }

  @Test
  void oneVersionOfEachArtifactTheNearestAsMavenChooses() {
    assertEquals(
        List.of("com.example:d:1", "com.example:c:2", "com.example:app:1", "com.example:b:1"),
        resolve("com.example:d:1", "com.example:app:1"));
  }

  @Test
  void classifiersNameOtherFiles() {
    assertEquals("com.example:c:1:all", resolve("com.example:c:1:all").getFirst());
  }

  @Test
  void whatTheLocalRepositoryHoldsIsEnough() throws IOException {
    List<String> before = resolve("com.example:app:1");
    Files.move(temp.resolve("remote"), temp.resolve("gone"));
    assertEquals(before, resolve("com.example:app:1"));
  }

  @Test
  void unknownCoordinatesAreOneLine() {
    Diagnostic unknown = assertThrows(Diagnostic.class, () -> resolve("com.example:nowhere:1"));
    assertTrue(
        unknown.getMessage().startsWith("cannot resolve com.example:nowhere:1: "),
        unknown.getMessage());
    Diagnostic missing = assertThrows(Diagnostic.class, () -> resolve("com.example:broken:1"));
    assertTrue(missing.getMessage().contains("com.example:missing:9"), missing.getMessage());
  }
}
