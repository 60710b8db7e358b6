package dev.whittle.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource.Variant;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.BodyHash;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real jars, those this test runs on: the crate answers as the jar that is lowered on demand. */
class CrateOfJarTest {
  @TempDir Path directory;

  @Test
  void jarsOfTheClassPath() throws IOException {
    List<Path> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList();
    assertTrue(jars.size() > 3, jars.toString());
    for (Path jar : jars) {
      try (JarSource source = JarSource.open(jar)) {
        roundTrip(source);
      }
    }
  }

  private void roundTrip(JarSource source) throws IOException {
    Crate crate = crate(source);
    Path file = directory.resolve(source.name() + ".mirc");
    CrateWriter.write(crate, file);
    MappedCrate mapped = CrateReader.open(file);
    mapped.verify();
    assertEquals(source.classNames(), mapped.classNames());
    assertEquals(source.resourceNames(), mapped.resourceNames());
    for (String name : source.resourceNames()) {
      assertArrayEquals(source.resource(name).orElseThrow(), mapped.resource(name).orElseThrow());
    }
    for (ClassDef definition : crate.classes()) {
      assertSame(definition, mapped.find(definition.name()).orElseThrow());
    }
    for (Variant variant : crate.variants()) {
      String name = variant.definition().name();
      assertEquals(decoded(source.variants(name)), decoded(mapped.variants(name)));
    }
    assertArrayEquals(CrateWriter.write(crate), CrateWriter.write(mapped.toCrate()));
  }

  private static Crate crate(JarSource source) {
    List<ClassDef> classes = new ArrayList<>();
    List<Variant> variants = new ArrayList<>();
    for (ClassFileSource.Entry entry : source.entries()) {
      ClassDef lowered = source.lower(entry);
      if (entry.release() == 0) {
        classes.add(lowered);
      } else {
        variants.add(new Variant(entry.release(), lowered));
      }
    }
    TreeMap<String, byte[]> resources = new TreeMap<>();
    source
        .resourceNames()
        .forEach(name -> resources.put(name, source.resource(name).orElseThrow()));
    return new Crate(source.name(), classes, variants, resources, !variants.isEmpty());
  }

  private static void assertSame(ClassDef expected, ClassDef actual) {
    assertEquals(decoded(expected), decoded(actual));
    for (int i = 0; i < expected.functions().size(); i++) {
      CodeHandle code = expected.functions().get(i).code();
      if (code != null && code.refusal().isEmpty()) {
        assertEquals(
            BodyHash.of(code.body()), BodyHash.of(actual.functions().get(i).code().body()));
      }
    }
  }

  private static List<Variant> decoded(List<Variant> variants) {
    return variants.stream().map(v -> new Variant(v.release(), decoded(v.definition()))).toList();
  }

  /** The class with its code in memory, where records compare it. */
  private static ClassDef decoded(ClassDef definition) {
    List<FunctionDef> functions =
        definition.functions().stream().map(CrateOfJarTest::decoded).toList();
    return definition.withMembers(definition.fields(), functions);
  }

  private static FunctionDef decoded(FunctionDef function) {
    CodeHandle code = function.code();
    if (code == null) {
      return function;
    }
    return function.withCode(
        code.refusal().isPresent()
            ? new CodeHandle.Refused(code.refusal().get())
            : new CodeHandle.Code(code.body(), code.locations()));
  }
}
