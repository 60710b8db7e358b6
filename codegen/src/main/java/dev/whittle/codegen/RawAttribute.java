package dev.whittle.codegen;

import dev.whittle.ir.Attributes;
import java.util.HexFormat;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;

/** An attribute whose bytes are known and refer to nothing. */
final class RawAttribute extends Attribute {
  private final byte[] bytes;

  RawAttribute(String name, byte... bytes) {
    super(name);
    this.bytes = bytes.clone();
  }

  static RawAttribute of(Attributes.Raw raw) {
    return new RawAttribute(raw.name(), HexFormat.of().parseHex(raw.bytes()));
  }

  @Override
  protected ByteVector write(
      ClassWriter classWriter, byte[] code, int codeLength, int maxStack, int maxLocals) {
    return new ByteVector(bytes.length + 1).putByteArray(bytes, 0, bytes.length);
  }
}
