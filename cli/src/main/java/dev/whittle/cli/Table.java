package dev.whittle.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns that are as wide as what is in them, two spaces apart. */
final class Table {
  private static final String GAP = "  ";

  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param alignment a letter per column: {@code l} to the left, {@code r} to the right
   */
  Table(String alignment) {
    this.alignment = alignment;
  }

  /** Adds a row; what it lacks at its end is empty. */
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, each behind {@code indent}, without spaces at their ends. */
  String text(String indent) {
    int[] widths = new int[alignment.length()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        String cell = row.get(i);
        line.append(i == 0 ? "" : GAP);
        line.append(alignment.charAt(i) == 'r' ? space + cell : cell + space);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
