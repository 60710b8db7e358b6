package dev.whittle.codegen.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Texts of which lines may be left out. */
final class Lines {
  private Lines() {}

  /**
   * Without as many lines as can be left out while something stays true: halves, quarters, down to
   * single lines, until nothing goes any more or the time is over.
   */
  static List<String> reduce(List<String> lines, Predicate<List<String>> stillFails, int seconds) {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    List<String> best = lines;
    int before;
    do {
      before = best.size();
      for (int part = best.size() / 2; part > 0; part /= 2) {
        for (int from = best.size() - part; from >= 0; from -= part) {
          List<String> fewer = new ArrayList<>(best.subList(0, from));
          fewer.addAll(best.subList(Math.min(best.size(), from + part), best.size()));
          if (!fewer.isEmpty() && System.nanoTime() < deadline && stillFails.test(fewer)) {
            best = fewer;
          }
        }
      }
    } while (best.size() < before);
    return best;
  }
}
