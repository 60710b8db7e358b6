package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This reader and crates of other versions. */
class CrateEvolutionTest {
  private final Crate crate = Crates.small();
  private final CrateSurgery surgery = CrateSurgery.of(CrateWriter.write(crate));

  @TempDir Path directory;

  @Test
  void newerMinorVersion() throws IOException {
    assertReads(surgery.version(CrateFormat.MAJOR, 7).features(1 << 20));
  }

  @Test
  void otherMajorVersion() {
    assertRefused(
        surgery.version(CrateFormat.MAJOR + 1, 3),
        "crate format 4.3, this version of Whittle reads 3.x");
  }

  @Test
  void unknownRequiredFeature() {
    assertRefused(
        surgery.features(4), "needs feature 0x4, which this version of Whittle does not know");
  }

  @Test
  void unknownOptionalSection() throws IOException {
    assertReads(surgery.add(99, 0, new byte[100_000]));
    assertReads(surgery.add(-5, 0, new byte[3]));
  }

  @Test
  void unknownRequiredSection() {
    assertRefused(
        surgery.add(99, CrateFormat.REQUIRED, new byte[10]),
        "needs section 99, which this version of Whittle does not know");
  }

  @Test
  void missingSection() {
    for (Section section : Section.values()) {
      if (!section.isOptional()) {
        assertRefused(
            CrateSurgery.of(CrateWriter.write(crate)).remove(section),
            "damaged crate: no section " + section);
      }
    }
  }

  /** A reader that does not know of refused classes reads crates without any, and no others. */
  @Test
  void optionalSectionsAreLeftOut() throws IOException {
    Crate whole =
        new Crate("c", crate.classes(), crate.variants(), crate.resources(), crate.multiRelease());
    CrateSurgery written = CrateSurgery.of(CrateWriter.write(whole));
    assertEquals(16, written.sectionCount());
    Crates.assertSame(whole, open(written.version(CrateFormat.MAJOR, 0)).toCrate());
    assertEquals(17, surgery.sectionCount());
    assertEquals(
        Section.REFUSED.flags() & CrateFormat.REQUIRED, CrateFormat.REQUIRED, "it must refuse it");
  }

  @Test
  void identityIsTheContent() throws IOException {
    String identity = open(surgery).identity();
    assertEquals(64, identity.length());
    Crate renamed =
        new Crate(
            "another name",
            crate.classes(),
            crate.variants(),
            crate.resources(),
            crate.multiRelease(),
            crate.refused());
    assertEquals(identity, open(CrateSurgery.of(CrateWriter.write(renamed))).identity());
    Crate other =
        new Crate(
            crate.name(),
            crate.classes(),
            crate.variants(),
            crate.resources(),
            false,
            crate.refused());
    assertTrue(!identity.equals(open(CrateSurgery.of(CrateWriter.write(other))).identity()));
  }

  private void assertReads(CrateSurgery file) throws IOException {
    MappedCrate mapped = open(file);
    mapped.verify();
    Crates.assertSame(crate, mapped.toCrate());
  }

  private void assertRefused(CrateSurgery file, String why) {
    DamagedInput e = assertThrows(DamagedInput.class, () -> open(file));
    assertEquals(directory.resolve("c.mirc") + ": " + why, e.getMessage());
  }

  private MappedCrate open(CrateSurgery changed) throws IOException {
    Path file = directory.resolve("c.mirc");
    Files.write(file, changed.toBytes(CrateSurgery.Identity.COMPUTED));
    return CrateReader.open(file);
  }
}
