package dev.whittle.ir;

import java.util.regex.Pattern;

/** Patterns of names that have parts: one star stays within a part, two do not. */
public final class Globs {
  private Globs() {}

  /** What matches {@code glob}, in which all but stars stands for itself. */
  public static Pattern pattern(String glob, char separator) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (glob.charAt(i) == '*') {
        regex.append("[^").append(separator).append("]*");
      } else {
        regex.append(Pattern.quote(glob.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString());
  }
}
