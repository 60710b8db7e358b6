package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What lies in a cache, for looking at it: nothing is used by that, counted, changed or removed.
 * What is damaged, of another version, or goes meanwhile is left out.
 */
public final class Inventory {
  /** Whole files. */
  public enum Shelf {
    /** By their content. */
    CONTENTS("cas"),
    /** By the keys that lead to them. */
    RESULTS("ac");

    private final String folder;

    Shelf(String folder) {
      this.folder = folder;
    }
  }

  private final CacheDirectory directory;

  /** Null before the first look. */
  private List<Pack> packs;

  /** Of the cache in {@code cacheDirectory}, which need not exist. */
  public Inventory(Path cacheDirectory) {
    this.directory = new CacheDirectory(cacheDirectory);
  }

  /**
   * A whole file.
   *
   * @param used on that day at the latest
   */
  public record File(Shelf shelf, Digest name, Path path, long bytes, Instant used) {}

  /** The files of a shelf. */
  public List<File> files(Shelf shelf) throws IOException {
    List<File> files = new ArrayList<>();
    Path root = directory.shelf(shelf.folder);
    if (Files.isDirectory(root)) {
      Files.walkFileTree(
          root,
          new CacheDirectory.Tolerant() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              Instant used = attributes.lastModifiedTime().toInstant();
              digest(file.getFileName().toString())
                  .map(name -> new File(shelf, name, file, attributes.size(), used))
                  .ifPresent(files::add);
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return files;
  }

  private static Optional<Digest> digest(String name) {
    return name.matches("[0-9a-f]{64}")
        ? Optional.of(Digest.ofRaw(HexFormat.of().parseHex(name)))
        : Optional.empty();
  }

  /** The file of a content, if it is there. */
  public Optional<File> content(Digest name) {
    Path path = directory.locate(Shelf.CONTENTS.folder, name);
    try {
      Instant used = Files.getLastModifiedTime(path).toInstant();
      return Optional.of(new File(Shelf.CONTENTS, name, path, Files.size(path), used));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The content that a key leads to; empty when there is none, or the result is damaged. */
  public Optional<Digest> result(Digest key) {
    return directory
        .read(Shelf.RESULTS.folder, key)
        .filter(ContentStore::intact)
        .map(bytes -> Digest.ofRaw(Arrays.copyOf(bytes, Digest.LENGTH)));
  }

  /**
   * An entry of a pack.
   *
   * @param kind its number
   * @param day of last use, in days since 1970-01-01 UTC
   */
  public record Entry(int kind, Digest key, int bytes, int day) {}

  /** Hands all entries to {@code each}, some of them twice when several packs have them. */
  public void entries(Consumer<Entry> each) throws IOException {
    for (Pack pack : packs()) {
      try {
        for (int number = 0; number < pack.count(); number++) {
          Pack.Row row = pack.row(number);
          each.accept(new Entry(row.kind(), row.key(), row.length(), row.day()));
        }
      } catch (Pack.Damaged _) {
        // It was cut off meanwhile; verify says so.
      }
    }
  }

  /** What is known of an entry, if it is there. */
  public Optional<Entry> entry(Kind kind, Digest key) throws IOException {
    return find(kind, key, (_, row) -> new Entry(row.kind(), row.key(), row.length(), row.day()));
  }

  /** The bytes of an entry, if it is there and whole. */
  public Optional<byte[]> read(Kind kind, Digest key) throws IOException {
    return find(kind, key, Pack::read);
  }

  /** What is done with a row of a pack. */
  @FunctionalInterface
  private interface OfRow<T> {
    T apply(Pack pack, Pack.Row row) throws Pack.Damaged;
  }

  private <T> Optional<T> find(Kind kind, Digest key, OfRow<T> then) throws IOException {
    for (Pack pack : packs()) {
      try {
        Optional<Pack.Row> row = pack.find(kind, key);
        if (row.isPresent()) {
          return Optional.of(then.apply(pack, row.get()));
        }
      } catch (Pack.Damaged _) {
        // Perhaps another pack has it.
      }
    }
    return Optional.empty();
  }

  private List<Pack> packs() throws IOException {
    if (packs == null) {
      List<Pack> opened = new ArrayList<>();
      Path shelf = directory.shelf("packs");
      if (Files.isDirectory(shelf)) {
        try (Stream<Path> files = Files.list(shelf)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".pack")).sorted().toList()) {
            try {
              opened.add(Pack.open(file));
            } catch (IOException _) {
              // Damaged, of another version, or gone: verify says which.
            }
          }
        }
      }
      packs = opened;
    }
    return packs;
  }
}
