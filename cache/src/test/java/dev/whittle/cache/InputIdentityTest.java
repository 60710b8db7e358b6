package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputIdentityTest {
  private static final long HOUR_NS = 3_600_000_000_000L;

  @TempDir Path temp;
  private Path input;
  private Path cache;

  @BeforeEach
  void input() throws IOException {
    cache = temp.resolve("cache");
    input = Files.writeString(temp.resolve("in.jar"), "one");
  }

  /** A build that starts when nothing was touched for an hour. */
  private InputIdentity later() {
    return later(InputIdentity.Trust.STAT);
  }

  private InputIdentity later(InputIdentity.Trust trust) {
    return new InputIdentity(cache, null, trust, () -> now() + HOUR_NS);
  }

  private static long now() {
    return System.currentTimeMillis() * 1_000_000L;
  }

  @Test
  void anUnchangedInputIsReadOnce() throws IOException {
    InputIdentity.Recognized first = later().recognize(input);
    assertEquals(Digest.ofFile(input), first.digest());
    assertEquals(1, first.filesRead());
    assertEquals(new InputIdentity.Recognized(first.digest(), 0), later().recognize(input));
  }

  @Test
  void whatCameWithWhittleIsNotReadForEachCache() throws IOException {
    InputIdentity.Recognized first = later().recognize(input);
    String installed = cache.toString();
    Path other = temp.resolve("other");
    InputIdentity identity =
        new InputIdentity(other, installed, InputIdentity.Trust.STAT, () -> now() + HOUR_NS);
    assertEquals(new InputIdentity.Recognized(first.digest(), 0), identity.recognize(input));
    Files.writeString(input, "two!");
    assertEquals(new InputIdentity.Recognized(Digest.ofFile(input), 1), identity.recognize(input));
    assertEquals(first, new InputIdentity.Recognized(Digest.of("one".getBytes()), 1));
    assertEquals(new InputIdentity.Recognized(Digest.ofFile(input), 0), identity.recognize(input));
  }

  @Test
  void aChangedInputIsReadAgain() throws IOException {
    later().recognize(input);
    Files.writeString(input, "two!");
    assertEquals(new InputIdentity.Recognized(Digest.ofFile(input), 1), later().recognize(input));
  }

  @Test
  void aRewriteThatKeepsSizeAndModificationTimeIsNoticed() throws IOException {
    FileTime time = Files.getLastModifiedTime(input);
    later().recognize(input);
    Files.writeString(input, "two", StandardOpenOption.TRUNCATE_EXISTING);
    Files.setLastModifiedTime(input, time);
    assertEquals(Digest.ofFile(input), later().recognize(input).digest());
  }

  @Test
  void aReplacementOfEqualSizeAndTimeIsNoticed() throws IOException {
    FileTime time = Files.getLastModifiedTime(input);
    later().recognize(input);
    Path other = Files.writeString(temp.resolve("other"), "two");
    Files.setLastModifiedTime(other, time);
    Files.move(other, input, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Digest.ofFile(input), later().recognize(input).digest());
  }

  @Test
  void aFileTouchedJustNowIsNotBelievedUntilItIsReadAgain() throws IOException {
    InputIdentity justNow =
        new InputIdentity(cache, null, InputIdentity.Trust.STAT, InputIdentityTest::now);
    assertEquals(1, justNow.recognize(input).filesRead());
    assertEquals(1, later().recognize(input).filesRead(), "recorded within the racy margin");
    assertEquals(0, later().recognize(input).filesRead());
  }

  /** Unlike any other file, as long as it is what it is named by. */
  @Test
  void aContentOfTheCacheIsReadOnce() throws IOException {
    ContentStore store = ContentStore.at(cache);
    Path content = store.file(store.keepFile(new byte[] {1, 2, 3}).orElseThrow()).orElseThrow();
    InputIdentity justNow =
        new InputIdentity(cache, null, InputIdentity.Trust.STAT, InputIdentityTest::now);
    assertEquals(1, justNow.recognize(content).filesRead());
    assertEquals(0, justNow.recognize(content).filesRead());
    Files.write(content, new byte[] {1, 2, 4, 5});
    assertEquals(
        new InputIdentity.Recognized(Digest.ofFile(content), 1), justNow.recognize(content));
    assertEquals(1, justNow.recognize(content).filesRead(), "it is not what it is named by");
  }

  @Test
  void withoutTrustEverythingIsRead() throws IOException {
    later().recognize(input);
    assertEquals(1, later(InputIdentity.Trust.NOTHING).recognize(input).filesRead());
  }

  @Test
  void aDirectoryIsItsFilesAndTheirNames() throws IOException {
    Path directory = Files.createDirectories(temp.resolve("classes/a"));
    Files.writeString(directory.resolve("A.class"), "A");
    Files.writeString(directory.resolve("B.class"), "B");
    Path classes = temp.resolve("classes");
    InputIdentity.Recognized first = later().recognize(classes);
    assertEquals(2, first.filesRead());
    assertEquals(new InputIdentity.Recognized(first.digest(), 0), later().recognize(classes));

    Files.writeString(directory.resolve("B.class"), "B2");
    InputIdentity.Recognized changed = later().recognize(classes);
    assertEquals(1, changed.filesRead());
    assertNotEquals(first.digest(), changed.digest());

    Files.move(directory.resolve("A.class"), directory.resolve("C.class"));
    assertNotEquals(changed.digest(), later().recognize(classes).digest());
    Files.delete(directory.resolve("C.class"));
    assertEquals(0, later().recognize(classes).filesRead());
  }

  @Test
  void everyDamageOfTheRecordMeansReading() throws IOException {
    Digest digest = later().recognize(input).digest();
    Path record;
    try (Stream<Path> files = Files.walk(cache.resolve("v1/inputs"))) {
      record = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(record);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 4;
      Files.write(record, flipped);
      assertEquals(new InputIdentity.Recognized(digest, 1), later().recognize(input));
      Files.write(record, Arrays.copyOf(whole, i));
      assertEquals(new InputIdentity.Recognized(digest, 1), later().recognize(input));
    }
  }

  @Test
  void aCacheThatCannotBeWrittenChangesNothing() throws IOException {
    cache = Files.writeString(temp.resolve("file"), "");
    assertEquals(Digest.ofFile(input), later().recognize(input).digest());
  }

  @Test
  void aMissingInputIsAnIoException() {
    assertThrows(IOException.class, () -> later().recognize(temp.resolve("missing.jar")));
  }
}
