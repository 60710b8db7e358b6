package dev.whittle.driver.patch;

import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import dev.whittle.cache.NoteReader;
import dev.whittle.cache.NoteWriter;
import dev.whittle.cache.StampedNote;
import dev.whittle.digest.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of a jar that was patched, once or more often since a whole build.
 *
 * @param origin of the jar that the build wrote
 * @param classes that were made anew since, by path of their files
 */
public record Patched(Digest origin, SortedSet<String> classes) {
  /**
   * What is known of {@code jar}; empty when it was not patched.
   *
   * @throws IOException when it cannot be read
   */
  public static Optional<Patched> find(Path cacheDirectory, Path jar) throws IOException {
    if (Files.size(jar) > Checksum.MOST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(jar);
    return find(cacheDirectory, bytes.length, Checksum.of(bytes));
  }

  /** The same of a jar of that length and checksum. */
  static Optional<Patched> find(Path cacheDirectory, int length, long checksum) {
    Optional<StampedNote.Found> found = StampedNote.find(cacheDirectory, name(length, checksum));
    return found.isEmpty() ? Optional.empty() : Optional.of(parse(found.get().note()));
  }

  /** Keeps what is known of a jar; where that cannot be, nothing is known. */
  void keep(Path cacheDirectory, int length, long checksum) {
    NoteWriter note = new NoteWriter().digest(origin).number(classes.size());
    for (String name : classes) {
      note.text(name);
    }
    StampedNote.keep(cacheDirectory, name(length, checksum), FileStamps.NONE, note.toBytes());
  }

  private static Patched parse(byte[] bytes) {
    NoteReader note = new NoteReader(bytes);
    Digest origin = note.digest();
    SortedSet<String> classes = new TreeSet<>();
    for (int left = note.number(); left > 0; left--) {
      classes.add(note.text());
    }
    return new Patched(origin, classes);
  }

  private static byte[] name(long length, long checksum) {
    return new NoteWriter().text("patched").number(length).number(checksum).toBytes();
  }
}
