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
    return complete(new MappedCrate(CrateFile.open(path), origin, null));
  }

  /**
   * As {@link #open(Path, String)}, of a crate or a part of one.
   *
   * @param supply where to have what a part lacks; null when that is not to be had: then asking for
   *     it is damage
   */
  public static MappedCrate part(Path path, String origin, Supply supply) throws IOException {
    return new MappedCrate(CrateFile.open(path), origin, supply);
  }

  /** As {@link #part(Path, String, Supply)}, in memory. */
  public static MappedCrate part(byte[] bytes, String origin, Supply supply) {
    return new MappedCrate(CrateFile.of(bytes, Path.of(origin)), origin, supply);
  }

  private static MappedCrate complete(MappedCrate crate) {
    if (crate.isPart()) {
      throw new DamagedInput(crate.path() + ": a part of a crate, of use in a cache only");
    }
    return crate;
  }

  /**
   * A crate in memory.
   *
   * @param bytes of a crate file; they must not change
   * @param origin as for {@link #open(Path, String)}; also stands for the path
   * @throws DamagedInput as for {@link #open(Path)}
   */
  public static MappedCrate of(byte[] bytes, String origin) {
    return complete(new MappedCrate(CrateFile.of(bytes, Path.of(origin)), origin, null));
  }
}
