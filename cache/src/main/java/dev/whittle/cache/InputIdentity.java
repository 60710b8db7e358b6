package dev.whittle.cache;

import dev.whittle.digest.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The digest of an input that is not read when it has not changed: a memo from its stat record
 * (size, times in ns, inode) to the digest of its bytes.
 *
 * <p>The memo is believed by git's rule for racy timestamps: a file may change twice within one
 * tick of its clock and keep its size, so a record counts only when the file was last touched well
 * before the reading that produced the digest began. Files touched in the last {@link #RACY_NS} are
 * read again, at worst once more. This takes the clock of the machine and that of the file system
 * to agree within that margin. A content of this cache is exempt when it was read and is what it is
 * named by: contents come to their places whole, and nobody writes to them.
 *
 * <p>A record belongs to the path it was taken at. Records are published atomically, each by
 * itself: processes that race write equal records or such that the next look finds out of date. A
 * missing, damaged or unwritable record costs a reading and nothing else.
 */
public final class InputIdentity {
  /** The shelf of the cache directory with the records. */
  static final String SHELF = "inputs";

  /** Two seconds, the coarsest clock of file systems in use (FAT). */
  static final long RACY_NS = 2_000_000_000L;

  private static final int ATTEMPTS = 3;

  /** Whether stat records are believed. */
  public enum Trust {
    /** An unchanged stat record means unchanged bytes. */
    STAT,
    /** Read every byte; refresh the records. */
    NOTHING
  }

  /** The property that names another directory with records, of files that came with Whittle. */
  private static final String INSTALLED = "whittle.installed";

  private final CacheDirectory directory;

  /** Null for none. */
  private final CacheDirectory installed;

  private final Trust trust;
  private final LongSupplier clockNs;

  /** The memo in {@code cacheDirectory}, which need not exist yet. */
  public InputIdentity(Path cacheDirectory, Trust trust) {
    this(
        cacheDirectory,
        System.getProperty(INSTALLED),
        trust,
        () -> Math.multiplyExact(System.currentTimeMillis(), 1_000_000L));
  }

  InputIdentity(Path cacheDirectory, String installed, Trust trust, LongSupplier clockNs) {
    this.directory = new CacheDirectory(cacheDirectory);
    this.installed = installed == null ? null : new CacheDirectory(Path.of(installed));
    this.trust = trust;
    this.clockNs = clockNs;
  }

  /**
   * An input, recognized.
   *
   * @param digest of a file, its bytes; of a directory, names and bytes of all files below it
   * @param filesRead how many files had to be read for it
   */
  public record Recognized(Digest digest, int filesRead) {}

  /**
   * Recognizes a file or a directory.
   *
   * @throws IOException when it cannot be read, or goes on changing while it is
   */
  public Recognized recognize(Path input) throws IOException {
    return recognize(input, "", InputIdentity::read);
  }

  /**
   * The SHA-256 of an output.
   *
   * @throws IOException as {@link #recognize}
   */
  public Digest sha256(Path output) throws IOException {
    return recognize(output, "sha256 ", (_, file) -> new Read(Digest.sha256OfFile(file), 0))
        .digest();
  }

  /** What reading a file gave. */
  private record Read(Digest digest, long checksum) {}

  @FunctionalInterface
  private interface Reading {
    Read read(String name, Path file) throws IOException;
  }

  private static Read read(String name, Path file) throws IOException {
    if (name.isEmpty()) {
      return new Read(Digest.ofFile(file), 0);
    }
    Checksum checksum = new Checksum();
    return new Read(Digest.ofFile(file, checksum), checksum.getValue());
  }

  /**
   * The {@linkplain Checksum checksums} of the files of a directory that was recognized, by their
   * names in it; empty when that was not remembered, or has been recognized as another since.
   */
  public Optional<Map<String, Long>> checksums(Path directory, Digest recognized) {
    Path absolute = directory.toAbsolutePath().normalize();
    InputRecord known = known(Digest.of(absolute.toString().getBytes(StandardCharsets.UTF_8)));
    Map<String, Long> checksums = new HashMap<>();
    for (InputRecord.Row row : known.rows()) {
      checksums.put(row.name(), row.checksum());
    }
    return checksums.isEmpty() || !digest(absolute, known.rows()).equals(recognized)
        ? Optional.empty()
        : Optional.of(checksums);
  }

  private Recognized recognize(Path input, String domain, Reading reading) throws IOException {
    Path absolute = input.toAbsolutePath().normalize();
    Digest address = Digest.of((domain + absolute).getBytes(StandardCharsets.UTF_8));
    InputRecord known = trust == Trust.STAT ? known(address) : InputRecord.EMPTY;
    long startNs = clockNs.getAsLong();
    Map<String, InputRecord.Row> before = new HashMap<>();
    known.rows().forEach(row -> before.put(row.name(), row));
    List<InputRecord.Row> rows = new ArrayList<>();
    int read = 0;
    for (String name : names(absolute)) {
      Path file = name.isEmpty() ? absolute : absolute.resolve(name);
      InputRecord.Row row = before.get(name);
      if (row == null
          || !row.stat().equals(StatRecord.of(file))
          || (row.racy() && !isContent(file, row.digest()))) {
        row = read(name, file, startNs, reading);
        read++;
      }
      rows.add(row);
    }
    if (read > 0 || rows.size() != known.rows().size()) {
      remember(address, new InputRecord(rows));
    }
    return new Recognized(digest(absolute, rows), read);
  }

  private InputRecord known(Digest address) {
    Optional<InputRecord> known = directory.read(SHELF, address).flatMap(InputRecord::parse);
    if (known.isEmpty() && installed != null) {
      known = installed.read(SHELF, address).flatMap(InputRecord::parse);
    }
    return known.orElse(InputRecord.EMPTY);
  }

  private boolean isContent(Path file, Digest digest) {
    return file.equals(
        directory.locate(ContentStore.CONTENTS, digest).toAbsolutePath().normalize());
  }

  /**
   * What the file system says of a file, or of all files of a directory, without reading them: when
   * it is the same before and after an input was read, nothing was there in between that is not
   * there now. Contents that are equal before and after do not say that.
   *
   * @throws IOException when a file is not there
   */
  public Digest stamp(Path input) throws IOException {
    Path absolute = input.toAbsolutePath().normalize();
    MessageDigest digest = Digest.fresh();
    for (String name : names(absolute)) {
      StatRecord stat = StatRecord.of(name.isEmpty() ? absolute : absolute.resolve(name));
      digest.update((name + "\0" + stat + "\0").getBytes(StandardCharsets.UTF_8));
    }
    return Digest.ofRaw(digest.digest());
  }

  /**
   * Relative names of the files that make up the input, sorted; the empty name is the input itself.
   */
  private static List<String> names(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      return List.of("");
    }
    try (Stream<Path> files = Files.walk(input, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> input.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (java.io.UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static InputRecord.Row read(String name, Path file, long startNs, Reading reading)
      throws IOException {
    StatRecord before = StatRecord.of(file);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Read read = reading.read(name, file);
      StatRecord after = StatRecord.of(file);
      if (after.equals(before)) {
        return new InputRecord.Row(name, before, startNs, read.digest(), read.checksum());
      }
      before = after;
    }
    throw new IOException("changes while it is being read: " + file);
  }

  private static Digest digest(Path input, List<InputRecord.Row> rows) {
    if (!Files.isDirectory(input)) {
      return rows.getFirst().digest();
    }
    MessageDigest digest = Digest.fresh();
    digest.update("whittle directory 2\n".getBytes(StandardCharsets.UTF_8));
    for (InputRecord.Row row : rows) {
      byte[] name = row.name().getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
      digest.update(name);
      digest.update(row.digest().raw());
    }
    return Digest.ofRaw(digest.digest());
  }

  private void remember(Digest address, InputRecord record) {
    try {
      directory.publish(SHELF, address, record.toBytes());
    } catch (IOException _) {
      // The next build reads the input again.
    }
  }
}
