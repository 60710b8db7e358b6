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
    return open(path, path.toString());
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param origin what the crate was lowered from, to be named when code that could not be lowered
   *     is asked for; damage of the crate itself names the path
   */
  public static MappedCrate open(Path path, String origin) throws IOException {
    return new MappedCrate(CrateFile.open(path), origin);
  }

  /**
   * A crate in memory.
   *
   * @param bytes of a crate file; they must not change
   * @param origin as for {@link #open(Path, String)}; also stands for the path
   * @throws DamagedInput as for {@link #open(Path)}
   */
  public static MappedCrate of(byte[] bytes, String origin) {
    return new MappedCrate(CrateFile.of(bytes, Path.of(origin)), origin);
  }
}
