package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource.Variant;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateEncoder;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.Supply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts of crates: as good as the whole, whatever they lack, as long as that can be had. */
class PartOfCrateTest {
  /** Gives what a crate has, and writes down what it was asked for. */
  private record From(Crate crate, List<String> asked) implements Supply {
    @Override
    public ClassDef lower(String className, int release) {
      asked.add(className + " " + release);
      return release == 0
          ? crate.find(className).orElseThrow()
          : crate.variants().stream()
              .filter(v -> v.release() == release && v.definition().name().equals(className))
              .map(Variant::definition)
              .findFirst()
              .orElseThrow();
    }

    @Override
    public byte[] resource(String name) {
      asked.add(name);
      return crate.resource(name).orElseThrow();
    }
  }

  /** The part of a crate that has names only. */
  private static byte[] names(Crate crate) {
    CrateEncoder encoder = new CrateEncoder(crate.name());
    for (ClassDef definition : crate.classes()) {
      encoder.addPending(definition.name(), 0, definition.functions().size());
    }
    for (Variant v : crate.variants()) {
      encoder.addPending(v.definition().name(), v.release(), v.definition().functions().size());
    }
    crate.refused().forEach(encoder::addRefused);
    crate.resources().keySet().forEach(encoder::addPendingResource);
    if (crate.multiRelease()) {
      encoder.markMultiRelease();
    }
    return encoder.finish().toBytes();
  }

  private static MappedCrate part(byte[] bytes, Crate crate, List<String> asked) {
    return CrateReader.part(bytes, "part", new From(crate, asked));
  }

  @Test
  void whatWasAskedIsKeptAndNothingIsAskedTwice() {
    for (int seed = 0; seed < 40; seed++) {
      Crate crate = Crates.random(seed, 6);
      byte[] complete = CrateWriter.write(crate);
      MappedCrate whole = CrateReader.of(complete, "whole");
      Random random = new Random(seed);
      List<String> asked = new ArrayList<>();
      byte[] bytes = names(crate);
      for (int round = 0; round < 4; round++) {
        MappedCrate part = part(bytes, crate, asked);
        part.verify();
        assertEquals(whole.classNames(), part.classNames());
        assertEquals(whole.resourceNames(), part.resourceNames());
        assertEquals(whole.functionCount(), part.functionCount());
        assertEquals(whole.isMultiRelease(), part.isMultiRelease());
        assertEquals(whole.refused(), part.refused());
        for (String name : whole.classNames()) {
          assertEquals(whole.releases(name), part.releases(name));
          for (int release : whole.releases(name)) {
            if (random.nextInt(3) == 0 || round == 3) {
              assertSameClass(whole, part, name, release);
            }
          }
        }
        for (String name : whole.resourceNames()) {
          if (random.nextInt(3) == 0 || round == 3) {
            assertArrayEquals(
                whole.resource(name).orElseThrow(), part.resource(name).orElseThrow());
          }
        }
        bytes = part.grown().map(grown -> grown.toBytes()).orElse(bytes);
      }
      assertEquals(asked.size(), asked.stream().distinct().count(), "asked twice");
      assertArrayEquals(complete, bytes, "everything was asked for");
    }
  }

  private static void assertSameClass(
      MappedCrate whole, MappedCrate part, String name, int release) {
    if (release == 0) {
      assertEquals(
          Crates.decoded(whole.find(name).orElseThrow()),
          Crates.decoded(part.find(name).orElseThrow()));
    } else if (whole.refused().stream().noneMatch(r -> r.name().equals(name))) {
      assertEquals(
          whole.variants(name).stream().map(v -> Crates.decoded(v.definition())).toList(),
          part.variants(name).stream().map(v -> Crates.decoded(v.definition())).toList());
    }
    assertArrayEquals(whole.contentHash(name, release), part.contentHash(name, release));
    assertFalse(part.isUnasked(name, release));
  }

  @Test
  void nothingGrowsByItself() {
    Crate crate = Crates.small();
    List<String> asked = new ArrayList<>();
    MappedCrate part = part(names(crate), crate, asked);
    assertTrue(part.isPart());
    assertTrue(part.isUnasked("p/A", 0));
    assertTrue(part.isUnasked("p/A", 11));
    assertTrue(part.isUnaskedResource("META-INF/MANIFEST.MF"));
    assertTrue(part.grown().isEmpty());
    assertEquals(List.of(), asked);
  }

  @Test
  void withoutASupplyWhatIsNotThereIsDamage() {
    MappedCrate part = CrateReader.part(names(Crates.small()), "part", null);
    assertThrows(DamagedInput.class, () -> part.find("p/A"));
    assertThrows(DamagedInput.class, () -> part.variants("p/B"));
    assertThrows(DamagedInput.class, () -> part.contentHash("p/A", 0));
    assertThrows(DamagedInput.class, () -> part.resource("META-INF/MANIFEST.MF"));
    assertTrue(part.find("p/None").isEmpty());
  }

  @Test
  void aPartIsNoInput() {
    byte[] part = names(Crates.small());
    DamagedInput refused = assertThrows(DamagedInput.class, () -> CrateReader.of(part, "x.mirc"));
    assertTrue(refused.getMessage().startsWith("x.mirc: a part of a crate"), refused::getMessage);
  }

  @Test
  void aClassThatTurnsOutToBeBroken() {
    Crate crate = Crates.small();
    Supply broken =
        new Supply() {
          @Override
          public ClassDef lower(String className, int release) {
            throw DamagedInput.ofClass("some.jar", "broken by itself", null);
          }

          @Override
          public byte[] resource(String name) {
            throw new AssertionError(name);
          }
        };
    MappedCrate part = CrateReader.part(names(crate), "lib.jar", broken);
    for (int i = 0; i < 2; i++) {
      DamagedInput refused = assertThrows(DamagedInput.class, () -> part.find("p/A"));
      assertEquals("lib.jar: p/A.class: broken by itself", refused.getMessage());
      assertEquals("broken by itself", refused.classReason().orElseThrow());
    }
    assertEquals(4, part.refused().size());
    MappedCrate grown = CrateReader.part(part.grown().orElseThrow().toBytes(), "lib.jar", broken);
    assertEquals(part.refused(), grown.refused());
    assertEquals(part.classNames(), grown.classNames());
    assertThrows(DamagedInput.class, () -> grown.find("p/A"));
  }

  /** Any flipped byte of a part is damage, where it is read, or makes no difference. */
  @Test
  void flippedBytes() {
    Crate crate = Crates.small();
    MappedCrate first = part(names(crate), crate, new ArrayList<>());
    first.find("p/A").orElseThrow();
    byte[] bytes = first.grown().orElseThrow().toBytes();
    Crate expected = part(bytes, crate, new ArrayList<>()).toCrate();
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = Arrays.copyOf(bytes, bytes.length);
      flipped[at] ^= 0x10;
      Crate read;
      try {
        read = part(flipped, crate, new ArrayList<>()).toCrate();
      } catch (DamagedInput _) {
        continue;
      }
      Crates.assertSame(expected, read);
    }
  }
}
