package dev.whittle.driver.symbols;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The names among many that are most like one that nothing has: those whose last part is the same,
 * or nearly so while what stands before it is nearly the same, too. Nearly is a letter too many,
 * too few, another one, or two that changed places, in every five.
 */
public final class Alike {
  private static final int MOST = 5;
  private static final int LETTERS_PER_SLIP = 5;

  private final String asked;
  private final String last;
  private final String before;
  private final List<Candidate> candidates = new ArrayList<>();

  /** Those like what {@code query} says. */
  public Alike(SymbolQuery query) {
    this.asked = query.text().toLowerCase(Locale.ROOT);
    this.last = query.lastPart().toLowerCase(Locale.ROOT);
    this.before = query.owner() == null ? "" : query.owner().name().toLowerCase(Locale.ROOT);
  }

  private record Candidate(String text, int distance, int distanceBefore) {}

  /**
   * Takes a class or a member into account.
   *
   * @param name its parts with dots between, without parameters
   * @param text how it is shown
   */
  public void offer(String name, String text) {
    String dotted = name.replace('$', '.').toLowerCase(Locale.ROOT);
    int dot = dotted.lastIndexOf('.');
    String lastOfName = dotted.substring(dot + 1);
    int limit = slips(last);
    if (Math.abs(lastOfName.length() - last.length()) > limit) {
      return;
    }
    int distance = distance(last, lastOfName);
    if (distance <= limit) {
      int distanceBefore = distanceBefore(dot < 0 ? "" : dotted.substring(0, dot));
      if (distance == 0 || distanceBefore <= slips(before)) {
        candidates.add(new Candidate(text, distance, distanceBefore));
      }
    }
  }

  /** Takes a name into account whose dots mean nothing, as that of a file. */
  public void offerWhole(String name) {
    int distance = distance(asked, name.toLowerCase(Locale.ROOT));
    if (distance <= slips(asked)) {
      candidates.add(new Candidate(name, distance, 0));
    }
  }

  /** The end of a line that says that nothing has the name; empty when nothing is called alike. */
  public String suggestion() {
    String alike =
        candidates.stream()
            .sorted(
                Comparator.comparingInt(Candidate::distance)
                    .thenComparingInt(Candidate::distanceBefore)
                    .thenComparing(Candidate::text))
            .map(Candidate::text)
            .distinct()
            .limit(MOST)
            .collect(Collectors.joining(", "));
    return alike.isEmpty() ? "" : "; did you mean " + alike + "?";
  }

  /** How far what stands before the last part is from as many parts of {@code other}. */
  private int distanceBefore(String other) {
    int start = other.length() + 1;
    for (int dot = before.length(); dot > 0 && start > 0; dot = before.lastIndexOf('.', dot - 1)) {
      start = other.lastIndexOf('.', start - 2) + 1;
    }
    return before.isEmpty() ? 0 : distance(before, other.substring(start));
  }

  /** How many slips a name of that length may have. */
  private static int slips(String name) {
    return (name.length() + LETTERS_PER_SLIP / 2) / LETTERS_PER_SLIP;
  }

  /** Levenshtein's distance, in which two neighbours that changed places are one slip. */
  private static int distance(String left, String right) {
    int[] beforeLast = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] next = new int[right.length() + 1];
      next[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        char here = left.charAt(i - 1);
        char there = right.charAt(j - 1);
        next[j] = Math.min(row[j - 1] + (here == there ? 0 : 1), Math.min(row[j], next[j - 1]) + 1);
        if (i > 1 && j > 1 && here == right.charAt(j - 2) && there == left.charAt(i - 2)) {
          next[j] = Math.min(next[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = row;
      row = next;
    }
    return row[right.length()];
  }
}
