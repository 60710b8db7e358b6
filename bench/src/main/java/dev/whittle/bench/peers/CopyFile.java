package dev.whittle.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The floor of a build that has nothing to do but write its output: a JVM that starts, reads a file
 * and writes it elsewhere. Arguments: the file and where to.
 */
public final class CopyFile {
  private CopyFile() {}

  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[1]), Files.readAllBytes(Path.of(arguments[0])));
  }
}
