package dev.whittle.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Subroutines that no compiler makes. */
class SubroutinesTest {
  /** A function that calls the first of so many subroutines, each of which calls the next. */
  private static byte[] nested(int count, boolean lastCallsFirst) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_2, Opcodes.ACC_PUBLIC, "A", null, "java/lang/Object", null);
    MethodVisitor m = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    m.visitCode();
    Label[] entries = new Label[count];
    for (int i = 0; i < count; i++) {
      entries[i] = new Label();
    }
    m.visitJumpInsn(Opcodes.JSR, entries[0]);
    m.visitInsn(Opcodes.RETURN);
    for (int i = 0; i < count; i++) {
      m.visitLabel(entries[i]);
      m.visitVarInsn(Opcodes.ASTORE, i);
      if (i + 1 < count) {
        m.visitJumpInsn(Opcodes.JSR, entries[i + 1]);
      } else if (lastCallsFirst) {
        m.visitJumpInsn(Opcodes.JSR, entries[0]);
      }
      m.visitVarInsn(Opcodes.RET, i);
    }
    m.visitMaxs(1, count);
    m.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void assertRefused(String reason, byte[] bytes) {
    DamagedInput failure =
        assertThrows(
            DamagedInput.class,
            () -> {
              ClassDef definition = ClassLowering.lower(bytes);
              definition.functions().getFirst().code().body();
            });
    assertTrue(failure.getMessage().contains(reason), failure.getMessage());
  }

  @Test
  void whatCallsItselfIsRefused() {
    assertRefused("subroutine that calls itself", nested(1, true));
    assertRefused("subroutine that calls itself", nested(3, true));
  }

  @Test
  void howDeepTheyNestIsBounded() {
    ClassDef definition = ClassLowering.lower(nested(200, false));
    assertEquals(201, definition.functions().getFirst().code().body().blocks().size());
    assertRefused("subroutines nest more than 256 deep", nested(5_000, false));
  }
}
