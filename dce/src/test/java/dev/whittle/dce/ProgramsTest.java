package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.DirectorySource;
import dev.whittle.lower.Platform;
import dev.whittle.testkit.programs.JavaProgram;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each small program keeps and loses what its names say, for reasons that lead back to a root. */
class ProgramsTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  @TempDir Path directory;

  static Stream<JavaProgram> programs() {
    return JavaProgram.all().stream();
  }

  static Reached reach(List<ClassSource> crates, JavaProgram program) {
    KeepRules keep = KeepRules.parse("keep", String.join("\n", program.keepRules()));
    Reached reached =
        Reachability.compute(
            new Program(crates, List.of(PLATFORM)),
            new Roots(List.of("Main"), List.of(), keep),
            Summaries::of);
    assertEquals(List.of(), reached.problems());
    return reached;
  }

  @ParameterizedTest
  @MethodSource("programs")
  void keepsWhatItsNamesSay(JavaProgram program) {
    List<ClassSource> crates = crates(program, directory);
    Reached reached = reach(crates, program);
    List<String> violations =
        crates.stream().flatMap(crate -> GroundTruth.violations(crate, reached).stream()).toList();
    assertEquals(List.of(), violations, program.claim());
    for (int i = 0; i < crates.size(); i++) {
      everythingHasAReason(crates.get(i), reached.classes(i), reached);
    }
  }

  static List<ClassSource> crates(JavaProgram program, Path directory) {
    return program.compile(directory).stream().<ClassSource>map(DirectorySource::open).toList();
  }

  private static void everythingHasAReason(
      ClassSource crate, Collection<String> classes, Reached reached) {
    for (String name : classes) {
      ClassDef c = crate.find(name).orElseThrow();
      hasAReason(reached, name);
      for (FunctionDef function : c.functions()) {
        String symbol = name + "." + function.name() + function.descriptor();
        Level level = reached.function(name, function.name(), function.descriptor());
        if (level == Level.ABSENT) {
          assertTrue(reached.reasons().chain(symbol).isEmpty());
        } else {
          hasAReason(reached, symbol);
        }
      }
    }
  }

  private static void hasAReason(Reached reached, String symbol) {
    List<Reasons.Link> chain = reached.reasons().chain(symbol);
    assertFalse(chain.isEmpty(), symbol);
    assertEquals(ReasonKind.ROOT, chain.getLast().kind(), symbol);
    assertEquals(chain.size(), chain.stream().map(Reasons.Link::what).distinct().count(), symbol);
  }
}
