package dev.whittle.driver.symbols;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names among many that are most like one that nothing has. */
public final class Alike {
  private static final int MOST = 5;

  private final String asked;
  private final int limit;
  private final List<Candidate> candidates = new ArrayList<>();

  /** Those like {@code asked}. */
  public Alike(String asked) {
    this.asked = asked.toLowerCase(Locale.ROOT);
    this.limit = 1 + asked.length() / 4;
  }

  private record Candidate(String text, int distance) {}

  /**
   * Takes {@code name} into account.
   *
   * @param text how it is shown
   */
  public void offer(String name, String text) {
    int distance = distance(asked, name.toLowerCase(Locale.ROOT), limit);
    if (distance <= limit) {
      candidates.add(new Candidate(text, distance));
    }
  }

  /** The end of a line that says that nothing has the name; empty when nothing is called alike. */
  public String suggestion() {
    String alike =
        candidates.stream()
            .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::text))
            .map(Candidate::text)
            .distinct()
            .limit(MOST)
            .collect(Collectors.joining(", "));
    return alike.isEmpty() ? "" : "; did you mean " + alike + "?";
  }

  /** Levenshtein's distance, or anything above {@code limit} when it is above. */
  private static int distance(String left, String right, int limit) {
    if (Math.abs(left.length() - right.length()) > limit) {
      return limit + 1;
    }
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
