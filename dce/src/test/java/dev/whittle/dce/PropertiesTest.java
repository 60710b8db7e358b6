package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.ir.summary.SummarySource;
import dev.whittle.lower.Platform;
import dev.whittle.testkit.programs.JavaProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every program: results depend on nothing but the program and its roots. */
class PropertiesTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  @TempDir Path directory;

  static Stream<JavaProgram> programs() {
    return JavaProgram.all().stream();
  }

  private List<ClassSource> crates(JavaProgram program) {
    return ProgramsTest.crates(program, directory);
  }

  private static Reached reach(List<ClassSource> crates, String rules, Order order) {
    return reach(crates, rules, order, Summaries::of);
  }

  private static Reached reach(
      List<ClassSource> crates, String rules, Order order, SummarySource summaries) {
    Roots roots = new Roots(List.of("Main"), List.of(), KeepRules.parse("keep", rules));
    return Reachability.compute(
        new Program(crates, List.of(PLATFORM)), roots, ReflectionPolicy.KEEP, summaries, order);
  }

  /**
   * Level of every class, function and field, and of what is reached the whole chain of reasons.
   */
  private static Map<String, String> everything(List<ClassSource> crates, Reached reached) {
    Map<String, String> all = new TreeMap<>();
    levels(crates, reached)
        .forEach((symbol, level) -> all.put(symbol, level + " " + reached.reasons().chain(symbol)));
    return all;
  }

  private static Map<String, Level> levels(List<ClassSource> crates, Reached reached) {
    Map<String, Level> all = new TreeMap<>();
    for (ClassSource crate : crates) {
      for (String name : crate.classNames()) {
        ClassDef c = crate.find(name).orElseThrow();
        all.put(name, reached.level(name));
        for (FunctionDef f : c.functions()) {
          all.put(
              name + "." + f.name() + f.descriptor(),
              reached.function(name, f.name(), f.descriptor()));
        }
        for (FieldDef f : c.fields()) {
          all.put(
              name + "." + f.name() + ":" + f.descriptor(),
              reached.field(name, f.name(), f.descriptor()));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("programs")
  void orderOfWorkDoesNotMatter(JavaProgram program) {
    List<ClassSource> crates = crates(program);
    String rules = String.join("\n", program.keepRules());
    Reached oldest = reach(crates, rules, Order.OLDEST_FIRST);
    Reached newest = reach(crates, rules, Order.NEWEST_FIRST);
    assertEquals(everything(crates, oldest), everything(crates, newest));
    assertEquals(oldest.undecided(), newest.undecided());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void threadsDoNotMatter(JavaProgram program) {
    List<ClassSource> crates = crates(program);
    String rules = String.join("\n", program.keepRules());
    SummarySource summaries = Summaries::of;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      SummarySource onThreads =
          summaries.startingBy(work -> CompletableFuture.supplyAsync(work, threads)::join);
      Reached ahead = reach(crates, rules, Order.OLDEST_FIRST, onThreads);
      Reached alone = reach(crates, rules, Order.OLDEST_FIRST);
      assertEquals(everything(crates, alone), everything(crates, ahead));
    }
  }

  /** Crates that know what they have names of are asked for less, with the same result. */
  @ParameterizedTest
  @MethodSource("programs")
  void namesThatAreKnownDoNotMatter(JavaProgram program) {
    List<ClassSource> crates = crates(program);
    String rules = String.join("\n", program.keepRules());
    List<ClassSource> named = crates.stream().<ClassSource>map(KnownNames::of).toList();
    Reached reached = reach(crates, rules, Order.OLDEST_FIRST);
    Reached asked = reach(named, rules, Order.OLDEST_FIRST);
    assertEquals(everything(crates, reached), everything(crates, asked));
    assertEquals(reached.undecided(), asked.undecided());
    assertArrayEquals(OutcomeFormat.write(reached.outcome()), OutcomeFormat.write(asked.outcome()));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void moreRootsReachNoLess(JavaProgram program) {
    List<ClassSource> crates = crates(program);
    Map<String, Level> some = levels(crates, reach(crates, "", Order.OLDEST_FIRST));
    Map<String, Level> more = levels(crates, reach(crates, "**", Order.OLDEST_FIRST));
    some.forEach((symbol, level) -> assertTrue(more.get(symbol).compareTo(level) >= 0, symbol));
  }
}
