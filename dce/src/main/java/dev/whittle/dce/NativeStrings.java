package dev.whittle.dce;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.NavigableSet;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The strings of a native library. Linkers let a string be the tail of another one, so each counts
 * with all its tails.
 */
final class NativeStrings {
  private static final int MAX_LENGTH = 1000;

  /** Backwards, so that those with one ending stand together. */
  private final NavigableSet<String> reversed = new TreeSet<>();

  private final NavigableSet<String> strings = new TreeSet<>();

  private final String name;

  private NativeStrings(String name) {
    this.name = name;
  }

  /** The path of the library. */
  String name() {
    return name;
  }

  /** Those of a file's content: runs of printable characters without blanks. */
  static NativeStrings of(String name, byte[] content) {
    NativeStrings found = new NativeStrings(name);
    int start = 0;
    for (int i = 0; i <= content.length; i++) {
      if (i == content.length || content[i] <= ' ' || content[i] == 127) {
        if (i - start > 1 && i - start < MAX_LENGTH) {
          found.add(new String(content, start, i - start, StandardCharsets.ISO_8859_1));
        }
        start = i + 1;
      }
    }
    return found;
  }

  private void add(String string) {
    if (strings.add(string)) {
      reversed.add(new StringBuilder(string).reverse().toString());
    }
  }

  /** Whether native methods of the class are exported here, or may be registered from here. */
  boolean has(String className) {
    String exported = "Java_" + mangled(className) + "_";
    String first = strings.ceiling(exported);
    return (first != null && first.startsWith(exported)) || isTail(className);
  }

  /** JNI specification, chapter 2, "Resolving Native Method Names". */
  private static String mangled(String className) {
    StringBuilder mangled = new StringBuilder();
    for (char c : className.toCharArray()) {
      if (c == '/') {
        mangled.append('_');
      } else if (c == '_') {
        mangled.append("_1");
      } else if (c < 128 && Character.isLetterOrDigit(c)) {
        mangled.append(c);
      } else {
        mangled.append(String.format("_0%04x", (int) c));
      }
    }
    return mangled.toString();
  }

  /** Whether both the name and the descriptor stand here. */
  boolean has(Selector member) {
    return isTail(member.name()) && isTail(member.descriptor());
  }

  private boolean isTail(String text) {
    String backwards = new StringBuilder(text).reverse().toString();
    String first = reversed.ceiling(backwards);
    return first != null && first.startsWith(backwards);
  }

  /** What stands here of the names of classes, also in arrays' names and in descriptors. */
  SequencedSet<String> classNames(Predicate<String> isClass) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (String string : strings) {
      int start = 0;
      for (int i = 0; i <= string.length(); i++) {
        if (i == string.length() || !isPartOfName(string.charAt(i))) {
          String name = string.substring(start, i);
          start = i + 1;
          if (isClass.test(name)) {
            names.add(name);
          } else if (name.startsWith("L") && isClass.test(name.substring(1))) {
            names.add(name.substring(1));
          }
        }
      }
    }
    return names;
  }

  private static boolean isPartOfName(char c) {
    return c == '/' || Character.isJavaIdentifierPart(c);
  }
}
