package dev.whittle.driver.report;

import java.util.List;
import java.util.Map;

/**
 * Writes JSON (RFC 8259): maps in their order, lists, strings, numbers, booleans and null. Anything
 * else is an error of the caller. A few simple forms do not justify a library.
 */
public final class Json {
  private final StringBuilder out = new StringBuilder();
  private final String indent;
  private final String colon;

  private Json(String indent, String colon) {
    this.indent = indent;
    this.colon = colon;
  }

  /** A document for people too: a member a line. */
  public static String print(Map<String, ?> object) {
    Json json = new Json("  ", ": ");
    json.value(object, "\n");
    return json.out.append('\n').toString();
  }

  /** On one line, which it does not end. */
  public static String line(Map<String, ?> object) {
    Json json = new Json("", ":");
    json.value(object, "");
    return json.out.toString();
  }

  private void value(Object value, String newLine) {
    switch (value) {
      case Map<?, ?> object -> object(object, newLine);
      case List<?> array -> array(array, newLine);
      case String text -> string(text);
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Double number ->
          out.append(new java.math.BigDecimal(number).stripTrailingZeros().toPlainString());
      case Boolean bool -> out.append(bool.booleanValue());
      case null -> out.append("null");
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void object(Map<?, ?> object, String newLine) {
    String inner = newLine + indent;
    String separator = "{";
    for (Map.Entry<?, ?> member : object.entrySet()) {
      out.append(separator).append(inner);
      string((String) member.getKey());
      out.append(colon);
      value(member.getValue(), inner);
      separator = ",";
    }
    out.append(object.isEmpty() ? "{}" : newLine + "}");
  }

  private void array(List<?> array, String newLine) {
    String inner = newLine + indent;
    String separator = "[";
    for (Object element : array) {
      out.append(separator).append(inner);
      value(element, inner);
      separator = ",";
    }
    out.append(array.isEmpty() ? "[]" : newLine + "]");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
