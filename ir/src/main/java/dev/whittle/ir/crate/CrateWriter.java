package dev.whittle.ir.crate;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes crate files ({@code docs/crate-format.md}) of complete crates; {@link CrateEncoder} takes
 * a crate class by class. The bytes are a function of the crate and the format version alone: not
 * of threads, directory, clock, time zone or locale.
 *
 * <p>Errors: those of {@link CrateEncoder}.
 */
public final class CrateWriter {
  private CrateWriter() {}

  /** The crate file as bytes. */
  public static byte[] write(Crate crate) {
    return encode(crate).toBytes();
  }

  /**
   * Writes a crate file so that readers see the whole file or none.
   *
   * @throws IOException if writing fails; then nothing is left behind
   */
  public static void write(Crate crate, Path target) throws IOException {
    encode(crate).write(target);
  }

  /** The crate in encoded form. */
  public static EncodedCrate encode(Crate crate) {
    CrateEncoder encoder = new CrateEncoder(crate.name());
    crate.classes().forEach(encoder::addClass);
    crate.variants().forEach(encoder::addVariant);
    crate.refused().forEach(encoder::addRefused);
    crate.resources().forEach(encoder::addResource);
    if (crate.multiRelease()) {
      encoder.markMultiRelease();
    }
    return encoder.finish();
  }
}
