package dev.whittle.cache;

import dev.whittle.digest.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is known of each program that was built: {@code DIR/v1/ledger/ab/abcd….1}, a file per
 * program with its CRC32C at the end, replaced as a whole. Its time of modification is that of the
 * last build.
 *
 * <p>The number at the end of the name is the version of what is in the file. Versions of Whittle
 * that write another one share the directory: each leaves the files of the others alone, but for
 * trimming and emptying the cache.
 */
public final class Ledger {
  /** The shelf of the cache directory with the files. */
  static final String SHELF = "ledger";

  private static final String SUFFIX = ".2";
  private static final int CHECKSUM = Integer.BYTES;

  private final CacheDirectory directory;

  /** The ledger in {@code cacheDirectory}, which need not exist yet. */
  public Ledger(Path cacheDirectory) {
    this.directory = new CacheDirectory(cacheDirectory);
  }

  private Path locate(Digest program) {
    Path plain = directory.locate(SHELF, program);
    return plain.resolveSibling(plain.getFileName() + SUFFIX);
  }

  /** What is known of a program; empty when nothing is, or the file is damaged. */
  public Optional<byte[]> read(Digest program) {
    return read(locate(program));
  }

  private static Optional<byte[]> read(Path file) {
    try {
      byte[] whole = Files.readAllBytes(file);
      return intact(whole)
          ? Optional.of(Arrays.copyOf(whole, whole.length - CHECKSUM))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean intact(byte[] whole) {
    int length = whole.length - CHECKSUM;
    return length >= 0
        && ByteBuffer.wrap(whole).getInt(length) == Checksum.crc32c(whole, 0, length);
  }

  /**
   * Whether a file of the shelf is as it was written; one of another version is not looked into.
   */
  static boolean intact(Path file) throws IOException {
    return !file.toString().endsWith(SUFFIX) || intact(Files.readAllBytes(file));
  }

  /** Replaces what is known of a program; where that cannot be written, it is not known. */
  public void write(Digest program, byte[] content) {
    byte[] whole = Arrays.copyOf(content, content.length + CHECKSUM);
    ByteBuffer.wrap(whole).putInt(content.length, Checksum.crc32c(content, 0, content.length));
    try {
      Path target = locate(program);
      Path temporary = directory.temporary();
      try {
        Files.write(temporary, whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.createDirectories(target.getParent());
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException failure) {
        Files.deleteIfExists(temporary);
        throw failure;
      }
    } catch (IOException _) {
      // Nobody needs it for a build.
    }
  }

  /** Notes that a program was built again and that there is nothing new to know of it. */
  public void touch(Digest program) {
    try {
      Files.setLastModifiedTime(locate(program), FileTime.from(Instant.now()));
    } catch (IOException _) {
      // It is not there, or looks older than it is.
    }
  }

  /**
   * A program's file.
   *
   * @param content empty when it is damaged
   * @param used when the program was last built
   */
  public record Item(Optional<byte[]> content, long bytes, Instant used) {}

  /** All files of this version, the last used first. */
  public List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    Path shelf = directory.shelf(SHELF);
    if (Files.isDirectory(shelf)) {
      Files.walkFileTree(
          shelf,
          new CacheDirectory.Tolerant() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(SUFFIX)) {
                Instant used = attributes.lastModifiedTime().toInstant();
                items.add(new Item(read(file), attributes.size(), used));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
    items.sort(java.util.Comparator.comparing(Item::used).reversed());
    return items;
  }
}
