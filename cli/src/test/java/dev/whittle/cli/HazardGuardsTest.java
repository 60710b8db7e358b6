package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of guards fits the sources, and docs/hazards.md the table; corpus/mutants runs it. */
class HazardGuardsTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** An entry of the table. */
  private record Guard(
      String name, Set<Integer> hazards, String file, String find, List<String> tests) {
    static Guard parse(String entry) {
      Map<String, String> values = new TreeMap<>();
      entry
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> values.put(line.split(":", 2)[0], line.split(":", 2)[1].strip()));
      Set<Integer> hazards = new TreeSet<>();
      Arrays.stream(values.get("hazards").split(",")).forEach(n -> hazards.add(number(n)));
      return new Guard(
          values.get("guard"),
          hazards,
          values.get("file"),
          values.get("find"),
          List.of(values.get("tests").split(" ")));
    }

    /** How often the text stands in its file; any blanks are one blank. */
    long places() throws IOException {
      String pattern =
          Arrays.stream(find.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
      String source = Files.readString(PROJECT.resolve(file));
      return Pattern.compile(pattern).matcher(source).results().count();
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text.strip());
  }

  private static List<Guard> guards() throws IOException {
    String table = Files.readString(PROJECT.resolve("corpus/mutants.txt"));
    return Arrays.stream(table.split("\n\\s*\n"))
        .filter(entry -> entry.startsWith("guard:"))
        .map(Guard::parse)
        .toList();
  }

  private static Set<String> testClasses() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path module : modules.map(m -> m.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files.map(f -> f.getFileName().toString().replace(".java", "")).forEach(names::add);
          }
        }
      }
    }
    return names;
  }

  @Test
  void everyGuardIsInItsSourceOnce() throws IOException {
    Set<String> names = new HashSet<>();
    Set<String> tests = testClasses();
    for (Guard guard : guards()) {
      assertTrue(names.add(guard.name()), "twice in corpus/mutants.txt: " + guard.name());
      assertEquals(1, guard.places(), guard.name() + " in " + guard.file());
      assertTrue(tests.containsAll(guard.tests()), guard.name() + ": " + guard.tests());
    }
    assertFalse(names.isEmpty());
  }

  /** Each hazard has its row, with its guards or why it needs none, and tests that exist. */
  @Test
  void thePageNamesGuardsAndTestsOfEachHazard() throws IOException {
    Map<Integer, Set<String>> guards = new TreeMap<>();
    for (Guard guard : guards()) {
      guard
          .hazards()
          .forEach(h -> guards.computeIfAbsent(h, _ -> new TreeSet<>()).add(guard.name()));
    }
    Set<String> tests = testClasses();
    List<Integer> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PROJECT.resolve("docs/hazards.md"))) {
      if (line.matches("\\| \\d+ \\|.*")) {
        String[] cells = line.split("\\|");
        int hazard = number(cells[1]);
        rows.add(hazard);
        assertEquals(guards.getOrDefault(hazard, Set.of()), code(cells[3]), "guards of " + hazard);
        assertTrue(guards.containsKey(hazard) || cells[3].contains("by construction: "), line);
        Set<String> named = code(cells[4]);
        named.removeIf(name -> !name.endsWith("Test"));
        assertFalse(named.isEmpty(), "no test of " + hazard);
        assertTrue(tests.containsAll(named), "tests of " + hazard + ": " + named);
      }
    }
    assertEquals(IntStream.rangeClosed(1, 66).boxed().toList(), rows);
  }

  private static Set<String> code(String cell) {
    return CODE.matcher(cell)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
