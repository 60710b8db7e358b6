package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.Section;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Damage gives one clear error that names the file, and never a wrong answer. */
class CrateDamageTest {
  private static final int CLASSES = 60;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("c.mirc");
  }

  @Test
  void everyTruncation() throws IOException {
    byte[] bytes = CrateWriter.write(Crates.small());
    for (int length = 0; length < bytes.length; length++) {
      put(Arrays.copyOf(bytes, length));
      assertDamaged(() -> CrateReader.open(file), "truncated to " + length);
    }
  }

  @Test
  void everyFlippedByte() throws IOException {
    Crate crate = Crates.small();
    byte[] bytes = CrateWriter.write(crate);
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      for (int flip : new int[] {0x01, 0x80}) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) flip;
        put(flipped);
        try {
          Crates.assertSame(crate, CrateReader.open(file).toCrate());
        } catch (DamagedInput e) {
          assertClear(e);
          refused++;
        }
      }
    }
    // All but the few bytes that align what is checked.
    assertTrue(refused > 2 * (bytes.length - 16), refused + " of " + 2 * bytes.length);
  }

  @Test
  void bytesAppended() throws IOException {
    byte[] bytes = CrateWriter.write(Crates.small());
    put(Arrays.copyOf(bytes, bytes.length + 1));
    assertDamaged(() -> CrateReader.open(file), "one byte more");
  }

  @Test
  void foreignFiles() throws IOException {
    put(
        "PK\3\4 and so on, long enough to hold a header"
            .repeat(9)
            .getBytes(StandardCharsets.UTF_8));
    DamagedInput foreign = assertThrows(DamagedInput.class, () -> CrateReader.open(file));
    assertEquals(file + ": not a MIR crate", foreign.getMessage());
    put(new byte[0]);
    assertDamaged(() -> CrateReader.open(file), "empty");
    assertThrows(NoSuchFileException.class, () -> CrateReader.open(directory.resolve("none.mirc")));
  }

  /**
   * Bytes changed by someone who also rewrites the checksums. What comes out need not make sense,
   * but it comes out, or is refused as damage: no other exception, no endless loop, no allocation
   * without bound.
   */
  @Test
  void forgedSections() {
    byte[] bytes = CrateWriter.write(Crates.small());
    Random random = new Random(1);
    int refused = 0;
    int rounds = 0;
    for (Section section : Section.values()) {
      if (section == Section.PENDING || CrateSurgery.of(bytes).bytes(section).length == 0) {
        continue;
      }
      for (int round = 0; round < 200; round++) {
        CrateSurgery surgery = CrateSurgery.of(bytes);
        byte[] target = surgery.bytes(section);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
          int at = random.nextInt(target.length);
          target[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
        }
        refused += readsOrIsRefused(surgery.toBytes(CrateSurgery.Identity.COMPUTED)) ? 0 : 1;
        rounds++;
      }
    }
    assertTrue(refused > rounds / 3 && refused < rounds, refused + " of " + rounds);
  }

  /** The same for the section table: places and counts. */
  @Test
  void forgedSectionTable() {
    byte[] bytes = CrateWriter.write(Crates.small());
    Random random = new Random(2);
    for (int round = 0; round < 2000; round++) {
      byte[] forged = bytes.clone();
      int at = 12 + random.nextInt(CrateFormat.ENTRY_SIZE * Section.values().length + 68);
      if (at < 24 || at >= 32) {
        forged[at] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt());
        CrateSurgery.sealHeader(forged);
        readsOrIsRefused(forged);
      }
    }
  }

  private boolean readsOrIsRefused(byte[] bytes) {
    try {
      put(bytes);
      MappedCrate crate = CrateReader.open(file);
      readAll(crate);
      crate.verify();
      return true;
    } catch (DamagedInput e) {
      assertClear(e);
      return false;
    } catch (IOException e) {
      return fail(e);
    }
  }

  /** Goes on after damage, as a build does that meets it in several places. */
  private void readAll(MappedCrate crate) {
    List<Runnable> reads = new ArrayList<>();
    reads.add(crate::name);
    reads.add(crate::services);
    reads.add(() -> crate.resourceNames().forEach(name -> crate.resource(name)));
    reads.add(() -> crate.classNames("p/"));
    reads.add(() -> crate.find("p/A").ifPresent(CrateDamageTest::decode));
    reads.add(() -> crate.find("p/B").ifPresent(CrateDamageTest::decode));
    reads.add(() -> crate.find("no/Such"));
    reads.add(() -> crate.variants("p/A").forEach(variant -> decode(variant.definition())));
    reads.add(crate::toCrate);
    for (Runnable read : reads) {
      try {
        read.run();
      } catch (DamagedInput e) {
        assertClear(e);
      }
    }
  }

  private static void decode(ClassDef definition) {
    for (FunctionDef function : definition.functions()) {
      if (function.code() != null) {
        function.code().body();
        function.code().locations();
      }
    }
  }

  @Test
  void bodiesOverwrittenWithRightChecksums() throws IOException {
    CrateSurgery surgery = CrateSurgery.of(CrateWriter.write(Crates.small()));
    int overwritten = surgery.overwriteBodies(f -> f.owner().equals("p/A"), 0xff);
    assertTrue(overwritten > 0);
    put(surgery.toBytes(CrateSurgery.Identity.KEPT));
    MappedCrate crate = CrateReader.open(file);
    decode(crate.find("p/B").orElseThrow());
    ClassDef damaged = crate.find("p/A").orElseThrow();
    assertDamaged(() -> decode(damaged), "overwritten");
    assertDamaged(crate::verify, "overwritten");
  }

  @Test
  void identityThatIsNotTheDigest() throws IOException {
    CrateSurgery surgery = CrateSurgery.of(CrateWriter.write(Crates.small()));
    surgery.bytes(Section.RESOURCE_DATA)[3] ^= 1;
    put(surgery.toBytes(CrateSurgery.Identity.KEPT));
    assertDamaged(() -> CrateReader.open(file).verify(), "identity kept");
    put(surgery.toBytes(CrateSurgery.Identity.COMPUTED));
    CrateReader.open(file).verify();
  }

  @Test
  void truncatedWhileMapped() throws IOException {
    List<ClassDef> classes = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      classes.add(RandomClassDefs.named("p/C" + i, i));
    }
    byte[] bytes = CrateWriter.write(Crate.of("big", classes));
    for (int round = 0; round < 50; round++) {
      put(bytes);
      MappedCrate crate = CrateReader.open(file);
      crate.find("p/C" + round).orElseThrow();
      truncate(bytes.length * (long) round / 50);
      for (int i = 0; i < CLASSES; i++) {
        try {
          ClassDef read = crate.find("p/C" + i).orElseThrow();
          assertEquals(Crates.decoded(classes.get(i)), Crates.decoded(read));
        } catch (DamagedInput e) {
          assertClear(e);
        }
      }
      assertDamaged(crate::verify, "truncated");
    }
  }

  /** In compiled code the JVM's error comes late: it must not come out elsewhere. */
  @Test
  void truncatedWhileMappedAndCompiled() throws IOException {
    byte[] content = new byte[8 << 20];
    new Random(3).nextBytes(content);
    var resources = new TreeMap<>(Map.of("big", content));
    CrateWriter.write(new Crate("big", List.of(), List.of(), resources, false), file);
    for (int warm = 0; warm < 40; warm++) {
      assertEquals(content.length, CrateReader.open(file).resource("big").orElseThrow().length);
    }
    MappedCrate crate = CrateReader.open(file);
    long length = Files.size(file);
    for (int round = 7; round >= 0; round--) {
      truncate(length * round / 8);
      for (int again = 0; again < 20; again++) {
        assertDamaged(() -> crate.resource("big"), "truncated");
      }
    }
  }

  /** A new file each time: truncating one that is mapped, or was written just now, is slow. */
  private void put(byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  private void truncate(long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private void assertDamaged(Executable read, String what) {
    assertClear(assertThrows(DamagedInput.class, read, what));
  }

  private void assertClear(DamagedInput e) {
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }
}
