package dev.whittle.cli;

import dev.whittle.cache.Digest;
import dev.whittle.driver.inspect.Description;
import dev.whittle.driver.inspect.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Descriptions as people read them: a line per value, tables below their names. */
final class DescriptionText {
  /** In tables, so much of a key is enough to ask about it. */
  private static final int SHORT_KEY = 12;

  /** Longer tables are cut off; JSON has all of them. */
  private static final int MOST_ROWS = 40;

  private DescriptionText() {}

  static String of(Description description) {
    StringBuilder text = new StringBuilder();
    text.append(description.what()).append(' ').append(description.name());
    text.append(System.lineSeparator());
    Table plain = new Table("ll");
    for (Map.Entry<String, Object> value : description.values().entrySet()) {
      if (!(value.getValue() instanceof List<?>)) {
        plain.row(value.getKey(), text(value.getValue()));
      }
    }
    text.append(plain.text("  "));
    for (Map.Entry<String, Object> value : description.values().entrySet()) {
      if (value.getValue() instanceof List<?> rows) {
        text.append("  ").append(value.getKey());
        text.append(rows.isEmpty() ? ": none" : "").append(System.lineSeparator());
        text.append(table(rows));
      }
    }
    return text.toString();
  }

  private static String table(List<?> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    Map<?, ?> first = (Map<?, ?>) rows.getFirst();
    StringBuilder alignment = new StringBuilder();
    first.values().forEach(value -> alignment.append(isNumber(value) ? 'r' : 'l'));
    Table table = new Table(alignment.toString());
    table.row(first.keySet().toArray(String[]::new));
    for (Object row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      table.row(
          ((Map<?, ?>) row).values().stream().map(DescriptionText::cell).toArray(String[]::new));
    }
    int left = rows.size() - MOST_ROWS;
    String more =
        left <= 0 ? "" : "    … %,d more; --json has all%s".formatted(left, System.lineSeparator());
    return table.text("    ") + more;
  }

  private static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Size;
  }

  private static String cell(Object value) {
    return value instanceof Digest digest ? digest.toString().substring(0, SHORT_KEY) : text(value);
  }

  private static String text(Object value) {
    return switch (value) {
      case Size(long bytes) -> Sizes.bytes(bytes);
      case Instant time -> Times.second(time);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      default -> value.toString();
    };
  }
}
