package dev.whittle.dce;

import dev.whittle.ir.summary.Value;

/**
 * What is known of a computed name: how it starts and ends. Parts known in the middle are not used:
 * the pattern matches more than it could.
 *
 * @param text the exact name, null when only its ends are known
 */
record NamePattern(String text, String prefix, String suffix) {
  static final NamePattern ANY = new NamePattern(null, "", "");

  static NamePattern exactly(String text) {
    return new NamePattern(text, text, text);
  }

  static NamePattern of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> exactly(text);
      case Value.Concat concat ->
          new NamePattern(
              null, textOf(concat.parts().getFirst()), textOf(concat.parts().getLast()));
      case Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Literal _,
          Value.ClassOf _,
          Value.Named _,
          Value.NameOf _,
          Value.Parameter _,
          Value.Field _,
          Value.Result _,
          Value.Derived _,
          Value.Elements _,
          Value.OneOf _ ->
          ANY;
    };
  }

  private static String textOf(Value part) {
    return part instanceof Value.Text(String text) ? text : "";
  }

  boolean matches(String name) {
    return text != null
        ? text.equals(name)
        : name.length() >= prefix.length() + suffix.length()
            && name.startsWith(prefix)
            && name.endsWith(suffix);
  }

  @Override
  public String toString() {
    return text != null ? text : prefix + "*" + suffix;
  }
}
