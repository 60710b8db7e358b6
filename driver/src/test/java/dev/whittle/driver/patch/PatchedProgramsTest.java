package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Patches of each test program that change nothing, or move code into new functions. */
class PatchedProgramsTest {
  /** Of each program: a patch costs little, but there are many programs. */
  private static final int MOST_EXTRACTED = 15;

  @TempDir Path temp;

  static Stream<JavaProgram> programs() {
    return JavaProgram.all().stream();
  }

  /** Every class of every program, as its crate has it and as it is lowered alone: the same. */
  @ParameterizedTest
  @MethodSource("programs")
  void programsArePatched(JavaProgram source) throws IOException {
    List<Path> compiled = source.compile(temp.resolve("classes"));
    Path keep = Files.write(temp.resolve("keep.txt"), source.keepRules());
    PatchedProgram program = new PatchedProgram(temp, compiled, List.of(keep));
    program.build();
    byte[] output = program.output();
    List<Path> files = new ArrayList<>();
    for (Path directory : compiled) {
      files.addAll(EditedProgram.classFiles(directory));
    }
    files = files.subList(0, Math.min(60, files.size()));
    for (Path file : files) {
      Files.write(file, Files.readAllBytes(file));
    }
    program.forgetChecksums();
    Optional<Patch.Done> done = program.patch();
    if (done.isPresent()) {
      assertTrue(done.get().classes() > 0);
    } else {
      assertTrue(source.name().contains("Misplaced"), "a class is refused");
    }
    assertArrayEquals(output, program.output());
    if (extracts(program, files, new Random(source.name().hashCode())) > 0) {
      program.assertIsRight();
    }
  }

  /**
   * Moves the code of some methods to new ones, which may be called as others of the program are,
   * and says how many of these edits were put into the output; the others are taken back.
   */
  private int extracts(PatchedProgram program, List<Path> files, Random random) throws IOException {
    List<String> names = new ArrayList<>(List.of("fresh", "another", "main"));
    Map<String, Path> methods = new TreeMap<>();
    for (Path file : files) {
      for (Map.Entry<String, Boolean> method :
          Extraction.methods(Files.readAllBytes(file)).entrySet()) {
        if (method.getValue()) {
          names.add(method.getKey().substring(0, method.getKey().indexOf('(')));
          methods.put(file + " " + method.getKey(), file);
        }
      }
    }
    int taken = 0;
    List<String> some = new ArrayList<>(methods.keySet());
    Collections.shuffle(some, random);
    for (String each : some.subList(0, Math.min(MOST_EXTRACTED, some.size()))) {
      Path file = methods.get(each);
      byte[] before = Files.readAllBytes(file);
      String method = each.substring(each.indexOf(' ', file.toString().length()) + 1);
      String into = names.get(random.nextInt(random.nextBoolean() ? 3 : names.size()));
      Files.write(file, Extraction.extract(before, method, into));
      if (program.patch().isPresent()) {
        taken++;
      } else {
        Files.write(file, before);
      }
    }
    return taken;
  }
}
