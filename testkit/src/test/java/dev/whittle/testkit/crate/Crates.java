package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource.Variant;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.RefusedClass;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Random crates, and what it means that two are equal. */
final class Crates {
  private Crates() {}

  /** A crate of this seed, of up to {@code classes} classes. */
  static Crate random(long seed, int classes) {
    Random random = new Random(seed);
    List<ClassDef> definitions = new ArrayList<>();
    List<Variant> variants = new ArrayList<>();
    for (int i = random.nextInt(classes + 1); i > 0; i--) {
      String name = "p" + random.nextInt(3) + "/C" + i;
      definitions.add(RandomClassDefs.named(name, random.nextLong()));
      for (int release = 9 + random.nextInt(40); release < 20; release += 3) {
        variants.add(new Variant(release, RandomClassDefs.named(name, random.nextLong())));
      }
    }
    Collections.shuffle(definitions, random);
    Collections.shuffle(variants, random);
    NavigableMap<String, byte[]> resources = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      byte[] content = new byte[random.nextInt(3000)];
      random.nextBytes(content);
      resources.put("r\u00e4/" + random.nextInt(100), content);
    }
    if (random.nextBoolean()) {
      String lines = "# providers\n p.A # first\r\n\np.B\np.A\n";
      resources.put("META-INF/services/p.S", lines.getBytes(StandardCharsets.UTF_8));
    }
    List<RefusedClass> refused = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      refused.add(new RefusedClass("p1/R" + i, 0, "reason " + i));
      refused.add(new RefusedClass("p" + i + "/C1", 30, "reason \u00e4"));
    }
    return new Crate(
        "crate " + seed, definitions, variants, resources, !variants.isEmpty(), refused);
  }

  /** A small crate that has something of everything, for tests that try every byte. */
  static Crate small() {
    NavigableMap<String, byte[]> resources = new TreeMap<>();
    resources.put("META-INF/MANIFEST.MF", "Multi-Release: true\n".getBytes(StandardCharsets.UTF_8));
    resources.put("META-INF/services/p.S", "p.A\np.B\n".getBytes(StandardCharsets.UTF_8));
    ClassDef first = smallClass("p/A", 0);
    ClassDef second = smallClass("p/B", 1000);
    return new Crate(
        "small",
        List.of(first, second),
        List.of(new Variant(9, second), new Variant(11, first)),
        resources,
        true,
        List.of(
            new RefusedClass("p/R", 0, "not a class file"),
            new RefusedClass("p/Z", 26, "from the future"),
            new RefusedClass("a/R", 9, "broken")));
  }

  /** A class with code and fields and without long strings, the first from this seed on. */
  private static ClassDef smallClass(String name, long seed) {
    while (true) {
      ClassDef definition = RandomClassDefs.named(name, seed++);
      List<FunctionDef> code =
          definition.functions().stream().filter(f -> f.code() != null).limit(2).toList();
      if (code.size() == 2 && definition.fields().size() >= 2) {
        ClassDef small = definition.withMembers(definition.fields().subList(0, 2), code);
        if (CrateWriter.write(Crate.of("", List.of(small))).length < 4000) {
          return small;
        }
      }
    }
  }

  static void assertSame(Crate expected, Crate actual) {
    assertEquals(expected.name(), actual.name());
    assertEquals(expected.multiRelease(), actual.multiRelease());
    assertEquals(decoded(expected.classes()), decoded(actual.classes()));
    assertEquals(expected.variants().size(), actual.variants().size());
    for (int i = 0; i < expected.variants().size(); i++) {
      Variant variant = expected.variants().get(i);
      assertEquals(variant.release(), actual.variants().get(i).release());
      assertEquals(decoded(variant.definition()), decoded(actual.variants().get(i).definition()));
    }
    assertEquals(expected.resourceNames(), actual.resourceNames());
    expected
        .resources()
        .forEach((name, bytes) -> assertArrayEquals(bytes, actual.resources().get(name)));
    assertEquals(expected.refused(), actual.refused());
    assertEquals(expected.services(), actual.services());
  }

  private static List<ClassDef> decoded(List<ClassDef> definitions) {
    return definitions.stream().map(Crates::decoded).toList();
  }

  /** The class with all its code in memory, where records compare it. */
  static ClassDef decoded(ClassDef definition) {
    List<FunctionDef> functions =
        definition.functions().stream()
            .map(
                function ->
                    function.code() == null
                        ? function
                        : function.withCode(
                            new CodeHandle.Code(
                                function.code().body(), function.code().locations())))
            .toList();
    return definition.withMembers(definition.fields(), functions);
  }
}
