package dev.whittle.ir.text;

import dev.whittle.ir.Constant;
import dev.whittle.ir.OwnerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of constants (JVMS 4.4), bit for bit. */
final class ConstantText {
  private static final int CANONICAL_FLOAT_NAN = 0x7fc00000;
  private static final long CANONICAL_DOUBLE_NAN = 0x7ff8000000000000L;

  private ConstantText() {}

  static String print(Constant constant) {
    return switch (constant) {
      case Constant.Null() -> "null";
      case Constant.Int(int value) -> Integer.toString(value);
      case Constant.Long(long value) -> value + "L";
      case Constant.Float(int bits) -> printFloat(bits);
      case Constant.Double(long bits) -> printDouble(bits);
      case Constant.Str(String value) -> Words.quoted(value);
      case Constant.ClassRef(String name) -> "class " + Words.className(name);
      case Constant.MethodType(String descriptor) ->
          "methodtype " + Words.methodDescriptor(descriptor);
      case Constant.Handle handle -> "handle " + printHandle(handle);
      case Constant.Dynamic dynamic -> "dynamic " + printDynamic(dynamic);
    };
  }

  /** A handle without the leading word. */
  static String printHandle(Constant.Handle handle) {
    return words(handle.kind())
        + " "
        + (handle.ownerKind() == OwnerKind.INTERFACE ? "interface " : "")
        + Words.className(handle.owner())
        + "."
        + nameAndType(handle.name(), handle.descriptor(), handle.kind().isField());
  }

  /** A dynamic constant or call site without the leading word. */
  static String printDynamic(Constant.Dynamic dynamic) {
    StringBuilder out = new StringBuilder();
    boolean isField = !dynamic.descriptor().startsWith("(");
    out.append(nameAndType(dynamic.name(), dynamic.descriptor(), isField));
    out.append(" by ").append(printHandle(dynamic.bootstrap())).append(" [");
    String separator = "";
    for (Constant argument : dynamic.arguments()) {
      out.append(separator).append(print(argument));
      separator = ", ";
    }
    return out.append(']').toString();
  }

  /** {@code name: descriptor} of a field or {@code name(descriptor)} of a method. */
  static String nameAndType(String name, String descriptor, boolean isField) {
    return isField
        ? Words.member(name) + ": " + Words.descriptor(descriptor)
        : Words.member(name) + Words.afterMethodName(descriptor);
  }

  static Constant parse(TextScanner in) {
    if (in.peek() == '"') {
      return new Constant.Str(in.string("a string"));
    }
    if (isNumber(in.peek())) {
      return parseNumber(in);
    }
    int start = in.position();
    String word = in.word("a constant");
    return switch (word) {
      case "null" -> new Constant.Null();
      case "class" -> new Constant.ClassRef(in.className("a class name"));
      case "methodtype" -> new Constant.MethodType(in.methodDescriptor());
      case "handle" -> parseHandle(in);
      case "dynamic" -> parseDynamic(in);
      case "NaNf" -> new Constant.Float(CANONICAL_FLOAT_NAN);
      case "NaN" -> new Constant.Double(CANONICAL_DOUBLE_NAN);
      case "Infinityf" -> new Constant.Float(Float.floatToRawIntBits(Float.POSITIVE_INFINITY));
      case "Infinity" -> new Constant.Double(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
      case "float" -> new Constant.Float((int) bits(in, 8));
      case "double" -> new Constant.Double(bits(in, 16));
      default -> {
        in.rewind(start);
        throw in.expected("a constant");
      }
    };
  }

  /** Whether a constant starts here that is a number with a digit or sign first. */
  static boolean isNumber(char first) {
    return first == '-' || first >= '0' && first <= '9';
  }

  static Constant.Handle parseHandle(TextScanner in) {
    int start = in.position();
    String word = in.word("a handle kind");
    for (Constant.HandleKind kind : Constant.HandleKind.values()) {
      if (words(kind).equals(word)) {
        OwnerKind ownerKind = in.takeWord("interface") ? OwnerKind.INTERFACE : OwnerKind.CLASS;
        String owner = in.className("a class name");
        in.expect(".");
        String name = in.name("a member name");
        String descriptor;
        if (kind.isField()) {
          in.expect(":");
          descriptor = in.descriptor("a field descriptor");
        } else {
          descriptor = in.methodDescriptor();
        }
        return new Constant.Handle(kind, owner, name, descriptor, ownerKind);
      }
    }
    in.rewind(start);
    throw in.expected("a handle kind");
  }

  static Constant.Dynamic parseDynamic(TextScanner in) {
    String name = in.name("a name");
    String descriptor = in.take(":") ? in.descriptor("a field descriptor") : in.methodDescriptor();
    in.expectWord("by");
    Constant.Handle bootstrap = parseHandle(in);
    in.expect("[");
    List<Constant> arguments = new ArrayList<>();
    if (!in.take("]")) {
      do {
        arguments.add(parse(in));
      } while (in.take(","));
      in.expect("]");
    }
    return new Constant.Dynamic(name, descriptor, bootstrap, arguments);
  }

  private static String words(Constant.HandleKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String printFloat(int bits) {
    float value = Float.intBitsToFloat(bits);
    return Float.isNaN(value) && bits != CANONICAL_FLOAT_NAN
        ? String.format(Locale.ROOT, "float(0x%08x)", bits)
        : value + "f";
  }

  private static String printDouble(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Double.isNaN(value) && bits != CANONICAL_DOUBLE_NAN
        ? String.format(Locale.ROOT, "double(0x%016x)", bits)
        : Double.toString(value);
  }

  private static Constant parseNumber(TextScanner in) {
    int start = in.position();
    String text = in.number("a number");
    int last = text.length() - 1;
    try {
      if (text.endsWith("L")) {
        return new Constant.Long(Long.parseLong(text.substring(0, last)));
      }
      if (text.endsWith("f")) {
        float value = Float.parseFloat(text.substring(0, last));
        return new Constant.Float(Float.floatToRawIntBits(value));
      }
      if (text.contains(".") || text.equals("-Infinity")) {
        return new Constant.Double(Double.doubleToRawLongBits(Double.parseDouble(text)));
      }
      return new Constant.Int(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      in.rewind(start);
      throw in.error("not a number that fits its type: " + text);
    }
  }

  private static long bits(TextScanner in, int digits) {
    in.expect("(");
    int start = in.position();
    String text = in.number("bits such as 0x7fc00001");
    try {
      if (!text.startsWith("0x") || text.length() > digits + 2) {
        throw new NumberFormatException();
      }
      long bits = Long.parseUnsignedLong(text.substring(2), 16);
      in.expect(")");
      return bits;
    } catch (NumberFormatException e) {
      in.rewind(start);
      throw in.expected("bits such as 0x7fc00001, of " + digits + " digits");
    }
  }
}
