package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.NameHashes;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.RefusedClass;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mapped crate answers, and how little it reads for it. */
class MappedCrateTest {
  @TempDir Path directory;

  @Test
  void names() throws IOException {
    MappedCrate crate = written(ofNames("a/A", "a/B", "a", "a/b/C", "b/A", "a0", "\uffff"));
    assertEquals(List.of("a", "a/A", "a/B", "a/b/C", "a0", "b/A", "\uffff"), crate.classNames());
    assertEquals(List.of("a/A", "a/B", "a/b/C"), crate.classNames("a/"));
    assertEquals(List.of("a0"), crate.classNames("a0"));
    assertEquals(List.of("\uffff"), crate.classNames("\uffff"));
    assertEquals(List.of(), crate.classNames("c"));
    assertEquals(crate.classNames(), crate.classNames(""));
    assertEquals(7, crate.classCount());
    assertThrows(IndexOutOfBoundsException.class, () -> crate.classNames().get(7));
    assertTrue(crate.find("a/C").isEmpty());
  }

  @Test
  void refusedClassesFailWhenTheyAreAskedFor() throws IOException {
    List<RefusedClass> refused =
        List.of(new RefusedClass("a/A", 26, "too new"), new RefusedClass("b/R", 0, "broken"));
    Crate crate =
        new Crate(
            "lib", ofNames("a/A", "c/C").classes(), List.of(), new TreeMap<>(), true, refused);
    MappedCrate mapped = written(crate);
    mapped.verify();
    for (ClassSource source : List.of(crate, mapped)) {
      String file = source == mapped ? mapped.path().toString() : "lib";
      assertEquals(List.of("a/A", "b/R", "c/C"), source.classNames());
      assertTrue(source.find("a/A").isPresent());
      assertTrue(source.find("b/S").isEmpty());
      assertEquals(List.of(), source.variants("c/C"));
      DamagedInput base = assertThrows(DamagedInput.class, () -> source.find("b/R"));
      assertEquals(file + ": b/R.class: broken", base.getMessage());
      assertEquals("broken", base.classReason().orElseThrow());
      DamagedInput variant = assertThrows(DamagedInput.class, () -> source.variants("a/A"));
      assertEquals(file + ": META-INF/versions/26/a/A.class: too new", variant.getMessage());
    }
    assertEquals(refused, mapped.refused());
    assertEquals(2, mapped.classCount());
    assertEquals(refused, CrateReader.of(CrateWriter.write(crate), "x.jar").refused());
  }

  @Test
  void namesOfClassesThatAreVariantsOnly() throws IOException {
    ClassDef only = ofNames("b/V").classes().getFirst();
    Crate crate =
        new Crate(
            "lib",
            ofNames("a/A", "c/C").classes(),
            List.of(new ClassSource.Variant(9, only), new ClassSource.Variant(11, only)),
            new TreeMap<>(),
            true);
    for (ClassSource source : List.of(crate, written(crate))) {
      assertEquals(List.of("a/A", "b/V", "c/C"), source.classNames());
      assertTrue(source.find("b/V").isEmpty());
      assertEquals(2, source.variants("b/V").size());
    }
  }

  @Test
  void resourcesAndServices() throws IOException {
    Map<String, byte[]> resources = new TreeMap<>();
    resources.put("META-INF/services/a.S", "b.T#x\n\n c.U \nb.T".getBytes(StandardCharsets.UTF_8));
    resources.put("META-INF/services/empty", new byte[0]);
    resources.put("META-INF/services/deep/x", "no.Provider".getBytes(StandardCharsets.UTF_8));
    resources.put("x/y", new byte[100_000]);
    MappedCrate crate =
        written(new Crate("r", List.of(), List.of(), new TreeMap<>(resources), false));
    assertEquals(Map.of("a.S", List.of("b.T", "c.U"), "empty", List.of()), crate.services());
    assertEquals(List.copyOf(resources.keySet()), crate.resourceNames());
    assertEquals(List.of("x/y"), crate.resourceNames("x/"));
    assertArrayEquals(new byte[100_000], crate.resource("x/y").orElseThrow());
    assertTrue(crate.resource("x/z").isEmpty());
  }

  @Test
  void variants() throws IOException {
    MappedCrate crate = written(Crates.small());
    assertTrue(crate.isMultiRelease());
    assertEquals(2, crate.classCount());
    assertEquals(11, crate.variants("p/A").getFirst().release());
    assertEquals(9, crate.variants("p/B").getFirst().release());
    assertEquals(List.of(), crate.variants("p/C"));
    assertEquals(8, crate.functionCount());
  }

