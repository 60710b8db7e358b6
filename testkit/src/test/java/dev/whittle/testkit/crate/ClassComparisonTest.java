package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.ClassComparison;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassComparisonTest {
  private static final int CLASSES = 60;

  @TempDir Path directory;
  private int written;

  /** Other classes around them give symbols other numbers, and code other places. */
  @Test
  void classesAreTheSameWhenTheirContentHashesAre() throws IOException {
    Random random = new Random(11);
    int same = 0;
    int different = 0;
    for (int round = 0; round < 10; round++) {
      List<ClassDef> old = classes(0);
      List<ClassDef> now = classes(round);
      for (int i = 0; i < CLASSES; i++) {
        switch (random.nextInt(6)) {
          case 0 -> now.set(i, RandomClassDefs.named(name(i), i + 1000));
          case 1 -> now.set(i, withoutFunction(now.get(i)));
          case 2 -> now.set(i, swapped(now.get(i)));
          default -> {}
        }
      }
      MappedCrate before = mapped(old);
      MappedCrate after = mapped(now);
      ClassComparison comparison = ClassComparison.of(before, after);
      for (int i = 0; i < CLASSES; i++) {
        boolean expected =
            Arrays.equals(before.contentHash(name(i), 0), after.contentHash(name(i), 0));
        assertEquals(expected, comparison.sameClass(name(i), 0), "round " + round + ", " + i);
        same += expected ? 1 : 0;
        different += expected ? 0 : 1;
      }
      assertThrows(DamagedInput.class, () -> comparison.sameClass("no/Such", 0));
    }
    assertTrue(same > 100 && different > 50, same + " same, " + different + " different");
  }

  /** As many more classes as there have been rounds: the first crates have the same strings. */
  private static List<ClassDef> classes(int more) {
    List<ClassDef> classes = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      classes.add(RandomClassDefs.named(name(i), i));
    }
    for (int i = 0; i < more; i++) {
      classes.add(RandomClassDefs.named("a/New" + i, 5000 + i));
    }
    return classes;
  }

  private static String name(int i) {
    return "p/C" + i;
  }

  private static ClassDef withoutFunction(ClassDef definition) {
    List<FunctionDef> functions = definition.functions();
    return functions.isEmpty()
        ? definition
        : definition.withMembers(definition.fields(), functions.subList(1, functions.size()));
  }

  /** Code of the same length in all, in other places. */
  private static ClassDef swapped(ClassDef definition) {
    List<FunctionDef> functions = new ArrayList<>(definition.functions());
    if (functions.size() > 1
        && functions.get(0).code() != null
        && functions.get(1).code() != null) {
      FunctionDef first = functions.get(0).withCode(functions.get(1).code());
      functions.set(1, functions.get(1).withCode(functions.get(0).code()));
      functions.set(0, first);
    }
    return definition.withMembers(definition.fields(), functions);
  }

  private MappedCrate mapped(List<ClassDef> classes) throws IOException {
    Path file = directory.resolve("c" + written++ + ".mirc");
    CrateWriter.write(Crate.of("c", classes), file);
    return CrateReader.open(file);
  }
}
