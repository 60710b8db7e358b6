package dev.whittle.ir.crate;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;

/** Reads what {@link ConstantEncoder} writes. */
final class ConstantDecoder {
  private final ClassSymbols symbols;
  private final ByteInput in;

  ConstantDecoder(ClassSymbols symbols, ByteInput in) {
    this.symbols = symbols;
    this.in = in;
  }

  Constant constant() {
    return constant(0);
  }

  private Constant constant(int depth) {
    int tag = in.u8();
    return switch (tag) {
      case ConstantEncoder.NULL -> new Constant.Null();
      case ConstantEncoder.INT -> new Constant.Int(in.signed());
      case ConstantEncoder.LONG -> new Constant.Long(in.signedLong());
      case ConstantEncoder.FLOAT -> new Constant.Float(in.u32());
      case ConstantEncoder.DOUBLE -> new Constant.Double(in.u64());
      case ConstantEncoder.STRING -> new Constant.Str(symbols.string(in.varint()));
      case ConstantEncoder.CLASS -> new Constant.ClassRef(symbols.string(in.varint()));
      case ConstantEncoder.METHOD_TYPE -> new Constant.MethodType(symbols.string(in.varint()));
      case ConstantEncoder.HANDLE -> handle();
      case ConstantEncoder.DYNAMIC -> dynamic(depth);
      default -> throw new Malformed("constant tag " + tag);
    };
  }

  Constant.Dynamic dynamic() {
    return dynamic(0);
  }

  private Constant.Dynamic dynamic(int depth) {
    if (depth == CrateFormat.MAX_NESTING) {
      throw new Malformed("constants nested deeper than " + CrateFormat.MAX_NESTING);
    }
    String name = symbols.string(in.varint());
    String descriptor = symbols.string(in.varint());
    Constant.Handle bootstrap = handle();
    return new Constant.Dynamic(
        name, descriptor, bootstrap, Decode.list(in, () -> constant(depth + 1)));
  }

  private Constant.Handle handle() {
    int code = in.u8();
    OwnerKind ownerKind =
        (code & ConstantEncoder.INTERFACE_OWNER) == 0 ? OwnerKind.CLASS : OwnerKind.INTERFACE;
    int number = code & ~ConstantEncoder.INTERFACE_OWNER;
    if (number < 1 || number > 9) {
      throw new Malformed("method handle kind " + number);
    }
    Constant.HandleKind kind = Constant.HandleKind.of(number);
    if (kind.isField()) {
      FieldRef field = symbols.field(in.varint());
      return new Constant.Handle(kind, field.owner(), field.name(), field.descriptor(), ownerKind);
    }
    MethodRef method = symbols.method(in.varint());
    if (method.ownerKind() != ownerKind) {
      throw new Malformed("a method handle and its reference differ in the kind of owner");
    }
    return new Constant.Handle(kind, method.owner(), method.name(), method.descriptor(), ownerKind);
  }
}
