package dev.whittle.ir.text;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Constant;
import java.util.ArrayList;
import java.util.List;

/** The text of annotations and element values (JVMS 4.7.16, 4.7.20). */
final class AnnotationText {
  private AnnotationText() {}

  static String print(Annotation annotation) {
    StringBuilder out = new StringBuilder("@").append(type(annotation.type()));
    String separator = "(";
    for (Annotation.Element element : annotation.elements()) {
      out.append(separator).append(Words.member(element.name())).append(" = ");
      out.append(print(element.value()));
      separator = ", ";
    }
    return out.append(annotation.elements().isEmpty() ? "" : ")").toString();
  }

  /** An annotation with the word for its retention. */
  static String print(Annotation.Retention retention, Annotation annotation) {
    return switch (retention) {
      case RUNTIME -> print(annotation);
      case CLASS -> "invisible " + print(annotation);
    };
  }

  /** An annotation on a type of a declaration. */
  static String print(Annotation.TypeUse use) {
    return print(use.retention(), use.annotation())
        + " on "
        + Target.print(use.target())
        + printPath(use.path());
  }

  /** A type path, empty for the outermost type. */
  static String printPath(String path) {
    return path.isEmpty() ? "" : " path " + Words.quoted(path);
  }

  static String print(Value value) {
    return switch (value) {
      case Value.Const(char tag, Constant constant) -> printConstant(tag, constant);
      case Value.EnumConst(String type, String name) ->
          "enum " + type(type) + "." + Words.member(name);
      case Value.ClassConst(String descriptor) -> "class " + classConstant(descriptor);
      case Value.Nested(Annotation annotation) -> print(annotation);
      case Value.Array(List<Value> values) -> {
        StringBuilder out = new StringBuilder("[");
        String separator = "";
        for (Value element : values) {
          out.append(separator).append(print(element));
          separator = ", ";
        }
        yield out.append(']').toString();
      }
    };
  }

  static Annotation parse(TextScanner in) {
    in.expect("@");
    String type = parseType(in);
    List<Annotation.Element> elements = new ArrayList<>();
    if (in.take("(")) {
      do {
        String name = in.name("an element name");
        in.expect("=");
        elements.add(new Annotation.Element(name, parseValue(in)));
      } while (in.take(","));
      in.expect(")");
    }
    return new Annotation(type, elements);
  }

  static Annotation.Retention parseRetention(TextScanner in) {
    return in.takeWord("invisible") ? Annotation.Retention.CLASS : Annotation.Retention.RUNTIME;
  }

  static String parsePath(TextScanner in) {
    return in.takeWord("path") ? in.string("a type path") : "";
  }

  static Value parseValue(TextScanner in) {
    switch (in.peek()) {
      case '@' -> {
        return new Value.Nested(parse(in));
      }
      case '[' -> {
        return parseArray(in);
      }
      case '\'' -> {
        return new Value.Const('C', new Constant.Int(in.quotedChar()));
      }
      default -> {
        int start = in.position();
        Value value = parseWord(in, in.peekWord());
        if (value != null) {
          return value;
        }
        in.rewind(start);
        return constant(in, ConstantText.parse(in));
      }
    }
  }

  /** An element value that starts with a word of its own; null when it is a plain constant. */
  private static Value parseWord(TextScanner in, String word) {
    return switch (word) {
      case "true", "false" -> {
        in.expectWord(word);
        yield new Value.Const('Z', new Constant.Int(word.equals("true") ? 1 : 0));
      }
      case "byte" -> tagged(in, word, 'B');
      case "short" -> tagged(in, word, 'S');
      case "char" -> tagged(in, word, 'C');
      case "boolean" -> tagged(in, word, 'Z');
      case "enum" -> {
        in.expectWord(word);
        String type = parseType(in);
        in.expect(".");
        yield new Value.EnumConst(type, in.name("a constant name"));
      }
      case "class" -> {
        in.expectWord(word);
        yield new Value.ClassConst(
            in.takeWord("void") ? "V" : in.descriptor("a field descriptor or void"));
      }
      default -> null;
    };
  }

  private static Value tagged(TextScanner in, String word, char tag) {
    in.expectWord(word);
    in.expect("(");
    int value = in.integer("a number");
    in.expect(")");
    return new Value.Const(tag, new Constant.Int(value));
  }

  private static Value parseArray(TextScanner in) {
    in.expect("[");
    List<Value> values = new ArrayList<>();
    if (!in.take("]")) {
      do {
        values.add(parseValue(in));
      } while (in.take(","));
      in.expect("]");
    }
    return new Value.Array(values);
  }

  private static Value constant(TextScanner in, Constant constant) {
    return switch (constant) {
      case Constant.Int c -> new Value.Const('I', c);
      case Constant.Long c -> new Value.Const('J', c);
      case Constant.Float c -> new Value.Const('F', c);
      case Constant.Double c -> new Value.Const('D', c);
      case Constant.Str c -> new Value.Const('s', c);
      case Constant.Null _,
          Constant.ClassRef _,
          Constant.MethodType _,
          Constant.Handle _,
          Constant.Dynamic _ ->
          throw in.error("this constant is no element value");
    };
  }

  private static String printConstant(char tag, Constant constant) {
    if (!(constant instanceof Constant.Int(int value)) || tag == 'I') {
      return ConstantText.print(constant);
    }
    return switch (tag) {
      case 'B' -> "byte(" + value + ")";
      case 'S' -> "short(" + value + ")";
      case 'C' -> value == (char) value ? Words.quotedChar((char) value) : "char(" + value + ")";
      case 'Z' -> value == 0 ? "false" : value == 1 ? "true" : "boolean(" + value + ")";
      default -> throw new IllegalArgumentException("no int element value has the tag " + tag);
    };
  }

  /** A class name without the frame of its descriptor, or the whole descriptor in quotes. */
  private static String type(String descriptor) {
    return Words.isPlainClassDescriptor(descriptor)
        ? descriptor.substring(1, descriptor.length() - 1)
        : Words.quoted(descriptor);
  }

  private static String parseType(TextScanner in) {
    return in.peek() == '"' ? in.string("a descriptor") : "L" + in.className("a class name") + ";";
  }

  private static String classConstant(String descriptor) {
    return descriptor.equals("V") ? "void" : Words.descriptor(descriptor);
  }
}
