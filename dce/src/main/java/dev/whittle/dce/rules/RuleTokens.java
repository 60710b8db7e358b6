package dev.whittle.dce.rules;

import java.util.ArrayList;
import java.util.List;

/** The words and punctuation of a file of options, and where they stand. Comments are left out. */
final class RuleTokens {
  private static final String PUNCTUATION = "{}(),;!@:";

  private record Token(String text, int line) {}

  private final String file;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  RuleTokens(String file, String text) {
    this.file = file;
    int line = 1;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == '#') {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else if (c == '\n') {
        line++;
        i++;
      } else if (Character.isWhitespace(c)) {
        i++;
      } else {
        int end = end(text, i);
        tokens.add(new Token(text.substring(i, end), line));
        i = end;
      }
    }
  }

  private static int end(String text, int start) {
    char c = text.charAt(start);
    if (c == '"' || c == '\'') {
      int close = text.indexOf(c, start + 1);
      return close < 0 ? text.length() : close + 1;
    }
    int i = start + 1;
    if (PUNCTUATION.indexOf(c) < 0) {
      while (i < text.length()
          && !Character.isWhitespace(text.charAt(i))
          && PUNCTUATION.indexOf(text.charAt(i)) < 0
          && text.charAt(i) != '#') {
        i++;
      }
    }
    return i;
  }

  boolean isAtEnd() {
    return at == tokens.size();
  }

  /** The token that comes next, an empty text at the end. */
  String peek() {
    return isAtEnd() ? "" : tokens.get(at).text;
  }

  /** The token after the next. */
  String peekSecond() {
    return at + 1 >= tokens.size() ? "" : tokens.get(at + 1).text;
  }

  String next() {
    String text = peek();
    at += isAtEnd() ? 0 : 1;
    return text;
  }

  boolean accept(String text) {
    boolean there = !isAtEnd() && peek().equals(text);
    at += there ? 1 : 0;
    return there;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw error("expected " + text);
    }
  }

  /** A name or pattern. */
  String word(String what) {
    if (isAtEnd() || PUNCTUATION.contains(peek()) || peek().startsWith("-")) {
      throw error("expected " + what);
    }
    return next();
  }

  /** File and line of the next token. */
  String place() {
    int last = Math.min(at, tokens.size() - 1);
    return file + ":" + (last < 0 ? 1 : tokens.get(last).line);
  }

  IllegalArgumentException error(String message) {
    String found = isAtEnd() ? "the end of the file" : peek();
    return new IllegalArgumentException(place() + ": " + message + ", not " + found);
  }
}
