package dev.whittle.codegen.link;

import dev.whittle.digest.Checksum;
import dev.whittle.digest.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CheckedOutputStream;

/**
 * A jar that is written beside its place and moved there when it is whole. Closing one that was not
 * moved removes it, so that a failure leaves what was there before.
 */
final class OutputFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private LinkReport.Jar written;

  private OutputFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Writes a jar of {@code entries} beside {@code target}, in folders that are made when missing.
   */
  static OutputFile write(Path target, List<ZipWriter.Packed> entries) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = folder.resolve("." + target.getFileName() + "." + random + ".tmp");
    OutputFile file = new OutputFile(target, temporary);
    try {
      temporary.toFile().deleteOnExit();
      file.fill(entries);
      return file;
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  private void fill(List<ZipWriter.Packed> entries) throws IOException {
    MessageDigest sha256 = Sha256.fresh();
    Checksum checksum = new Checksum();
    OutputStream file =
        Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    OutputStream digesting =
        new CheckedOutputStream(new DigestOutputStream(file, sha256), checksum);
    try (OutputStream out = new BufferedOutputStream(digesting, 1 << 16)) {
      ZipWriter zip = new ZipWriter(out);
      for (ZipWriter.Packed entry : entries) {
        zip.write(entry);
      }
      zip.finish();
    }
    String hex = HexFormat.of().formatHex(sha256.digest());
    written = new LinkReport.Jar(target, Files.size(temporary), hex, checksum.getValue());
  }

  /** Puts the jar in its place. */
  LinkReport.Jar publish() throws IOException {
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    return written;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }
}
