package dev.whittle.ir.crate;

/**
 * Bytes that no writer wrote, found while decoding. It never leaves the package: {@link
 * MappedCrate} turns it into a {@link dev.whittle.ir.DamagedInput} that names the file.
 */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  Malformed(String message) {
    super(message);
  }
}
