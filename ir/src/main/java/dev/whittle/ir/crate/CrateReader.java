package dev.whittle.ir.crate;

import dev.whittle.ir.DamagedInput;
import java.io.IOException;
import java.nio.file.Path;

/** Opens crate files ({@code docs/crate-format.md}). */
public final class CrateReader {
  private CrateReader() {}

  /**
   * Maps a crate and checks its header: the same work for a crate of any size. Everything else is
   * checked and decoded when it is asked for.
   *
   * @throws IOException if there is no such file, or it cannot be read
   * @throws DamagedInput if it is not a crate, is damaged, or needs a newer reader; one line that
   *     starts with the path
   */
  public static MappedCrate open(Path path) throws IOException {
    return new MappedCrate(CrateFile.open(path));
  }
}
