package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampsTest {
  @TempDir Path temp;

  /** A file may change again within a tick of its clock, and keep its size and its time. */
  @Test
  void filesAreTrustedTwoSecondsAfterTheirLastChange() throws IOException {
    Path file = Files.writeString(temp.resolve("a"), "a");
    FileStamps stamps = FileStamps.of(List.of(file));
    long touched = StatRecord.of(file).lastTouchedNs();
    assertFalse(stamps.wereSettled(touched + InputIdentity.RACY_NS));
    assertTrue(stamps.wereSettled(touched + InputIdentity.RACY_NS + 1));
  }

  @Test
  void whatIsNotThereHasAStamp() throws IOException {
    Path file = temp.resolve("a");
    FileStamps stamps = FileStamps.of(List.of(file));
    assertTrue(stamps.areCurrent());
    Files.writeString(file, "a");
    assertFalse(stamps.areCurrent());
    Files.delete(file);
    assertTrue(stamps.areCurrent());
  }

  @Test
  void notesAreFoundByTheWholeOfTheirNames() throws IOException {
    Path file = Files.writeString(temp.resolve("a"), "a");
    byte[] note = {1, 2, 3};
    StampedNote.keep(temp, "name".getBytes(), FileStamps.of(List.of(file)), note);
    assertEquals(3, StampedNote.find(temp, "name".getBytes()).orElseThrow().note().length);
    assertTrue(StampedNote.find(temp, "nam".getBytes()).isEmpty());
    Files.writeString(file, "b");
    assertTrue(StampedNote.find(temp, "name".getBytes()).isEmpty());
  }

  /** Two names with one address do not get each other's note. */
  @Test
  void aNoteOfAnotherNameIsNone() throws IOException {
    CacheDirectory directory = new CacheDirectory(temp);
    FileStamps none = FileStamps.of(List.of());
    StampedNote.keep(temp, "one".getBytes(), none, new byte[1]);
    Path one;
    try (var files = Files.walk(directory.shelf(StampedNote.SHELF))) {
      one = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(one);
    StampedNote.keep(temp, "two".getBytes(), none, new byte[1]);
    try (var files = Files.walk(directory.shelf(StampedNote.SHELF))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, content);
      }
    }
    assertTrue(StampedNote.find(temp, "one".getBytes()).isPresent());
    assertTrue(StampedNote.find(temp, "two".getBytes()).isEmpty());
  }
}
