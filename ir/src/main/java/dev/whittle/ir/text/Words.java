package dev.whittle.ir.text;

import java.util.Set;

/**
 * Which names stand as they are and which are quoted, and how strings are quoted. Printer and
 * parser share these rules.
 */
final class Words {
  /** Flags of members and parameters: a declared name that equals one is quoted. */
  private static final Set<String> MEMBER_FLAGS =
      Set.of(
          ("_ abstract bridge deprecated enum final mandated native private protected public "
                  + "static strict synchronized synthetic transient varargs volatile")
              .split(" "));

  /** Words that could stand where a class, package or module name can. */
  private static final Set<String> RESERVED_AS_CLASS =
      Set.of(
          ("abstract annotation any class deprecated double enum final float int interface "
                  + "join long mandated module nothing null open private protected public static "
                  + "super synthetic transitive uninit uninit-this")
              .split(" "));

  private Words() {}

  /** Whether a name character needs no quotes. */
  static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '$'
        || c == '-';
  }

  /** The name of a field, method or parameter in its declaration, quoted when it has to be. */
  static String declared(String name) {
    return MEMBER_FLAGS.contains(name) ? quoted(name) : member(name);
  }

  /** A name without a package where no keyword can stand, quoted when it has to be. */
  static String member(String name) {
    return isPlainName(name, 0, name.length(), '_')
            || name.equals("<init>")
            || name.equals("<clinit>")
        ? name
        : quoted(name);
  }

  /** An internal class or package name or an array descriptor, quoted when it has to be. */
  static String className(String name) {
    boolean plain =
        name.startsWith("[")
            ? endOfField(name, 0) == name.length()
            : isPlainName(name, 0, name.length(), '/') && !RESERVED_AS_CLASS.contains(name);
    return plain ? name : quoted(name);
  }

  /** A module name, quoted when it has to be. */
  static String moduleName(String name) {
    boolean plain = isPlainName(name, 0, name.length(), '.') && !RESERVED_AS_CLASS.contains(name);
    return plain ? name : quoted(name);
  }

  /** A field descriptor, quoted when it has to be. */
  static String descriptor(String descriptor) {
    return endOfField(descriptor, 0) == descriptor.length() ? descriptor : quoted(descriptor);
  }

  /** A method descriptor, quoted when it has to be. */
  static String methodDescriptor(String descriptor) {
    return endOfMethod(descriptor, 0) == descriptor.length() ? descriptor : quoted(descriptor);
  }

  /** A method descriptor right after a name: set off by a space when it is quoted. */
  static String afterMethodName(String descriptor) {
    String text = methodDescriptor(descriptor);
    return text.startsWith("(") ? text : " " + text;
  }

  /** Whether this stands unquoted as the name of an annotation or enum type. */
  static boolean isPlainClassDescriptor(String descriptor) {
    int end = descriptor.length() - 1;
    return end > 1
        && descriptor.charAt(0) == 'L'
        && descriptor.charAt(end) == ';'
        && isPlainName(descriptor, 1, end, '/');
  }

  private static boolean isPlainName(String text, int from, int to, char separator) {
    for (int i = from; i < to; i++) {
      if (!isPlain(text.charAt(i)) && text.charAt(i) != separator) {
        return false;
      }
    }
    return from < to;
  }

  /** Index after the plain method descriptor at {@code at}, or -1. */
  static int endOfMethod(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '(') {
      return -1;
    }
    at++;
    while (at >= 0 && at < text.length() && text.charAt(at) != ')') {
      at = endOfField(text, at);
    }
    if (at < 0 || at + 1 >= text.length()) {
      return -1;
    }
    return text.charAt(at + 1) == 'V' ? at + 2 : endOfField(text, at + 1);
  }

  /** Index after the plain field descriptor at {@code at}, or -1. */
  static int endOfField(String text, int at) {
    while (at < text.length() && text.charAt(at) == '[') {
      at++;
    }
    if (at >= text.length()) {
      return -1;
    }
    return switch (text.charAt(at)) {
      case 'Z', 'B', 'C', 'S', 'I', 'J', 'F', 'D' -> at + 1;
      case 'L' -> {
        int end = at + 1;
        while (end < text.length() && (isPlain(text.charAt(end)) || text.charAt(end) == '/')) {
          end++;
        }
        yield end > at + 1 && end < text.length() && text.charAt(end) == ';' ? end + 1 : -1;
      }
      default -> -1;
    };
  }

  /** A string in double quotes. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        escape(out, c, '"');
      }
    }
    return out.append('"').toString();
  }

  /** A char in single quotes. */
  static String quotedChar(char c) {
    StringBuilder out = new StringBuilder("'");
    escape(out, c, '\'');
    return out.append('\'').toString();
  }

  private static void escape(StringBuilder out, char c, char quote) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(c);
        } else if (isInvisible(c)) {
          String hex = Integer.toHexString(c);
          out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
        } else {
          out.append(c);
        }
      }
    }
  }

  /**
   * Characters that a reader could not see or that an editor or an encoder would change: fixed
   * ranges, so that a newer Unicode changes no text.
   */
  private static boolean isInvisible(char c) {
    return c < 0x20
        || c >= 0x7f && c <= 0xa0
        || c == 0xad
        || c >= 0x2000 && c <= 0x200f
        || c >= 0x2028 && c <= 0x202f
        || c >= 0x205f && c <= 0x206f
        || c >= 0xd800 && c <= 0xdfff
        || c == 0xfeff
        || c >= 0xfff0;
  }
}
