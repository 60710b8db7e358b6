package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back, and writes again as the same bytes. */
class CrateRoundTripTest {
  private static final int CRATES = 300;

  @TempDir Path directory;

  @Test
  void randomCrates() throws IOException {
    for (int seed = 0; seed < CRATES; seed++) {
      Crate crate = Crates.random(seed, 12);
      MappedCrate mapped = written(crate);
      mapped.verify();
      Crates.assertSame(crate, mapped.toCrate());
      assertArrayEquals(
          CrateWriter.write(crate), CrateWriter.write(mapped.toCrate()), "seed " + seed);
      assertArrayEquals(CrateWriter.write(crate), Files.readAllBytes(mapped.path()));
      assertEquals(crate.services(), mapped.services());
    }
  }

  @Test
  void emptyCrate() throws IOException {
    MappedCrate mapped = written(Crate.of("", List.of()));
    mapped.verify();
    assertEquals(0, mapped.classCount());
    assertEquals(List.of(), mapped.classNames());
    assertEquals(List.of(), mapped.resourceNames());
    assertEquals(List.of(), mapped.classNames("a"));
  }

  @Test
  void oddStrings() throws IOException {
    List<String> odd =
        List.of(
            "",
            "\0",
            "a\0b",
            "\ud800",
            "\udfff\ud800",
            "\ud83d\ude00",
            "\u007f\u0080\u07ff\u0800",
            "x".repeat(70_000),
            "\uffff".repeat(70_000));
    TreeMap<String, byte[]> resources = new TreeMap<>();
    odd.forEach(name -> resources.put(name, new byte[] {1}));
    Crate crate = new Crate("\ud800\0", List.of(), List.of(), resources, false);
    MappedCrate mapped = written(crate);
    mapped.verify();
    Crates.assertSame(crate, mapped.toCrate());
    odd.forEach(name -> assertArrayEquals(new byte[] {1}, mapped.resource(name).orElseThrow()));
  }

  @Test
  void nestedConstants() throws IOException {
    Crate deepest = Crate.of("deep", List.of(withConstant(CrateFormat.MAX_NESTING)));
    Crates.assertSame(deepest, written(deepest).toCrate());
    Crate deeper = Crate.of("deep", List.of(withConstant(CrateFormat.MAX_NESTING + 1)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CrateWriter.write(deeper));
    assertEquals("p/A: constants nested deeper than 255: c", e.getMessage());
  }

  private static ClassDef withConstant(int depth) {
    Constant.Handle bootstrap =
        new Constant.Handle(Constant.HandleKind.INVOKE_STATIC, "p/B", "b", "()V", OwnerKind.CLASS);
    Constant constant = new Constant.Str("");
    for (int i = 0; i < depth; i++) {
      constant = new Constant.Dynamic("c", "I", bootstrap, List.of(constant));
    }
    FieldDef field = new FieldDef(0, "f", "I", constant, Attributes.NONE);
    return RandomClassDefs.named("p/A", 1).withMembers(List.of(field), List.of());
  }

  @Test
  void surgeryPutsTogetherWhatItTookApart() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      byte[] file = CrateWriter.write(Crates.random(seed, 12));
      assertArrayEquals(
          file, CrateSurgery.of(file).toBytes(CrateSurgery.Identity.COMPUTED), "seed " + seed);
    }
  }

  @Test
  void orderOfClassesDoesNotMatter() {
    Crate crate = Crates.random(7, 12);
    List<ClassDef> reversed = crate.classes().reversed();
    Crate other =
        new Crate(
            crate.name(),
            reversed,
            crate.variants(),
            crate.resources(),
            crate.multiRelease(),
            crate.refused().reversed());
    assertArrayEquals(CrateWriter.write(crate), CrateWriter.write(other));
  }

  private MappedCrate written(Crate crate) throws IOException {
    Path file = directory.resolve("c.mirc");
    CrateWriter.write(crate, file);
    try (var files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList(), "no temporary file stays");
    }
    return CrateReader.open(file);
  }
}
