package dev.whittle.dce.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259): objects as maps in their order, arrays as lists, strings, numbers as
 * {@code Double}, booleans, and null. Of equal keys the last counts.
 */
public final class JsonReader {
  /** Deeper nesting is no metadata, and would overflow the stack. */
  private static final int MAX_DEPTH = 200;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The value that {@code text} is.
   *
   * @throws IllegalArgumentException for anything else, with line and column
   */
  public static Object read(String text) {
    JsonReader reader = new JsonReader(text.startsWith("\ufeff") ? text.substring(1) : text);
    Object value = reader.value();
    reader.space();
    if (reader.at < reader.text.length()) {
      throw reader.error("the end");
    }
    return value;
  }

  private Object value() {
    space();
    char c = at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    open();
    if (!accept('}')) {
      do {
        space();
        String key = string();
        expect(':');
        members.put(key, value());
      } while (accept(','));
      expect('}');
    }
    depth--;
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    open();
    if (!accept(']')) {
      do {
        elements.add(value());
      } while (accept(','));
      expect(']');
    }
    depth--;
    return elements;
  }

  private void open() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw error("less nesting");
    }
  }

  private String string() {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw error("a string");
    }
    StringBuilder plain = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return plain.toString();
      }
      plain.append(c == '\\' ? escape() : c);
    }
    throw error("the end of a string");
  }

  private char escape() {
    char c = ++at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 >= text.length() || !text.substring(at + 1, at + 5).matches("\\p{XDigit}{4}")) {
          throw error("four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
      }
      default -> throw error("an escape");
    };
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw error("a value");
    }
    at += word.length();
    return value;
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(start, at));
    } catch (NumberFormatException _) {
      at = start;
      throw error("a value");
    }
  }

  private boolean accept(char c) {
    space();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("'" + c + "'");
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException error(String expected) {
    int end = Math.min(at, text.length());
    long line = 1 + text.substring(0, end).chars().filter(c -> c == '\n').count();
    int column = end - text.lastIndexOf('\n', end - 1);
    return new IllegalArgumentException(line + ":" + column + ": expected " + expected);
  }
}
