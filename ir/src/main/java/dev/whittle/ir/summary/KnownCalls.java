package dev.whittle.ir.summary;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.summary.Derivation.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What calls return, as far as that is a matter of strings and classes: those of the platform that
 * names are computed with, by what they do; those of the program by the function that runs, which
 * somebody else knows ({@link Value.Result}).
 */
final class KnownCalls {
  private static final String STRING = "Ljava/lang/String;";

  private KnownCalls() {}

  /** Whether {@link #result} may say anything of a method, told before arguments are gathered. */
  static boolean mayKnow(MethodRef method) {
    String owner = method.owner();
    if (owner.startsWith("java/")) {
      return switch (owner) {
        case "java/lang/String",
            "java/lang/Class",
            "java/lang/Package",
            "java/util/Objects",
            "java/text/MessageFormat" ->
            true;
        default -> ReflectiveCall.of(method) == ReflectiveCall.FIND_CLASS;
      };
    }
    String descriptor = method.descriptor();
    return descriptor.endsWith(")Ljava/lang/String;")
        || descriptor.endsWith(")Ljava/lang/Class;")
        || descriptor.endsWith(")Ljava/lang/Object;")
        || ReflectiveCall.of(method) == ReflectiveCall.FIND_CLASS;
  }

  /** What the call returns, null when nothing is known. */
  static Value result(MethodRef method, InvokeKind kind, List<Value> arguments) {
    String owner = method.owner();
    if (!owner.startsWith("java/") && !owner.startsWith("[")) {
      return ofProgram(method, kind, arguments);
    }
    return switch (owner) {
      case "java/lang/String" -> ofString(method, arguments);
      case "java/lang/Class" -> ofClass(method, arguments);
      case "java/lang/Package" -> method.name().equals("getName") ? arguments.getFirst() : null;
      case "java/util/Objects" ->
          method.name().equals("requireNonNull") ? arguments.getFirst() : null;
      case "java/text/MessageFormat" ->
          method.name().equals("format") && kind == InvokeKind.STATIC
              ? format(arguments, KnownCalls::ofBraces)
              : null;
      default -> found(method, kind, arguments);
    };
  }

  /** Whether a call puts a string together, or changes one. */
  static boolean concatenates(MethodRef method) {
    return switch (method.name()) {
      case "toString" -> Builders.isBuilder(method.owner());
      case "concat", "format", "formatted", "join", "replace" ->
          method.owner().equals("java/lang/String")
              || method.owner().equals("java/text/MessageFormat");
      default -> false;
    };
  }

  private static Value found(MethodRef method, InvokeKind kind, List<Value> arguments) {
    return ReflectiveCall.of(method) == ReflectiveCall.FIND_CLASS
        ? new Value.Named(arguments.get(ReflectiveCall.FIND_CLASS.nameArgument(method, kind)))
        : null;
  }

  /** Functions that return other objects count when they may hand on an argument. */
  private static Value ofProgram(MethodRef method, InvokeKind kind, List<Value> arguments) {
    Value found = found(method, kind, arguments);
    String returned = Descriptor.returnType(method.descriptor());
    if (!isName(returned) && !(returned.equals("Ljava/lang/Object;") && haveText(arguments))) {
      return found;
    }
    Value result = Value.result(method, arguments);
    return found == null ? result : Value.either(found, result);
  }

