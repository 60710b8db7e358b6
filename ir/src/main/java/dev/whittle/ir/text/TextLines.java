package dev.whittle.ir.text;

import java.util.ArrayList;
import java.util.List;

/** Splits long text for printing. */
final class TextLines {
  private static final int LONGEST = 4000;

  private TextLines() {}

  /** The lines of {@code text}, each with its line feed; joined they are {@code text}. */
  static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed + 1;
      while (end - at > LONGEST) {
        int cut = at + LONGEST;
        cut = Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
        lines.add(text.substring(at, cut));
        at = cut;
      }
      lines.add(text.substring(at, end));
      at = end;
    }
    return lines;
  }
}
