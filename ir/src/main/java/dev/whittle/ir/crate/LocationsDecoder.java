package dev.whittle.ir.crate;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Locations;
import java.util.List;

/** Reads what {@link LocationsEncoder} writes. */
final class LocationsDecoder {
  private final ClassSymbols symbols;
  private final ByteInput in;
  private final AnnotationDecoder annotations;

  private LocationsDecoder(ClassSymbols symbols, ByteInput in) {
    this.symbols = symbols;
    this.in = in;
    this.annotations = new AnnotationDecoder(symbols, in);
  }

  static Locations read(byte[] bytes, ClassSymbols symbols) {
    if (bytes.length == 0) {
      return Locations.NONE;
    }
    ByteInput in = new ByteInput(bytes);
    Locations locations = new LocationsDecoder(symbols, in).locations();
    in.end();
    return locations;
  }

  private Locations locations() {
    Ints lines = BodyDecoder.deltas(in);
    List<Locations.Variable> variables = Decode.list(in, this::variable);
    return new Locations(lines, variables, Decode.list(in, this::typeAnnotation));
  }

  private Locations.Variable variable() {
    return new Locations.Variable(
        symbols.string(in.varint()), symbols.nullable(in.varint()), symbols.nullable(in.varint()));
  }

  private Locations.CodeTypeAnnotation typeAnnotation() {
    int target = in.u32();
    String path = symbols.string(in.varint());
    Annotation.Retention retention = annotations.retention();
    Annotation annotation = annotations.annotation();
    int position = in.signed();
    return new Locations.CodeTypeAnnotation(
        target,
        path,
        retention,
        annotation,
        position,
        Decode.list(in, () -> new Body.Extent(in.signed(), in.signed(), in.signed())));
  }
}