  private static boolean haveText(List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      if (isText(values.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isText(Value value) {
    return value.known() && !(value instanceof Value.ClassOf || value instanceof Value.Elements);
  }

  /** Whether a type is that of names or classes. */
  static boolean isName(String descriptor) {
    return descriptor.equals(STRING) || descriptor.equals("Ljava/lang/Class;");
  }

  private static Value ofClass(MethodRef method, List<Value> arguments) {
    Value type = arguments.getFirst();
    return switch (method.name()) {
      case "getName", "getTypeName", "getCanonicalName" -> Value.nameOf(type);
      case "getPackage", "getPackageName" ->
          Value.derive(Derivation.of(Kind.BEFORE_LAST, "."), Value.nameOf(type));
      case "getSimpleName" ->
          Value.derive(
              Derivation.of(Kind.AFTER_LAST, "$"),
              Value.derive(Derivation.of(Kind.AFTER_LAST, "."), Value.nameOf(type)));
      case "asSubclass" -> type;
      case "cast" -> arguments.getLast();
      case "forName" -> found(method, InvokeKind.STATIC, arguments);
      default -> null;
    };
  }

  private static Value ofString(MethodRef method, List<Value> arguments) {
    Value text = arguments.isEmpty() ? Value.UNKNOWN : arguments.getFirst();
    return switch (method.name()) {
      case "intern", "toString", "trim", "strip" -> text;
      case "valueOf" ->
          method.descriptor().equals("(Ljava/lang/Object;)Ljava/lang/String;") ? text : null;
      case "concat" -> Value.concat(arguments);
      case "replace" -> replace(method, arguments);
      case "toLowerCase" -> Value.derive(Derivation.of(Kind.LOWER_CASE, ""), text);
      case "toUpperCase" -> Value.derive(Derivation.of(Kind.UPPER_CASE, ""), text);
      case "lastIndexOf" -> lastIndexOf(method, arguments);
      case "substring" -> substring(arguments);
      case "format", "formatted" -> format(arguments, KnownCalls::ofPercent);
      case "join" -> join(method, arguments);
      default -> null;
    };
  }

  private static Value replace(MethodRef method, List<Value> arguments) {
    String from = character(method, arguments.get(1));
    String to = character(method, arguments.get(2));
    return from == null || from.isEmpty() || to == null
        ? null
        : Value.derive(new Derivation(Kind.REPLACE, from, to), arguments.getFirst());
  }

  /** A string, or a character that is passed as one or as an int. */
  private static String character(MethodRef method, Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Number number when !method.descriptor().startsWith("(Ljava/") ->
          String.valueOf((char) number.value());
      case Value _ -> null;
    };
  }

  private static Value lastIndexOf(MethodRef method, List<Value> arguments) {
    String mark = arguments.size() == 2 ? character(method, arguments.get(1)) : null;
    return mark == null || mark.length() != 1
        ? null
        : derived(Derivation.of(Kind.INDEX, mark), arguments.getFirst());
  }

  /** Not computed at once, even where it could be: the index is a string here. */
  private static Value derived(Derivation how, Value of) {
    return of.known() ? new Value.Derived(how, of) : null;
  }

  /** The index after an index, null for any other sum. */
  static Value increment(Value index, Value amount) {
    return index instanceof Value.Derived(Derivation how, Value of)
            && how.kind() == Kind.INDEX
            && amount.equals(new Value.Number(1))
        ? derived(Derivation.of(Kind.INDEX_AFTER, how.mark()), of)
        : null;
  }

  /** Of a string up to, or from, the last of its marks. */
  private static Value substring(List<Value> arguments) {
    Value text = arguments.getFirst();
    boolean head = arguments.size() == 3;
    if (head && !arguments.get(1).equals(new Value.Number(0))) {
      return null;
    }
    for (Value index : membersOf(arguments.getLast())) {
      if (index instanceof Value.Derived(Derivation how, Value of) && of.equals(text)) {
        Kind kind =
            switch (how.kind()) {
              case INDEX -> head ? Kind.BEFORE_LAST : Kind.FROM_LAST;
              case INDEX_AFTER -> head ? Kind.THROUGH_LAST : Kind.AFTER_LAST;
              default -> null;
            };
        return kind == null ? null : Value.derive(Derivation.of(kind, how.mark()), text);
      }
    }
    return null;
  }

  private static Iterable<Value> membersOf(Value value) {
    return value instanceof Value.OneOf union ? union.values() : List.of(value);
  }

  /** The pieces of a format, with null for each argument that is filled in. */
  private interface Format {
    List<Value> parts(String format, List<Value> arguments);
  }

  /** The format is the text before the array of arguments, which stands last. */
  private static Value format(List<Value> arguments, Format format) {
    int last = arguments.size() - 1;
    if (last < 1
        || !(arguments.get(last - 1) instanceof Value.Text(String text))
        || !(arguments.get(last) instanceof Value.Elements(List<Value> elements))) {
      return null;
    }
    return Value.concat(format.parts(text, elements));
  }

  /** {@code %s} and {@code %d} take the next argument, anything else is unknown. */
  private static List<Value> ofPercent(String format, List<Value> arguments) {
    List<Value> parts = new ArrayList<>();
    int argument = 0;
    int from = 0;
    for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', from)) {
      parts.add(new Value.Text(format.substring(from, at)));
      char conversion = at + 1 < format.length() ? format.charAt(at + 1) : 0;
      if (conversion != 's' && conversion != 'd') {
        parts.add(Value.UNKNOWN);
        return parts;
      }
      parts.add(argument(arguments, argument++));
      from = at + 2;
    }
    parts.add(new Value.Text(format.substring(from)));
    return parts;
  }

  /** {@code {0}} is the first argument; a pattern with quotes or styles is unknown. */
  private static List<Value> ofBraces(String pattern, List<Value> arguments) {
    List<Value> parts = new ArrayList<>();
    int from = 0;
    for (int at = pattern.indexOf('{'); at >= 0; at = pattern.indexOf('{', from)) {
      parts.add(new Value.Text(pattern.substring(from, at)));
      boolean plain =
          at + 2 < pattern.length()
              && Character.isDigit(pattern.charAt(at + 1))
              && pattern.charAt(at + 2) == '}';
      if (!plain || pattern.indexOf('\'') >= 0) {
        return List.of(Value.UNKNOWN);
      }
      parts.add(argument(arguments, pattern.charAt(at + 1) - '0'));
      from = at + 3;
    }
    parts.add(new Value.Text(pattern.substring(from)));
    return pattern.indexOf('\'') >= 0 ? List.of(Value.UNKNOWN) : parts;
  }

  private static Value argument(List<Value> arguments, int index) {
    return index < arguments.size() ? printed(arguments.get(index)) : Value.UNKNOWN;
  }

  /** Null reads "null", and a class more than its name. */
  private static Value printed(Value value) {
    return value instanceof Value.Null || value instanceof Value.Literal ? Value.UNKNOWN : value;
  }

  private static Value join(MethodRef method, List<Value> arguments) {
    if (!method.descriptor().startsWith("(Ljava/lang/CharSequence;[")
        || !(arguments.getLast() instanceof Value.Elements(List<Value> elements))
        || elements.isEmpty()) {
      return null;
    }
    List<Value> parts = new ArrayList<>(Collections.nCopies(2 * elements.size() - 1, null));
    for (int i = 0; i < parts.size(); i++) {
      parts.set(i, i % 2 == 0 ? printed(elements.get(i / 2)) : arguments.getFirst());
    }
    return Value.concat(parts);
  }
}
