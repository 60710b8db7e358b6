package dev.whittle.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.whittle.ir.DamagedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
  @TempDir Path temp;

  /** As {@code java} finds them. */
  @Test
  void linksAreFollowed() throws IOException {
    Path real = Files.createDirectories(temp.resolve("real/p"));
    Files.write(real.resolve("A.class"), new byte[10]);
    Path root = Files.createDirectories(temp.resolve("root"));
    Files.createSymbolicLink(root.resolve("p"), real);
    assertEquals(List.of("p/A"), DirectorySource.open(root).classNames());
    Path link = Files.createSymbolicLink(temp.resolve("link"), root);
    assertEquals(List.of("p/A"), DirectorySource.open(link).classNames());
  }

  @Test
  void linksInACircleAreNoDirectory() throws IOException {
    Path root = Files.createDirectories(temp.resolve("root"));
    Files.createSymbolicLink(root.resolve("p"), root);
    assertThrows(DamagedInput.class, () -> DirectorySource.open(root));
  }
}
