package dev.whittle.ir.crate;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;

/** Writes constant trees: a tag, then what the tag says. {@link ConstantDecoder} is the inverse. */
final class ConstantEncoder {
  static final int NULL = 0;
  static final int INT = 1;
  static final int LONG = 2;
  static final int FLOAT = 3;
  static final int DOUBLE = 4;
  static final int STRING = 5;
  static final int CLASS = 6;
  static final int METHOD_TYPE = 7;
  static final int HANDLE = 8;
  static final int DYNAMIC = 9;

  /** In the kind of a handle: the owner is an interface. */
  static final int INTERFACE_OWNER = 0x10;

  private final SymbolNumbers symbols;
  private final ByteOutput out;

  ConstantEncoder(SymbolNumbers symbols, ByteOutput out) {
    this.symbols = symbols;
    this.out = out;
  }

  void constant(Constant constant) {
    constant(constant, 0);
  }

  private void constant(Constant constant, int depth) {
    switch (constant) {
      case Constant.Null() -> out.u8(NULL);
      case Constant.Int(int value) -> {
        out.u8(INT);
        out.signed(value);
      }
      case Constant.Long(long value) -> {
        out.u8(LONG);
        out.signedLong(value);
      }
      case Constant.Float(int bits) -> {
        out.u8(FLOAT);
        out.u32(bits);
      }
      case Constant.Double(long bits) -> {
        out.u8(DOUBLE);
        out.u64(bits);
      }
      case Constant.Str(String value) -> string(STRING, value);
      case Constant.ClassRef(String name) -> string(CLASS, name);
      case Constant.MethodType(String descriptor) -> string(METHOD_TYPE, descriptor);
      case Constant.Handle handle -> {
        out.u8(HANDLE);
        handle(handle);
      }
      case Constant.Dynamic dynamic -> {
        out.u8(DYNAMIC);
        dynamic(dynamic, depth);
      }
    }
  }

  private void string(int tag, String value) {
    out.u8(tag);
    out.varint(symbols.string(value));
  }

  /** The static part of an {@code invokedynamic}, or a condy, without its tag. */
  void dynamic(Constant.Dynamic dynamic) {
    dynamic(dynamic, 0);
  }

  private void dynamic(Constant.Dynamic dynamic, int depth) {
    if (depth == CrateFormat.MAX_NESTING) {
      throw new IllegalArgumentException(
          "constants nested deeper than " + CrateFormat.MAX_NESTING + ": " + dynamic.name());
    }
    out.varint(symbols.string(dynamic.name()));
    out.varint(symbols.string(dynamic.descriptor()));
    handle(dynamic.bootstrap());
    out.varint(dynamic.arguments().size());
    for (Constant argument : dynamic.arguments()) {
      constant(argument, depth + 1);
    }
  }

  private void handle(Constant.Handle handle) {
    out.u8(
        handle.kind().code() | (handle.ownerKind() == OwnerKind.INTERFACE ? INTERFACE_OWNER : 0));
    out.varint(
        handle.kind().isField()
            ? symbols.field(new FieldRef(handle.owner(), handle.name(), handle.descriptor()))
            : symbols.method(
                new MethodRef(
                    handle.owner(), handle.name(), handle.descriptor(), handle.ownerKind())));
  }
}
