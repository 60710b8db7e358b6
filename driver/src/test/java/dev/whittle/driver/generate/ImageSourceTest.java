package dev.whittle.driver.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.Digest;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.dce.Level;
import dev.whittle.dce.Survival;
import dev.whittle.driver.InternalFailure;
import dev.whittle.driver.ledger.Misses;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an image depends on, and what becomes of a cache that has another one. */
class ImageSourceTest {
  private static final Digest WHITTLE = Digest.of(new byte[] {1});

  @TempDir Path temp;
  private BuildCache cache;
  private MappedCrate crate;
  private ClassDef definition;

  @BeforeEach
  void lower() throws IOException {
    cache = BuildCache.open(temp, BuildCache.Settings.USUAL);
    String name = "ImageSourceTest.class";
    try (InputStream in = ImageSourceTest.class.getResourceAsStream(name)) {
      ClassDef lowered = ClassLowering.lower(in.readAllBytes());
      Crate written =
          new Crate("x", List.of(lowered), List.of(), new TreeMap<>(), false, List.of());
      crate = CrateReader.of(CrateWriter.write(written), "x");
      definition = crate.find(lowered.name()).orElseThrow();
    }
  }

  private ImageSource source(Digest whittle, String manner, CleanUps cleanUps) {
    return ImageSource.cached(cache.entries(), whittle, manner, cleanUps, Misses.uncounted());
  }

  private ImageSource source() {
    return source(WHITTLE, "REACHED", CleanUps.NONE);
  }

  private boolean isFound(ImageSource source, ImageSource.Cut cut) {
    ImageSource.Made made = source.image(crate, 0, definition, cut);
    return made.fromImage() == made.functions() && made.functions() > 0;
  }

  /** A program of which everything survives but what is named. */
  private record But(Set<String> absent) implements Survival {
    private Level level(boolean isAbsent) {
      return isAbsent ? Level.ABSENT : Level.USED;
    }

    @Override
    public Level level(String className) {
      return level(absent.contains(className));
    }

    @Override
    public Level function(String owner, String name, String descriptor) {
      return level(absent.contains(name));
    }

    @Override
    public Level field(String owner, String name, String descriptor) {
      return level(absent.contains(name));
    }

    @Override
    public boolean isPresent(String className) {
      return !absent.contains(className);
    }

    @Override
    public boolean serializes(String className) {
      return absent.contains("serializes");
    }
  }

  /** Asks one question of each kind and cuts nothing, so that only the answers can differ. */
  private static ImageSource.Cut asking(String... absent) {
    return (definition, asked) -> {
      Survival program = asked.apply(new But(Set.of(absent)));
      program.level("a/Class");
      program.function("a/Class", "f", "()V");
      program.field("a/Class", "v", "I");
      program.isPresent("a/Present");
      program.serializes("a/Class");
      return definition;
    };
  }

  @Test
  void everyAnswerIsPartOfTheKey() {
    assertFalse(isFound(source(), asking()));
    assertTrue(isFound(source(), asking()));
    for (String fact : List.of("a/Class", "f", "v", "a/Present", "serializes")) {
      assertFalse(isFound(source(), asking(fact)), fact);
      assertTrue(isFound(source(), asking(fact)), fact);
    }
    assertTrue(isFound(source(), asking("something that nobody asks about")));
  }

  @Test
  void whatIsAskedIsPartOfTheKey() {
    assertFalse(isFound(source(), (d, asked) -> asked(d, asked.apply(new But(Set.of())), "a/A")));
    assertFalse(isFound(source(), (d, asked) -> asked(d, asked.apply(new But(Set.of())), "a/B")));
  }

  private static ClassDef asked(ClassDef definition, Survival program, String name) {
    program.isPresent(name);
    return definition;
  }

  @Test
  void whittleItselfAndItsOptionsArePartOfTheKey() {
    assertFalse(isFound(source(), asking()));
    Digest other = Digest.of(new byte[] {2});
    assertFalse(isFound(source(other, "REACHED", CleanUps.NONE), asking()));
    assertFalse(isFound(source(WHITTLE, "EAGER", CleanUps.NONE), asking()));
    assertFalse(isFound(source(WHITTLE, "REACHED", CleanUps.RELEASE), asking()));
    assertTrue(isFound(source(), asking()));
  }

  @Test
  void aHitIsWhatGeneratingGives() throws IOException {
    ImageSource.Made generated = source().image(crate, 0, definition, asking());
    ImageSource.Made found = source().image(crate, 0, definition, asking());
    ImageSource.Made fresh = ImageSource.fresh(CleanUps.NONE).image(crate, 0, definition, asking());
    assertArrayEquals(fresh.image().toBytes(), generated.image().toBytes());
    assertArrayEquals(fresh.image().toBytes(), found.image().toBytes());
    assertEquals(fresh.image().sizes(), found.image().sizes());
    assertEquals(0xca, fresh.image().file().content()[0] & 0xff);
  }

  /** A cut that does not say what it asked stands for a key with something missing. */
  @Test
  void checkingFindsAnImageThatIsAnother() {
    source().image(crate, 0, definition, (d, _) -> d);
    ImageSource.Cut unrecorded = (d, _) -> d.withMembers(d.fields(), List.of());
    assertEquals(0, source().image(crate, 0, definition, unrecorded).functions());
    InternalFailure failure =
        assertThrows(
            InternalFailure.class,
            () -> source().checking(100).image(crate, 0, definition, unrecorded));
    assertTrue(failure.getMessage().contains("another class file"), failure.getMessage());
    source().checking(100).image(crate, 0, definition, (d, _) -> d);
  }
}
