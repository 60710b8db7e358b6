package dev.whittle.cache;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the file system says of some files and folders, and of what is not there, at one time. The
 * stamp of a folder changes when something is added to it, removed or renamed: the stamps of a
 * tree's folders and files together say that the tree is the same, without listing it.
 */
public final class FileStamps {
  /** In the place of the size of what is not there. */
  private static final long NOTHING = -1;

  /** Of no file: what has these depends on none. */
  public static final FileStamps NONE = new FileStamps(Map.of());

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
      return StatRecord.ofEither(path);
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

  /** Those of {@code paths}, which are among these. */
  public FileStamps only(Collection<Path> paths) {
    Map<String, StatRecord> some = new LinkedHashMap<>();
    for (Path path : paths) {
      some.put(path.toString(), stamps.get(path.toString()));
    }
    return new FileStamps(some);
  }

  /** Whether the file system still says the same. */
  public boolean areCurrent() {
    try {
      for (Map.Entry<String, StatRecord> entry : stamps.entrySet()) {
        StatRecord now = stamp(Path.of(entry.getKey()));
        StatRecord then = entry.getValue();
        if (then == null ? now != null : now == null || !then.equals(now)) {
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
    for (StatRecord stamp : stamps.values()) {
      if (stamp != null && !isSettled(stamp, timeNs)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Of the same paths, now.
   *
   * @throws IOException when that cannot be told
   */
  public FileStamps again() throws IOException {
    Map<String, StatRecord> again = new LinkedHashMap<>();
    for (String path : stamps.keySet()) {
      again.put(path, stamp(Path.of(path)));
    }
    return new FileStamps(again);
  }

  /**
   * The files that are not what they were, or may not be, because they were touched too shortly
   * before {@code timeNs}, when these stamps were taken; empty when files came or went.
   *
   * @param now of the same paths
   * @param timeNs since 1970, UTC
   */
  public Optional<List<Path>> changed(FileStamps now, long timeNs) throws IOException {
    List<Path> changed = new ArrayList<>();
    for (Map.Entry<String, StatRecord> entry : stamps.entrySet()) {
      StatRecord later = now.stamps.get(entry.getKey());
      StatRecord then = entry.getValue();
      if (later == null || then == null || then.isFolder() != later.isFolder()) {
        return Optional.empty();
      }
      if (!then.equals(later) || !isSettled(then, timeNs)) {
        Path path = Path.of(entry.getKey());
        if (!then.isFolder()) {
          changed.add(path);
        } else if (!hasSameEntries(path)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(changed);
  }

  private boolean hasSameEntries(Path folder) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!stamps.containsKey(entry.toString())) {
          return false;
        }
        count++;
      }
    }
    String parent = folder.toString();
    for (String path : stamps.keySet()) {
      if (path.lastIndexOf(File.separatorChar) == parent.length() && path.startsWith(parent)) {
        count--;
      }
    }
    return count == 0;
  }

  private static boolean isSettled(StatRecord stamp, long timeNs) {
    return stamp.inode() != 0 && stamp.lastTouchedNs() < timeNs - InputIdentity.RACY_NS;
  }

  /** Writes them. */
  public void write(NoteWriter out) {
    out.number(stamps.size());
    for (Map.Entry<String, StatRecord> entry : stamps.entrySet()) {
      StatRecord stamp = entry.getValue();
      out.text(entry.getKey())
          .number(stamp == null ? NOTHING : stamp.size())
          .number(stamp == null ? 0L : stamp.modifiedNs())
          .number(stamp == null ? 0L : stamp.changedNs())
          .number(stamp == null ? 0L : stamp.inode());
    }
  }

  /** Reads what {@link #write} wrote. */
  public static FileStamps read(NoteReader in) {
    Map<String, StatRecord> stamps = new LinkedHashMap<>();
    for (int left = in.number(); left > 0; left--) {
      String path = in.text();
      StatRecord stamp =
          new StatRecord(in.longNumber(), in.longNumber(), in.longNumber(), in.longNumber());
      stamps.put(path, stamp.size() == NOTHING ? null : stamp);
    }
    return new FileStamps(stamps);
  }
}
