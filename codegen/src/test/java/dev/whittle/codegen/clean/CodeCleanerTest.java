package dev.whittle.codegen.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.whittle.codegen.CodeSize;
import dev.whittle.codegen.clean.CodeCleaner.Pass;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import dev.whittle.testkit.text.TextCommand;
import dev.whittle.testkit.text.TextTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;

/** Text tests of clean-ups, and what must hold of every class of a library. */
class CodeCleanerTest {
  private static final Map<String, TextCommand> COMMANDS =
      Map.of(
          "clean-invisible", test -> cleaned(test.text(), CleanUps.INVISIBLE),
          "clean-release", test -> cleaned(test.text(), CleanUps.RELEASE));

  @TestFactory
  Stream<DynamicTest> texts() throws IOException {
    return TextTest.in(Path.of("src/test/clean-up")).stream()
        .map(test -> dynamicTest(test.name(), () -> test.check(COMMANDS)));
  }

  private static String cleaned(String text, CleanUps level) {
    List<ClassDef> cleaned = new ArrayList<>();
    for (ClassDef definition : MirParser.parseClasses(text)) {
      assertEquals(List.of(), violations(definition), "before");
      ClassDef result = CodeCleaner.of(level).clean(definition);
      assertEquals(List.of(), violations(result), "after");
      cleaned.add(result);
    }
    return MirPrinter.print(cleaned);
  }

  private static List<String> violations(ClassDef definition) {
    return definition.functions().stream()
        .flatMap(
            f ->
                BodyVerifier.verify(definition, f).stream()
                    .map(v -> definition.name() + "." + f.name() + ": " + v))
        .toList();
  }

  private static List<ClassDef> library() throws IOException {
    List<ClassDef> classes = new ArrayList<>();
    Path jar =
        Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = zip.getInputStream(entry)) {
            classes.add(ClassLowering.lower(in.readAllBytes()));
          }
        }
      }
    }
    return classes;
  }

  /** Whatever passes run, bodies verify, are no larger, and cleaning them again changes nothing. */
  @TestFactory
  Stream<DynamicTest> anyPassesGiveBodiesThatVerify() throws IOException {
    List<ClassDef> library = library();
    long seed = System.currentTimeMillis() % 1_000_000;
    Random random = new Random(seed);
    List<DynamicTest> tests = new ArrayList<>();
    for (CleanUps level : List.of(CleanUps.INVISIBLE, CleanUps.RELEASE)) {
      List<Set<Pass>> choices = new ArrayList<>(List.of(EnumSet.allOf(Pass.class)));
      for (Pass pass : Pass.values()) {
        choices.add(EnumSet.of(pass));
      }
      for (int i = 0; i < 4; i++) {
        Set<Pass> some = EnumSet.allOf(Pass.class);
        some.removeIf(_ -> random.nextBoolean());
        choices.add(some);
      }
      for (Set<Pass> passes : choices) {
        tests.add(
            dynamicTest(
                level + " " + passes + ", seed " + seed,
                () -> library.forEach(c -> check(c, new CodeCleaner(level, passes)))));
      }
    }
    return tests.stream();
  }

  private static void check(ClassDef definition, CodeCleaner cleaner) {
    ClassDef cleaned = cleaner.clean(definition);
    assertEquals(List.of(), violations(cleaned));
    for (int i = 0; i < cleaned.functions().size(); i++) {
      FunctionDef before = definition.functions().get(i);
      FunctionDef after = cleaned.functions().get(i);
      if (after != before) {
        int size = CodeSize.of(after.code().body());
        assertTrue(size < CodeSize.of(before.code().body()), before.name());
      }
    }
  }

  @Test
  void nothingChangesWithoutClean() throws IOException {
    ClassDef definition = library().getFirst();
    assertSame(definition, CodeCleaner.of(CleanUps.NONE).clean(definition));
  }

  /** All that there is to gain is gained at once, or nearly: a second run finds next to nothing. */
  @Test
  void aSecondRunFindsNextToNothing() throws IOException {
    CodeCleaner cleaner = CodeCleaner.of(CleanUps.RELEASE);
    long before = 0;
    long once = 0;
    long twice = 0;
    for (ClassDef definition : library()) {
      ClassDef first = cleaner.clean(definition);
      before += size(definition);
      once += size(first);
      twice += size(cleaner.clean(first));
    }
    assertTrue(once < before, before + " > " + once);
    assertTrue(once - twice <= (before - once) / 20, before + " > " + once + " > " + twice);
  }

  private static long size(ClassDef definition) {
    return definition.functions().stream()
        .filter(f -> f.code() != null)
        .mapToLong(f -> CodeSize.of(f.code().body()))
        .sum();
  }
}
