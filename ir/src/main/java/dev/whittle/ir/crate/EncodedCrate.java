package dev.whittle.ir.crate;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A crate file that is not written yet. */
public final class EncodedCrate {
  private final CrateLayout layout;
  private final int classCount;
  private final List<RefusedClass> refused;

  EncodedCrate(CrateLayout layout, int classCount, List<RefusedClass> refused) {
    this.layout = layout;
    this.classCount = classCount;
    this.refused = refused;
  }

  /** How many classes it has outside of {@code META-INF/versions}, refused ones left out. */
  public int classCount() {
    return classCount;
  }

  /** Classes that could not be lowered, by name and release. */
  public List<RefusedClass> refused() {
    return refused;
  }

  /** The bytes of the file. */
  public byte[] toBytes() {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream(layout.size())) {
      layout.writeTo(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("a byte array that fails", e);
    }
  }

  /**
   * Writes the file so that readers see the whole file or none: to a temporary file beside the
   * target, which is then renamed.
   *
   * @throws IOException if writing fails; then nothing is left behind
   */
  public void write(Path target) throws IOException {
    String suffix = "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
    Path temporary = target.resolveSibling(target.getFileName() + suffix);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              1 << 16)) {
        layout.writeTo(out);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
