package dev.whittle.cache;

import dev.whittle.digest.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Whether a file is still what was written. */
public final class Written {
  /** Of a file that is read as a whole, to see whether it is the one that was written. */
  public static final long MOST_BYTES = 1L << 29;

  private Written() {}

  /**
   * The {@link Checksum} of a file; empty when it is another than was written, or larger than
   * {@link #MOST_BYTES}.
   *
   * @param sha256 of what was written
   */
  public static OptionalLong checksum(Path file, Digest sha256) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return OptionalLong.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    return Sha256.of(bytes).equals(sha256)
        ? OptionalLong.of(Checksum.of(bytes))
        : OptionalLong.empty();
  }
}
