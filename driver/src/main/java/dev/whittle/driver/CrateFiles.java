package dev.whittle.driver;

import dev.whittle.driver.input.Input;
import dev.whittle.ir.crate.EncodedCrate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Crates on their way into a directory: they appear together, or none does. */
final class CrateFiles implements AutoCloseable {
  private final Path directory;
  private final boolean made;
  private final List<Path> waiting = new ArrayList<>();
  private final List<Lower.Written> written = new ArrayList<>();

  private CrateFiles(Path directory, boolean made) {
    this.directory = directory;
    this.made = made;
  }

  static CrateFiles in(Path directory) {
    boolean there = Files.isDirectory(directory);
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
    return new CrateFiles(directory, !there);
  }

  void write(Input input, EncodedCrate crate) {
    Path target = directory.resolve(input.name() + ".mirc");
    try {
      Path temporary = Files.createTempFile(directory, "." + input.name(), ".tmp");
      waiting.add(temporary);
      crate.write(temporary);
      written.add(
          new Lower.Written(
              input, target, crate.classCount(), Files.size(temporary), crate.refused()));
    } catch (IOException failure) {
      throw Diagnostic.of(target, failure);
    }
  }

  List<Lower.Written> publish() {
    for (int i = 0; i < written.size(); i++) {
      Path target = written.get(i).crate();
      try {
        Files.move(waiting.get(i), target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException failure) {
        throw Diagnostic.of(target, failure);
      }
    }
    waiting.clear();
    return List.copyOf(written);
  }

  @Override
  public void close() {
    try {
      for (Path temporary : waiting) {
        Files.deleteIfExists(temporary);
      }
      if (made && written.isEmpty()) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }
}
