package dev.whittle.ir.crate;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import java.util.HexFormat;
import java.util.List;

/** Writes annotations and shared attributes. {@link AnnotationDecoder} is the inverse. */
final class AnnotationEncoder {
  static final int CONST = 0;
  static final int ENUM = 1;
  static final int CLASS = 2;
  static final int NESTED = 3;
  static final int ARRAY = 4;

  private static final HexFormat HEX = HexFormat.of();

  private final SymbolNumbers symbols;
  private final ByteOutput out;
  private final ConstantEncoder constants;

  AnnotationEncoder(SymbolNumbers symbols, ByteOutput out) {
    this.symbols = symbols;
    this.out = out;
    this.constants = new ConstantEncoder(symbols, out);
  }

  void attributes(Attributes attributes) {
    out.varint(symbols.nullable(attributes.signature()));
    out.varint(attributes.annotations().size());
    for (Annotation.Use use : attributes.annotations()) {
      out.u8(use.retention().ordinal());
      annotation(use.annotation());
    }
    out.varint(attributes.typeAnnotations().size());
    for (Annotation.TypeUse use : attributes.typeAnnotations()) {
      out.u32(use.target());
      out.varint(symbols.string(use.path()));
      out.u8(use.retention().ordinal());
      annotation(use.annotation());
    }
    out.varint(attributes.unknown().size());
    for (Attributes.Raw raw : attributes.unknown()) {
      raw(raw);
    }
  }

  /** Hexadecimal text goes as the bytes it stands for; text that is none of ours goes as text. */
  private void raw(Attributes.Raw raw) {
    out.varint(symbols.string(raw.name()));
    String text = raw.bytes();
    boolean isHex = text.length() % 2 == 0 && text.chars().allMatch(AnnotationEncoder::isHexDigit);
    if (isHex) {
      byte[] bytes = HEX.parseHex(text);
      out.u8(1);
      out.varint(bytes.length);
      out.bytes(bytes);
    } else {
      out.u8(0);
      out.varint(symbols.string(text));
    }
  }

  private static boolean isHexDigit(int c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  void annotations(List<Annotation> annotations) {
    out.varint(annotations.size());
    for (Annotation annotation : annotations) {
      annotation(annotation);
    }
  }

  void annotation(Annotation annotation) {
    annotation(annotation, 0);
  }

  private void annotation(Annotation annotation, int depth) {
    out.varint(symbols.string(annotation.type()));
    out.varint(annotation.elements().size());
    for (Annotation.Element element : annotation.elements()) {
      out.varint(symbols.string(element.name()));
      value(element.value(), depth);
    }
  }

  void value(Annotation.Value value) {
    value(value, 0);
  }

  private void value(Annotation.Value value, int depth) {
    if (depth == CrateFormat.MAX_NESTING) {
      throw new IllegalArgumentException(
          "annotation values nested deeper than " + CrateFormat.MAX_NESTING);
    }
    switch (value) {
      case Annotation.Value.Const(char tag, var constant) -> {
        out.u8(CONST);
        out.varint(tag);
        constants.constant(constant);
      }
      case Annotation.Value.EnumConst(String type, String name) -> {
        out.u8(ENUM);
        out.varint(symbols.string(type));
        out.varint(symbols.string(name));
      }
      case Annotation.Value.ClassConst(String descriptor) -> {
        out.u8(CLASS);
        out.varint(symbols.string(descriptor));
      }
      case Annotation.Value.Nested(Annotation nested) -> {
        out.u8(NESTED);
        annotation(nested, depth + 1);
      }
      case Annotation.Value.Array(List<Annotation.Value> values) -> {
        out.u8(ARRAY);
        out.varint(values.size());
        for (Annotation.Value element : values) {
          value(element, depth + 1);
        }
      }
    }
  }
}
