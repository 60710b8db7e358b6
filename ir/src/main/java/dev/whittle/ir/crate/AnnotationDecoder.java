package dev.whittle.ir.crate;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import java.util.HexFormat;
import java.util.List;

/** Reads what {@link AnnotationEncoder} writes. */
final class AnnotationDecoder {
  private static final Annotation.Retention[] RETENTIONS = Annotation.Retention.values();
  private static final HexFormat HEX = HexFormat.of();

  private final ClassSymbols symbols;
  private final ByteInput in;
  private final ConstantDecoder constants;

  AnnotationDecoder(ClassSymbols symbols, ByteInput in) {
    this.symbols = symbols;
    this.in = in;
    this.constants = new ConstantDecoder(symbols, in);
  }

  Attributes attributes() {
    return new Attributes(
        symbols.nullable(in.varint()),
        Decode.list(in, () -> new Annotation.Use(retention(), annotation())),
        Decode.list(in, this::typeUse),
        Decode.list(in, this::raw));
  }

  private Annotation.TypeUse typeUse() {
    int target = in.u32();
    String path = symbols.string(in.varint());
    return new Annotation.TypeUse(target, path, retention(), annotation());
  }

  private Attributes.Raw raw() {
    String name = symbols.string(in.varint());
    boolean isHex = Decode.flag(in);
    return new Attributes.Raw(
        name, isHex ? HEX.formatHex(in.bytes(in.count())) : symbols.string(in.varint()));
  }

  Annotation.Retention retention() {
    return RETENTIONS[in.u8()];
  }

  List<Annotation> annotations() {
    return Decode.list(in, this::annotation);
  }

  Annotation annotation() {
    return annotation(0);
  }

  private Annotation annotation(int depth) {
    String type = symbols.string(in.varint());
    return new Annotation(
        type,
        Decode.list(in, () -> new Annotation.Element(symbols.string(in.varint()), value(depth))));
  }

  Annotation.Value value() {
    return value(0);
  }

  private Annotation.Value value(int depth) {
    if (depth == CrateFormat.MAX_NESTING) {
      throw new Malformed("annotation values nested deeper than " + CrateFormat.MAX_NESTING);
    }
    int tag = in.u8();
    return switch (tag) {
      case AnnotationEncoder.CONST ->
          new Annotation.Value.Const(Decode.unsigned16(in), constants.constant());
      case AnnotationEncoder.ENUM ->
          new Annotation.Value.EnumConst(symbols.string(in.varint()), symbols.string(in.varint()));
      case AnnotationEncoder.CLASS -> new Annotation.Value.ClassConst(symbols.string(in.varint()));
      case AnnotationEncoder.NESTED -> new Annotation.Value.Nested(annotation(depth + 1));
      case AnnotationEncoder.ARRAY ->
          new Annotation.Value.Array(Decode.list(in, () -> value(depth + 1)));
      default -> throw new Malformed("annotation value tag " + tag);
    };
  }
}
