package dev.whittle.ir.summary;

import java.util.List;

/**
 * Which strings may turn out to be the name of a class, once their parts are known: concatenations,
 * and names of classes with slashes, which nothing but class files and paths of resources has.
 */
public final class ComputedName {
  private static final int MAX_LENGTH = 500;

  private ComputedName() {}

  /** Those among the members of a value. */
  static List<Value> of(Value value) {
    return switch (value) {
      case Value.OneOf union -> union.values().stream().filter(ComputedName::is).toList();
      case Value _ -> is(value) ? List.of(value) : List.of();
    };
  }

  /** Whether a value, of which more may become known, may be the name of a class. */
  public static boolean mayBe(Value value) {
    if (!(value instanceof Value.Concat(List<Value> parts))) {
      return mayBePart(value);
    }
    boolean mayHaveUnknown = beginsWithPackage(parts);
    for (Value part : parts) {
      if (!(mayHaveUnknown && part instanceof Value.Unknown || mayBePart(part))) {
        return false;
      }
    }
    return true;
  }

  private static boolean beginsWithPackage(List<Value> parts) {
    return parts.getFirst() instanceof Value.Text(String text)
        && Math.max(text.indexOf('.'), text.indexOf('/')) > 0
        && isPartOfName(text);
  }

  private static boolean is(Value value) {
    return value instanceof Value.Concat concat
        ? concat.parts().size() > 1 && mayBe(concat)
        : isInternalName(value);
  }

  private static boolean isInternalName(Value value) {
    return value instanceof Value.Derived(Derivation how, Value.NameOf _)
        && how.equals(new Derivation(Derivation.Kind.REPLACE, ".", "/"));
  }

  private static boolean mayBePart(Value part) {
    return switch (part) {
      case Value.Text(String text) -> isPartOfName(text);
      case Value.NameOf _,
          Value.Parameter _,
          Value.Field _,
          Value.Result _,
          Value.Derived _,
          Value.OneOf _ ->
          true;
      case Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Literal _,
          Value.ClassOf _,
          Value.Named _,
          Value.Concat _,
          Value.Elements _ ->
          false;
    };
  }

  private static boolean isPartOfName(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isJavaIdentifierPart(c) && c != '.' && c != '/' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
