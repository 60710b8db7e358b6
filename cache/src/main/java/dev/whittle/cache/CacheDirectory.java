package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The files of a cache: {@code DIR/v1/SHELF/ab/abcdef…}. Publishing is atomic; a reader sees a
 * whole file or none.
 *
 * <p>{@code v1} is the layout's version: another layout gets another directory, so that different
 * versions of Whittle share one cache without reading each other's files.
 */
final class CacheDirectory {
  private static final String LAYOUT = "v1";
  static final String TEMPORARY = "tmp";
  private static final long DAY_MS = 24L * 60 * 60 * 1000;
  private static final String TAG = "CACHEDIR.TAG";
  private static final String TAG_CONTENT =
      "Signature: 8a477f597d28d172789f06886806bc55\n# Whittle's cache; safe to delete.\n";

  private final Path base;

  CacheDirectory(Path directory) {
    this.base = directory.resolve(LAYOUT);
  }

  /** Where a file is, or would be. */
  Path locate(String shelf, Digest name) {
    String hex = name.toString();
    return base.resolve(shelf).resolve(hex.substring(0, 2)).resolve(hex);
  }

  /** Whether a file is one of this directory, in this layout. */
  boolean holds(Path file) {
    return file.startsWith(base);
  }

  /** The folder of a shelf, which need not exist. */
  Path shelf(String shelf) {
    return base.resolve(shelf);
  }

  /** Whether the directory and its shelves can be read, as far as they are there. */
  boolean isReadable() {
    for (Path folder : List.of(base.getParent(), base, shelf("packs"), shelf("cas"), shelf("ac"))) {
      boolean usable =
          Files.isDirectory(folder) && Files.isReadable(folder) && Files.isExecutable(folder);
      if (!usable && Files.exists(folder)) {
        return false;
      }
    }
    return true;
  }

  /** A file's bytes, or empty when it is not there or cannot be read. */
  Optional<byte[]> read(String shelf, Digest name) {
    try {
      return Optional.of(Files.readAllBytes(locate(shelf, name)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Makes {@code content} appear under its name at once, replacing what was there. */
  void publish(String shelf, Digest name, byte[] content) throws IOException {
    try {
      publishOnce(shelf, name, content);
    } catch (NoSuchFileException _) {
      // Someone emptied the cache between our making a directory and using it.
      publishOnce(shelf, name, content);
    }
  }

  private void publishOnce(String shelf, Digest name, byte[] content) throws IOException {
    Path target = locate(shelf, name);
    Path temporary = temporary();
    try {
      Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.createDirectories(target.getParent());
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      Files.deleteIfExists(temporary);
      throw failure;
    }
  }

  /** Makes the bytes of {@code file} appear under a name at once, replacing what was there. */
  void publishCopy(String shelf, Digest name, Path file) throws IOException {
    Path temporary = temporary();
    try {
      Files.copy(file, temporary);
      publishFile(shelf, name, temporary);
    } catch (IOException failure) {
      Files.deleteIfExists(temporary);
      throw failure;
    }
  }

  /** Moves a file that is whole to its place. */
  void publishFile(String shelf, Digest name, Path whole) throws IOException {
    Path target = locate(shelf, name);
    Files.createDirectories(target.getParent());
    Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A name in a folder that exists, for a file that nobody sees yet. */
  Path temporary() throws IOException {
    Path directory = base.resolve(TEMPORARY);
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      tag();
    }
    long random = ThreadLocalRandom.current().nextLong();
    return directory.resolve(ProcessHandle.current().pid() + "-" + Long.toHexString(random));
  }

  /** Marks the directory for backup programs, by the convention of bford.info/cachedir. */
  private void tag() throws IOException {
    Path tag = base.resolve(TAG);
    if (!Files.exists(tag)) {
      Files.writeString(tag, TAG_CONTENT);
    }
  }

  /** Removes one file, if it is there and that is possible. */
  void discard(String shelf, Digest name) {
    try {
      Files.deleteIfExists(locate(shelf, name));
    } catch (IOException _) {
      // A damaged file that stays is a miss again next time.
    }
  }

  /**
   * Notes that a file was used, for whoever looks for what is not: at most once a day, as setting a
   * time is a write.
   */
  void touch(String shelf, Digest name) {
    Path file = locate(shelf, name);
    try {
      long now = System.currentTimeMillis();
      if (Files.getLastModifiedTime(file).toMillis() + DAY_MS < now) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(now));
      }
    } catch (IOException _) {
      // It looks older than it is, and may have to be made again.
    }
  }

  /** Files and bytes on a shelf. */
  record Extent(long files, long bytes) {}

  Extent measure(String shelf) throws IOException {
    long[] sums = new long[2];
    Path directory = base.resolve(shelf);
    if (Files.isDirectory(directory)) {
      Files.walkFileTree(
          directory,
          new Tolerant() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sums[0]++;
              sums[1] += attributes.size();
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return new Extent(sums[0], sums[1]);
  }

  /** Removes this layout's files, and nothing else that may be in the directory. */
  void clear() throws IOException {
    if (!Files.isDirectory(base)) {
      return;
    }
    Files.walkFileTree(
        base,
        new Tolerant() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            try {
              Files.deleteIfExists(directory);
            } catch (java.nio.file.DirectoryNotEmptyException _) {
              // A build that runs meanwhile has put something there: it stays.
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Other processes come and go while a tree is walked: what has vanished is no failure. */
  abstract static class Tolerant extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
