package dev.whittle.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Which entries of a table cover an instruction. Instructions between two boundaries share one
 * answer, so that the whole costs as much as the answers are long.
 */
final class Coverage {
  private final int[][] entriesAt;

  private Coverage(int[][] entriesAt) {
    this.entriesAt = entriesAt;
  }

  static <T> Coverage of(int size, List<T> entries, ToIntFunction<T> start, ToIntFunction<T> end) {
    int[][] entriesAt = new int[size + 1][];
    List<List<Integer>> boundaries = new ArrayList<>(size + 1);
    for (int i = 0; i <= size; i++) {
      boundaries.add(List.of());
    }
    for (int e = 0; e < entries.size(); e++) {
      int first = start.applyAsInt(entries.get(e));
      int behind = end.applyAsInt(entries.get(e));
      if (first < behind) {
        add(boundaries, first, e);
        add(boundaries, behind, e);
      }
    }
    TreeSet<Integer> open = new TreeSet<>();
    for (int i = 0; i <= size; i++) {
      for (int entry : boundaries.get(i)) {
        if (!open.remove(entry)) {
          open.add(entry);
        }
      }
      boolean isSame = boundaries.get(i).isEmpty() && i > 0;
      entriesAt[i] =
          isSame ? entriesAt[i - 1] : open.stream().mapToInt(Integer::intValue).toArray();
    }
    return new Coverage(entriesAt);
  }

  private static void add(List<List<Integer>> boundaries, int at, int entry) {
    if (boundaries.get(at).isEmpty()) {
      boundaries.set(at, new ArrayList<>(2));
    }
    boundaries.get(at).add(entry);
  }

  /** The entries that cover an instruction, ascending. */
  int[] at(int instruction) {
    return entriesAt[instruction];
  }
}