  /** Opening, and looking for a class that is not there, read as much of a crate of any size. */
  @Test
  void costFollowsWhatIsAsked() throws IOException {
    List<ClassDef> classes = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      classes.add(RandomClassDefs.named("p/C" + i, i % 50));
    }
    MappedCrate crate = written(Crate.of("big", classes));
    long opened = crate.counters().bytesRead();
    assertTrue(opened < 1000, "opening read " + opened);
    assertEquals(0, crate.counters().chunksVerified());
    assertTrue(crate.find("q/None").isEmpty());
    assertTrue(crate.counters().chunksVerified() <= 3, crate.counters().toString());
    ClassDef found = crate.find("p/C7").orElseThrow();
    assertEquals(0, crate.counters().bodiesDecoded());
    long declared = crate.counters().bytesRead();
    found.functions().stream()
        .filter(function -> function.code() != null)
        .forEach(function -> assertNotNull(function.code().body()));
    assertTrue(crate.counters().bodiesDecoded() > 0);
    assertTrue(crate.counters().bytesRead() - declared <= 30L * CrateFormat.CHUNK_SIZE);
  }

  /** The header says what there is, without a look at the rest of the file; never too little. */
  @Test
  void whatThereAreNamesOfStandsInTheHeader() throws IOException {
    Crate small = Crates.small();
    MappedCrate crate = written(small);
    NameHashes names = crate.names().orElseThrow();
    List<String> paths = List.copyOf(small.resources().keySet());
    int classCount = crate.classNames().size();
    assertEquals(0, crate.counters().chunksVerified());
    assertFalse(names.mayHaveClass(NameHashes.ofClass("no/such/Class")));
    assertFalse(names.mayHavePath("no/such.txt".hashCode()));

    assertEquals(classCount, List.copyOf(crate.classNames()).size());
    assertTrue(crate.counters().chunksVerified() > 0);
    for (String name : crate.classNames()) {
      assertTrue(names.mayHaveClass(NameHashes.ofClass(name)), name);
    }
    for (String path : paths) {
      assertTrue(names.mayHavePath(path.hashCode()), path);
    }
  }

  @Test
  void aHeaderThatSaysOfOtherNamesIsFound() throws IOException {
    CrateSurgery surgery = CrateSurgery.of(CrateWriter.write(Crates.small()));
    surgery.names()[0] ^= 1;
    MappedCrate crate = CrateReader.of(surgery.toBytes(CrateSurgery.Identity.COMPUTED), "forged");
    assertThrows(DamagedInput.class, crate::verify);
  }

  /** What is asked often answers from a filter: with it and without, answers are the same. */
  @Test
  void everyClassIsFoundHoweverOftenIsAsked() throws IOException {
    for (int size : new int[] {0, 1, 7, 8, 9, 300}) {
      List<ClassDef> classes = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        classes.add(RandomClassDefs.named("p/C" + i, i));
      }
      MappedCrate crate = written(Crate.of("asked", classes));
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 300; i++) {
          assertEquals(i < size, crate.find("p/C" + i).isPresent());
          assertTrue(crate.find("q/C" + i).isEmpty());
        }
      }
    }
  }

  @Test
  void manyThreads() throws Exception {
    Crate crate = Crates.random(11, 40);
    for (int round = 0; round < 20; round++) {
      MappedCrate mapped = written(crate);
      try (var threads = Executors.newFixedThreadPool(4)) {
        List<Future<Object>> reads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          Callable<Object> read =
              () -> {
                Crates.assertSame(crate, mapped.toCrate());
                return null;
              };
          reads.add(threads.submit(read));
        }
        for (Future<Object> read : reads) {
          read.get();
        }
      }
    }
  }

  @Test
  void bytesDoNotDependOnSurroundings() {
    byte[] expected = CrateWriter.write(Crates.random(5, 20));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      IntStream.range(0, 8)
          .parallel()
          .forEach(_ -> assertArrayEquals(expected, CrateWriter.write(Crates.random(5, 20))));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Code that could not be lowered is an error for who reads it, from a crate as from a jar. */
  @Test
  void refusedCode() throws IOException {
    ClassDef definition = Crates.small().classes().getFirst();
    FunctionDef refused =
        definition
            .functions()
            .getFirst()
            .withCode(new CodeHandle.Refused("p.A.f: code cannot be followed"));
    Crate crate =
        Crate.of("r", List.of(definition.withMembers(List.of(), List.of(refused, refused))));
    MappedCrate mapped = written(crate);
    mapped.verify();
    CodeHandle code = mapped.find("p/A").orElseThrow().functions().getFirst().code();
    DamagedInput e = assertThrows(DamagedInput.class, code::body);
    assertEquals(mapped.path() + ": p.A.f: code cannot be followed", e.getMessage());
    assertThrows(DamagedInput.class, code::locations);
    assertFalse(mapped.toCrate().classes().isEmpty());
    assertArrayEquals(CrateWriter.write(crate), CrateWriter.write(mapped.toCrate()));
  }

  private static Crate ofNames(String... names) {
    List<ClassDef> classes = new ArrayList<>();
    for (String name : names) {
      classes.add(RandomClassDefs.named(name, name.hashCode()));
    }
    return Crate.of("names", classes);
  }

  private MappedCrate written(Crate crate) throws IOException {
    Path file = directory.resolve("c.mirc");
    CrateWriter.write(crate, file);
    return CrateReader.open(file);
  }
}
