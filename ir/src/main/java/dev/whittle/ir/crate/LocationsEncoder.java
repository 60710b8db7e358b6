package dev.whittle.ir.crate;

import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;

/** Writes locations of code; {@link LocationsDecoder} is the inverse. */
final class LocationsEncoder {
  private LocationsEncoder() {}

  /** Appends nothing for {@link Locations#NONE}, which is what the reader takes nothing for. */
  static void write(Locations locations, SymbolNumbers symbols, ByteOutput out) {
    if (locations.equals(Locations.NONE)) {
      return;
    }
    BodyEncoder.deltas(locations.lines(), out);
    out.varint(locations.variables().size());
    for (Locations.Variable variable : locations.variables()) {
      out.varint(symbols.string(variable.name()));
      out.varint(symbols.nullable(variable.descriptor()));
      out.varint(symbols.nullable(variable.signature()));
    }
    AnnotationEncoder annotations = new AnnotationEncoder(symbols, out);
    out.varint(locations.typeAnnotations().size());
    for (Locations.CodeTypeAnnotation use : locations.typeAnnotations()) {
      out.u32(use.target());
      out.varint(symbols.string(use.path()));
      out.u8(use.retention().ordinal());
      annotations.annotation(use.annotation());
      out.signed(use.position());
      out.varint(use.ranges().size());
      for (Body.Extent range : use.ranges()) {
        out.signed(range.local());
        out.signed(range.first());
        out.signed(range.end());
      }
    }
  }
}
