package dev.whittle.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Values of constant fields come as they are, to the bit. */
class FieldConstantsTest {
  private static final int ACCESS = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

  @Test
  void notANumberKeepsItsPayload() {
    int floatBits = 0x7fc0_1234;
    long doubleBits = 0x7ff8_0000_1234_5678L;
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "C", null, "java/lang/Object", null);
    writer.visitField(ACCESS, "f", "F", null, Float.intBitsToFloat(floatBits)).visitEnd();
    writer.visitField(ACCESS, "d", "D", null, Double.longBitsToDouble(doubleBits)).visitEnd();
    writer.visitField(ACCESS, "z", "F", null, -0.0f).visitEnd();
    ClassDef lowered = ClassLowering.lower(writer.toByteArray());
    assertEquals(
        List.of(
            new Constant.Float(floatBits),
            new Constant.Double(doubleBits),
            new Constant.Float(0x8000_0000)),
        lowered.fields().stream().map(FieldDef::constantValue).toList());
  }
}
