package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a stat says about a file's content without reading it: two equal records, taken far enough
 * from the last change, mean equal bytes.
 *
 * @param changedNs when the inode changed: catches a rewrite that sets the modification time back;
 *     0 where the platform has no such time
 * @param inode 0 where the platform has none
 */
record StatRecord(long size, long modifiedNs, long changedNs, long inode) {
  /** In the place of a size. */
  private static final long FOLDER = -2;

  static StatRecord of(Path file) throws IOException {
    try {
      return ofUnix(Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino"));
    } catch (UnsupportedOperationException _) {
      BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
      return new StatRecord(basic.size(), nanoseconds(basic.lastModifiedTime()), 0, 0);
    }
  }

  /**
   * That of a file or of a folder, whose size is {@link #FOLDER}: so one that takes the place of
   * the other is not the same.
   */
  static StatRecord ofEither(Path path) throws IOException {
    StatRecord stat = of(path);
    return Files.isDirectory(path)
        ? new StatRecord(FOLDER, stat.modifiedNs, stat.changedNs, stat.inode)
        : stat;
  }

  /** Whether it is that of a folder. */
  boolean isFolder() {
    return size == FOLDER;
  }

  private static StatRecord ofUnix(Map<String, Object> attributes) {
    return new StatRecord(
        (Long) attributes.get("size"),
        nanoseconds((FileTime) attributes.get("lastModifiedTime")),
        nanoseconds((FileTime) attributes.get("ctime")),
        (Long) attributes.get("ino"));
  }

  private static long nanoseconds(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /**
   * As a record's, which the JVM puts together when it is first called. ▸ With {@code toString} and
   * those of {@link Digest} it made 20 classes for it in every build.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof StatRecord stat
        && size == stat.size
        && modifiedNs == stat.modifiedNs
        && changedNs == stat.changedNs
        && inode == stat.inode;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(modifiedNs) + 31 * Long.hashCode(size);
  }

  @Override
  public String toString() {
    return size + " " + modifiedNs + " " + changedNs + " " + inode;
  }

  /** The later of its two times. */
  long lastTouchedNs() {
    return Math.max(modifiedNs, changedNs);
  }
}
