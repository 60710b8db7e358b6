package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory that is gone in the end, with all that is in it. */
record ScratchDirectory(Path path) implements AutoCloseable {
  static ScratchDirectory create() {
    try {
      return new ScratchDirectory(Files.createTempDirectory("whittle").toRealPath());
    } catch (IOException failure) {
      throw Diagnostic.of(Path.of(System.getProperty("java.io.tmpdir")), failure);
    }
  }

  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw Diagnostic.of(path, failure);
    }
  }
}
