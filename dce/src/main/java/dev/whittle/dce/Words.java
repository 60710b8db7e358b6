package dev.whittle.dce;

import java.util.LinkedHashSet;
import java.util.Set;

/** What may be names in a text of any language. */
final class Words {
  private Words() {}

  /** Every identifier; those with hyphens between them also as one, in camel case. */
  static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    StringBuilder joined = new StringBuilder();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (isPart(c)) {
        start = start < 0 ? i : start;
        continue;
      }
      if (start >= 0) {
        String word = text.substring(start, i);
        words.add(word);
        joined.append(joined.isEmpty() ? word : capitalized(word));
        start = -1;
      }
      if (c != '-') {
        if (!joined.isEmpty()) {
          words.add(joined.toString());
        }
        joined.setLength(0);
      }
    }
    return words;
  }

  private static boolean isPart(char c) {
    return c != 0 && Character.isJavaIdentifierPart(c);
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
