package dev.whittle.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the file system says of some files and folders, and of what is not there, at one time. The
 * stamp of a folder changes when something is added to it, removed or renamed: the stamps of a
 * tree's folders and files together say that the tree is the same, without listing it.
 */
public final class FileStamps {
  /** Absolute paths; null for what is not there. */
  private final Map<String, StatRecord> stamps;

  private FileStamps(Map<String, StatRecord> stamps) {
    this.stamps = stamps;
  }

  /**
   * Of all of {@code paths}, and of everything below the folders among them.
   *
   * @throws IOException when that cannot be told
   */
  public static FileStamps ofTrees(Collection<Path> paths) throws IOException {
    Map<String, StatRecord> stamps = new LinkedHashMap<>();
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath();
      if (Files.isDirectory(absolute)) {
        Files.walkFileTree(
            absolute, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, adding(stamps));
      } else {
        add(stamps, absolute);
      }
    }
    return new FileStamps(stamps);
  }

  /**
   * Of {@code paths} themselves.
   *
   * @throws IOException when that cannot be told
   */
  public static FileStamps of(Collection<Path> paths) throws IOException {
    Map<String, StatRecord> stamps = new LinkedHashMap<>();
    for (Path path : paths) {
      add(stamps, path.toAbsolutePath());
    }
    return new FileStamps(stamps);
  }

  private static SimpleFileVisitor<Path> adding(Map<String, StatRecord> stamps) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
          throws IOException {
        add(stamps, folder);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        add(stamps, file);
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private static void add(Map<String, StatRecord> stamps, Path path) throws IOException {
    stamps.put(path.toString(), stamp(path));
  }

  private static StatRecord stamp(Path path) throws IOException {
    try {
      return StatRecord.of(path);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /** These, and others that were taken at the same time or later. */
  public FileStamps and(FileStamps others) {
    Map<String, StatRecord> both = new LinkedHashMap<>(stamps);
    both.putAll(others.stamps);
    return new FileStamps(both);
  }

  /** Whether the file system still says the same. */
  public boolean areCurrent() {
    try {
      for (Map.Entry<String, StatRecord> entry : stamps.entrySet()) {
        StatRecord now = stamp(Path.of(entry.getKey()));
        StatRecord then = entry.getValue();
        if (then == null ? now != null : now == null || !then.isSame(now)) {
          return false;
        }
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Whether a change after {@code timeNs} shows in the stamps: nothing was touched so shortly
   * before it that another change could have the same time. Never, where files have no inodes to
   * tell them apart.
   *
   * @param timeNs since 1970, UTC
   */
  public boolean wereSettled(long timeNs) {
    return stamps.values().stream()
        .filter(Objects::nonNull)
        .allMatch(
            stamp -> stamp.inode() != 0 && stamp.lastTouchedNs() < timeNs - InputIdentity.RACY_NS);
  }

  /** How many bytes {@link #write} takes. */
  int length() {
    int length = Integer.BYTES;
    for (String path : stamps.keySet()) {
      length += Integer.BYTES + path.getBytes(StandardCharsets.UTF_8).length + 4 * Long.BYTES;
    }
    return length;
  }

  void write(ByteBuffer out) {
    out.putInt(stamps.size());
    for (Map.Entry<String, StatRecord> entry : stamps.entrySet()) {
      byte[] path = entry.getKey().getBytes(StandardCharsets.UTF_8);
      StatRecord stamp = entry.getValue();
      out.putInt(path.length).put(path);
      // No file is shorter than nothing.
      out.putLong(stamp == null ? -1 : stamp.size());
      out.putLong(stamp == null ? 0 : stamp.modifiedNs());
      out.putLong(stamp == null ? 0 : stamp.changedNs());
      out.putLong(stamp == null ? 0 : stamp.inode());
    }
  }

  static FileStamps read(ByteBuffer in) {
    Map<String, StatRecord> stamps = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      byte[] path = new byte[in.getInt()];
      in.get(path);
      StatRecord stamp = new StatRecord(in.getLong(), in.getLong(), in.getLong(), in.getLong());
      stamps.put(new String(path, StandardCharsets.UTF_8), stamp.size() < 0 ? null : stamp);
    }
    return new FileStamps(stamps);
  }
}
