package dev.whittle.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The packs of a cache: {@code DIR/v1/packs/DIGEST.pack}. Packs are published whole and never
 * change; when there are many, the small ones are merged. Whoever has one mapped reads on when it
 * is gone, and whoever comes too late to map it has a miss.
 */
final class PackDirectory {
  /** A look-up asks each pack, so there should be few; merging few at a time writes less. */
  static final int MOST_PACKS = 12;

  private static final int MERGED_AT_ONCE = 8;

  /** One part in so many must be unused before a pack is written anew without it. */
  private static final int REWRITE_SHARE = 4;

  private static final String SUFFIX = ".pack";
  private static final String LOCK = "lock";

  private final CacheDirectory cache;
  private final Path directory;

  /** Newest first; null before the first look-up. */
  private volatile List<Pack> packs;

  /** Whether there are packs that were not there before this process. */
  private volatile boolean grown;

  PackDirectory(CacheDirectory cache) {
    this.cache = cache;
    this.directory = cache.shelf("packs");
  }

  /** The packs that there are when this is called first, newest first. */
  List<Pack> open() {
    List<Pack> known = packs;
    if (known == null) {
      synchronized (this) {
        known = packs;
        if (known == null) {
          known = read();
          packs = known;
        }
      }
    }
    return known;
  }

  private record Dated(Path path, FileTime time) implements Comparable<Dated> {
    /** The youngest first. ▸ Not one of the JDK's comparators: see {@link PackWriter}. */
    @Override
    public int compareTo(Dated other) {
      int order = other.time.compareTo(time);
      return order != 0 ? order : other.path.compareTo(path);
    }
  }

  private List<Pack> read() {
    List<Pack> all = new ArrayList<>();
    for (Dated file : files()) {
      try {
        all.add(Pack.open(file.path()));
      } catch (Pack.Damaged _) {
        discard(file.path());
      } catch (IOException _) {
        // Merged away meanwhile, of another version, or not ours to read.
      }
    }
    return List.copyOf(all);
  }

  /** What the packs hold; what was damaged since they were opened holds nothing. */
  List<PackExtent> extents() {
    List<PackExtent> extents = new ArrayList<>();
    for (Pack pack : open()) {
      try {
        extents.add(PackExtent.of(pack));
      } catch (Pack.Damaged _) {
        discard(pack.path());
      }
    }
    return extents;
  }

  /** Packs that another version of Whittle reads, and we do not. */
  List<Path> foreign() throws IOException {
    List<Path> foreign = new ArrayList<>();
    for (Dated file : files()) {
      try {
        Pack.open(file.path());
      } catch (Pack.OtherVersion _) {
        foreign.add(file.path());
      } catch (Pack.Damaged | NoSuchFileException _) {
        // Nobody's.
      }
    }
    return foreign;
  }

