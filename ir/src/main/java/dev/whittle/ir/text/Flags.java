package dev.whittle.ir.text;

import dev.whittle.ir.Access;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words of access and property flags in each place that has flags (JVMS 4.1 to 4.7). */
enum Flags {
  CLASS(
      "public",
      Access.PUBLIC,
      "private",
      Access.PRIVATE,
      "protected",
      Access.PROTECTED,
      "static",
      Access.STATIC,
      "final",
      Access.FINAL,
      "super",
      Access.SUPER,
      "interface",
      Access.INTERFACE,
      "abstract",
      Access.ABSTRACT,
      "synthetic",
      Access.SYNTHETIC,
      "annotation",
      Access.ANNOTATION,
      "enum",
      Access.ENUM,
      "module",
      Access.MODULE,
      "deprecated",
      Access.DEPRECATED),
  FIELD(
      "public",
      Access.PUBLIC,
      "private",
      Access.PRIVATE,
      "protected",
      Access.PROTECTED,
      "static",
      Access.STATIC,
      "final",
      Access.FINAL,
      "volatile",
      Access.VOLATILE,
      "transient",
      Access.TRANSIENT,
      "synthetic",
      Access.SYNTHETIC,
      "enum",
      Access.ENUM,
      "deprecated",
      Access.DEPRECATED),
  FUNCTION(
      "public",
      Access.PUBLIC,
      "private",
      Access.PRIVATE,
      "protected",
      Access.PROTECTED,
      "static",
      Access.STATIC,
      "final",
      Access.FINAL,
      "synchronized",
      Access.SYNCHRONIZED,
      "bridge",
      Access.BRIDGE,
      "varargs",
      Access.VARARGS,
      "native",
      Access.NATIVE,
      "abstract",
      Access.ABSTRACT,
      "strict",
      Access.STRICT,
      "synthetic",
      Access.SYNTHETIC,
      "deprecated",
      Access.DEPRECATED),
  PARAMETER("final", Access.FINAL, "synthetic", Access.SYNTHETIC, "mandated", Access.MANDATED),
  MODULE("open", 0x20, "synthetic", Access.SYNTHETIC, "mandated", Access.MANDATED),
  REQUIRES(
      "transitive",
      0x20,
      "static",
      0x40,
      "synthetic",
      Access.SYNTHETIC,
      "mandated",
      Access.MANDATED),
  OPENED("synthetic", Access.SYNTHETIC, "mandated", Access.MANDATED);

  private final Map<String, Integer> bits = new LinkedHashMap<>();

  Flags(Object... wordsAndBits) {
    for (int i = 0; i < wordsAndBits.length; i += 2) {
      bits.put((String) wordsAndBits[i], (Integer) wordsAndBits[i + 1]);
    }
  }

  /** The words of {@code access}, each followed by a space; bits without a word in hexadecimal. */
  String print(int access) {
    StringBuilder out = new StringBuilder();
    int rest = access;
    for (Map.Entry<String, Integer> flag : bits.entrySet()) {
      if (Access.has(access, flag.getValue())) {
        out.append(flag.getKey()).append(' ');
        rest &= ~flag.getValue();
      }
    }
    if (rest != 0) {
      // A method may be called flags, but no descriptor starts with "(0".
      out.append("flags(0x").append(Integer.toHexString(rest)).append(") ");
    }
    return out.toString();
  }

  /** Takes all flags that stand here. */
  int parse(TextScanner in) {
    int access = 0;
    while (true) {
      String word = in.peekWord();
      Integer bit = bits.get(word);
      if (bit != null) {
        in.expectWord(word);
        access |= bit;
        continue;
      }
      int start = in.position();
      if (!in.takeWord("flags") || !in.take("(") || !in.peekWord().startsWith("0x")) {
        in.rewind(start);
        return access;
      }
      access |= in.integer("flags");
      in.expect(")");
    }
  }
}
