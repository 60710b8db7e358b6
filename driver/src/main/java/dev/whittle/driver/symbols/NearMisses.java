package dev.whittle.driver.symbols;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody may have meant who wrote a name that nothing has. */
public final class NearMisses {
  private static final int MOST = 5;

  private final List<ClassSource> crates;

  public NearMisses(List<ClassSource> crates) {
    this.crates = crates;
  }

  private record Candidate(String text, int distance) {}

  /** A line that says so and names what is called alike. */
  String describe(SymbolQuery query) {
    String members = query.owner() == null ? membersCalled(query.lastPart()) : "";
    return members.isEmpty()
        ? "nothing is called " + query.text() + suggestion(query)
        : "no class is called %s; did you mean %s?".formatted(query.text(), members);
  }

  /** Members that have the name of a query which says no class; empty when none has. */
  private String membersCalled(String name) {
    return crates.stream()
        .flatMap(
            crate ->
                crate.classNames().stream()
                    .flatMap(owner -> Definitions.first(crate, owner).stream()))
        .flatMap(NearMisses::members)
        .filter(member -> last(member.replaceFirst("\\(.*", "")).equals(name))
        .limit(MOST)
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> members(ClassDef owner) {
    return Stream.concat(
        owner.functions().stream()
            .map(f -> SourceForm.function(owner.name(), f.name(), f.descriptor())),
        owner.fields().stream().map(f -> SourceForm.field(owner.name(), f.name())));
  }

  /** The end of a line that says that nothing has this name; empty when nothing is called alike. */
  public String suggestion(SymbolQuery query) {
    List<Candidate> candidates = new ArrayList<>();
    for (ClassSource crate : crates) {
      for (String name : crate.classNames()) {
        String text = SourceForm.className(name);
        candidate(query.lastPart(), last(text), text, candidates);
        SymbolQuery owner = query.owner();
        if (owner != null && owner.fitsClass(name) != SymbolQuery.Fit.NOT) {
          Definitions.first(crate, name).ifPresent(c -> members(query, c, candidates));
        }
      }
    }
    String alike =
        candidates.stream()
            .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::text))
            .map(Candidate::text)
            .distinct()
            .limit(MOST)
            .collect(Collectors.joining(", "));
    return alike.isEmpty() ? "" : "; did you mean " + alike + "?";
  }

  private static void members(SymbolQuery query, ClassDef owner, List<Candidate> candidates) {
    members(owner)
        .forEach(
            text -> {
              String plain = text.replaceFirst("\\(.*", "");
              candidate(query.lastPart(), last(plain), text, candidates);
            });
  }

  private static String last(String dotted) {
    String plain = dotted.replace('$', '.');
    return plain.substring(plain.lastIndexOf('.') + 1);
  }

  private static void candidate(
      String asked, String name, String text, List<Candidate> candidates) {
    int limit = 1 + asked.length() / 4;
    int distance = distance(asked.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), limit);
    if (distance <= limit) {
      candidates.add(new Candidate(text, distance));
    }
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