  private List<Dated> files() {
    List<Dated> files = new ArrayList<>();
    try (Stream<Path> listed = Files.list(directory)) {
      for (Path path : listed.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
        try {
          files.add(new Dated(path, Files.getLastModifiedTime(path)));
        } catch (NoSuchFileException _) {
          // Merged away meanwhile.
        }
      }
    } catch (IOException _) {
      return List.of();
    }
    Collections.sort(files);
    return files;
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // A damaged pack that stays is found damaged again.
    }
  }

  /** Starts a pack that nobody sees yet. */
  PackWriter begin() throws IOException {
    return new PackWriter(temporary());
  }

  /** A name for a file that nobody sees yet. */
  Path temporary() throws IOException {
    return cache.temporary();
  }

  /**
   * Puts a file of that content among the packs.
   *
   * @throws Pack.Damaged when it is no pack
   */
  synchronized Pack adopt(Digest content, Path file) throws IOException {
    Path target = place(content);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    Pack pack;
    try {
      pack = Pack.open(target);
    } catch (IOException damaged) {
      discard(target);
      throw damaged;
    }
    List<Pack> more = new ArrayList<>(open());
    more.removeIf(known -> known.path().equals(target));
    more.addFirst(pack);
    packs = List.copyOf(more);
    grown = true;
    return pack;
  }

  /** Puts a pack into its place. */
  Path publish(PackWriter writer) throws IOException {
    Path pack = writer.publish(this::place);
    packs = null;
    grown = true;
    return pack;
  }

  /** Merges small packs when this process made them many. */
  void settle() {
    if (grown && files().size() > MOST_PACKS) {
      try {
        exclusively(() -> merge(smallest()));
      } catch (IOException _) {
        // They are merged another time.
      }
    }
    grown = false;
  }

  /** The place of a pack of that name. */
  Path place(Digest name) throws IOException {
    Files.createDirectories(directory);
    return directory.resolve(name + SUFFIX);
  }

  private boolean isPlaced(Path pack, Digest name) {
    return pack.equals(directory.resolve(name + SUFFIX));
  }

  private List<Pack> smallest() {
    List<Pack> bySize = new ArrayList<>(read());
    bySize.sort(Comparator.comparingLong(Pack::size));
    return bySize.subList(0, Math.min(MERGED_AT_ONCE, bySize.size()));
  }

  /**
   * Leaves out of the packs what was last used before {@code firstDay}; a pack in which that is
   * little stays as it is.
   */
  void drop(int firstDay) throws IOException {
    exclusively(
        () -> {
          List<Pack> rewritten = new ArrayList<>();
          for (Pack pack : read()) {
            PackExtent extent = PackExtent.of(pack);
            if (extent.unused(firstDay).bytes() * REWRITE_SHARE > extent.bytes()) {
              rewritten.add(pack);
            }
          }
          merge(rewritten, firstDay);
        });
  }

  private void merge(List<Pack> merged) throws IOException {
    merge(merged, 0);
  }

  /** One pack instead of several; the later of two equal entries' days counts. */
  private void merge(List<Pack> merged, int firstDay) throws IOException {
    if (merged.isEmpty()) {
      return;
    }
    Map<Entry, Integer> days = new HashMap<>();
    for (Pack pack : merged) {
      for (int number = 0; number < pack.count(); number++) {
        Pack.Row row = pack.row(number);
        days.merge(Entry.of(row), row.day(), Math::max);
      }
    }
    try (PackWriter writer = begin()) {
      for (Pack pack : merged) {
        for (int number = 0; number < pack.count(); number++) {
          Pack.Row row = pack.row(number);
          Integer day = days.get(Entry.of(row));
          if (day != null && day >= firstDay && copy(pack, row, day, writer)) {
            days.remove(Entry.of(row));
          }
        }
      }
      if (!writer.isEmpty()) {
        writer.publish(this::place);
      }
    }
    for (Pack pack : merged) {
      Files.deleteIfExists(pack.path());
    }
    packs = null;
  }

  private record Entry(int kind, Digest key) {
    static Entry of(Pack.Row row) {
      return new Entry(row.kind(), row.key());
    }
  }

  /** False when the entry is damaged. */
  private static boolean copy(Pack pack, Pack.Row row, int day, PackWriter writer)
      throws IOException {
    byte[] bytes;
    try {
      bytes = pack.read(row);
    } catch (Pack.Damaged _) {
      return false;
    }
    writer.add(row.kind(), row.key(), bytes, day);
    return true;
  }

  /** What must not happen twice at a time. */
  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  /** Leaves it to whoever does the same just now, if anyone does. */
  private void exclusively(Change change) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Path lock = directory.resolve(LOCK);
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        change.run();
      }
    } catch (OverlappingFileLockException _) {
      // Another thread of this process.
    }
  }

  /**
   * Reads every entry; damaged packs, a line each.
   *
   * @param repair whether they are removed
   * @param progress is handed the size of each pack that is whole
   */
  List<String> verify(boolean repair, LongConsumer progress) {
    List<String> problems = new ArrayList<>();
    for (Dated file : files()) {
      try {
        Pack pack = Pack.open(file.path());
        pack.verify();
        progress.accept(pack.size());
        if (!isPlaced(file.path(), pack.name())
            && !isPlaced(file.path(), Digest.sha256OfFile(file.path()))) {
          throw new Pack.Damaged(file.path() + ": damaged pack: not what it is named by");
        }
      } catch (NoSuchFileException | Pack.OtherVersion _) {
        // Merged away meanwhile, or for others to judge.
      } catch (IOException failure) {
        problems.add(failure.getMessage());
        if (repair) {
          discard(file.path());
        }
      }
    }
    return problems;
  }
}
