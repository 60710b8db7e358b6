package dev.whittle.ir.text;

/**
 * The characters of a text with a position: white space and comments are skipped before everything
 * that is taken.
 */
final class TextScanner {
  private final String text;
  private int at;

  TextScanner(String text) {
    this.text = text;
  }

  /** Whether only white space and comments are left. */
  boolean isAtEnd() {
    skipSpace();
    return at == text.length();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return isAtEnd() ? 0 : text.charAt(at);
  }

  /** The word that stands here, empty when there is none; not taken. */
  String peekWord() {
    skipSpace();
    return text.substring(at, endOfWord(at));
  }

  /** Takes {@code symbol}, which is no word, if it stands here. */
  boolean take(String symbol) {
    skipSpace();
    if (!text.startsWith(symbol, at)) {
      return false;
    }
    at += symbol.length();
    return true;
  }

  /** Takes {@code symbol} or fails. */
  void expect(String symbol) {
    if (!take(symbol)) {
      throw expected("\"" + symbol + "\"");
    }
  }

  /** Takes {@code word} if it is the word that stands here. */
  boolean takeWord(String word) {
    skipSpace();
    if (!text.startsWith(word, at) || endOfWord(at) != at + word.length()) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** Takes {@code word} or fails. */
  void expectWord(String word) {
    if (!takeWord(word)) {
      throw expected("\"" + word + "\"");
    }
  }

  /** Takes any word, or fails and names what was wanted. */
  String word(String wanted) {
    skipSpace();
    int end = endOfWord(at);
    if (end == at) {
      throw expected(wanted);
    }
    return takeTo(end);
  }

  /** Whether {@code prefix} with a number stands here, as in {@code bb0}. */
  boolean isNumbered(String prefix) {
    skipSpace();
    int digit = at + prefix.length();
    return text.startsWith(prefix, at) && digit < text.length() && isDigit(text.charAt(digit));
  }

  /** Takes {@code prefix} with a number and returns the number. */
  int numbered(String prefix, String wanted) {
    skipSpace();
    int start = at + prefix.length();
    int end = start;
    if (text.startsWith(prefix, at)) {
      end = text.startsWith("-", start) ? start + 1 : start;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    }
    if (end == start || end == start + 1 && !isDigit(text.charAt(start)) || endOfWord(end) != end) {
      throw expected(wanted);
    }
    try {
      int number = Integer.parseInt(text.substring(start, end));
      at = end;
      return number;
    } catch (NumberFormatException e) {
      throw expected(wanted);
    }
  }

  /** Takes a decimal or {@code 0x} hexadecimal int. */
  int integer(String wanted) {
    skipSpace();
    int end = endOfNumber();
    String digits = text.substring(at, end);
    try {
      int number =
          digits.startsWith("0x")
              ? Integer.parseUnsignedInt(digits.substring(2), 16)
              : Integer.parseInt(digits);
      at = end;
      return number;
    } catch (NumberFormatException e) {
      throw expected(wanted);
    }
  }

  /** Takes the characters of a number, without judging them. */
  String number(String wanted) {
    skipSpace();
    int end = endOfNumber();
    if (end == at) {
      throw expected(wanted);
    }
    return takeTo(end);
  }

  /** Takes an unqualified name, plain or quoted. */
  String name(String wanted) {
    skipSpace();
    if (peek() == '"') {
      return string(wanted);
    }
    for (String special : new String[] {"<init>", "<clinit>"}) {
      if (take(special)) {
        return special;
      }
    }
    return word(wanted);
  }

  /** Takes an internal class or package name or an array descriptor, plain or quoted. */
  String className(String wanted) {
    return switch (peek()) {
      case '"' -> string(wanted);
      case '[' -> plainDescriptor(wanted);
      default -> separated('/', wanted);
    };
  }

  /** Takes a module name, plain or quoted. */
  String moduleName(String wanted) {
    return peek() == '"' ? string(wanted) : separated('.', wanted);
  }

  /** Takes a field descriptor, plain or quoted. */
  String descriptor(String wanted) {
    return peek() == '"' ? string(wanted) : plainDescriptor(wanted);
  }

  /** Takes a method descriptor, plain or quoted. */
  String methodDescriptor() {
    if (peek() == '"') {
      return string("a method descriptor");
    }
    int end = Words.endOfMethod(text, at);
    if (end < 0) {
      throw expected("a method descriptor");
    }
    return takeTo(end);
  }

  /** Takes one quoted string. */
  String string(String wanted) {
    skipSpace();
    if (peek() != '"') {
      throw expected(wanted);
    }
    int start = at++;
    StringBuilder out = new StringBuilder();
    while (true) {
      if (at == text.length() || text.charAt(at) == '\n') {
        at = start;
        throw error("the string is not closed on its line");
      }
      if (text.charAt(at) == '"') {
        at++;
        return out.toString();
      }
      out.append(character());
    }
  }

  /** Takes one or more quoted strings and joins them. */
  String strings(String wanted) {
    String first = string(wanted);
    if (peek() != '"') {
      return first;
    }
    StringBuilder out = new StringBuilder(first);
    while (peek() == '"') {
      out.append(string(wanted));
    }
    return out.toString();
  }

  /** Takes a character in single quotes. */
  char quotedChar() {
    expect("'");
    if (at == text.length()) {
      throw expected("a character");
    }
    char c = character();
    if (at == text.length() || text.charAt(at) != '\'') {
      throw expected("\"'\"");
    }
    at++;
    return c;
  }

  /** Where the next token starts, for {@link #rewind}. */
  int position() {
    skipSpace();
    return at;
  }

  /** Goes back to a position, to name it in an error or to read again. */
  void rewind(int position) {
    at = position;
  }

  /** An error: {@code wanted} does not stand here. */
  MirSyntaxError expected(String wanted) {
    skipSpace();
    return error("expected " + wanted + ", found " + found());
  }

  /** An error at the next token. */
  MirSyntaxError error(String message) {
    skipSpace();
    int line = 1;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new MirSyntaxError(line, at - lineStart + 1, message);
  }

  private String found() {
    if (at == text.length()) {
      return "the end";
    }
    int end = Math.max(endOfWord(at), Math.min(at + 1, text.length()));
    return Words.quoted(text.substring(at, Math.min(end, at + 40)));
  }

  private String plainDescriptor(String wanted) {
    skipSpace();
    int end = Words.endOfField(text, at);
    if (end < 0) {
      throw expected(wanted);
    }
    return takeTo(end);
  }

  private String separated(char separator, String wanted) {
    skipSpace();
    int end = at;
    while (end < text.length()
        && (Words.isPlain(text.charAt(end)) || text.charAt(end) == separator)) {
      end++;
    }
    if (end == at) {
      throw expected(wanted);
    }
    return takeTo(end);
  }

  private char character() {
    char c = text.charAt(at++);
    if (c != '\\') {
      return c;
    }
    char escape = at < text.length() ? text.charAt(at++) : 0;
    return switch (escape) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '\\', '"', '\'' -> escape;
      case 'u' -> unicode();
      default -> {
        at -= 2;
        throw error("unknown escape; known are \\n \\r \\t \\\\ \\\" \\' and \\uXXXX");
      }
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw error("\\u needs four hexadecimal digits");
      }
      value = value << 4 | digit;
      at++;
    }
    return (char) value;
  }

  private String takeTo(int end) {
    String taken = text.substring(at, end);
    at = end;
    return taken;
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < text.length() && Words.isPlain(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int endOfNumber() {
    int end = at;
    while (end < text.length() && (Words.isPlain(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return end;
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';' && text.startsWith(";;", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
