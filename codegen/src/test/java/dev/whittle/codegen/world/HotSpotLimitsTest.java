package dev.whittle.codegen.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Each limit is noticed when only the output is over it, and not when the input was. */
class HotSpotLimitsTest {
  private static Code code(Consumer<MethodVisitor> content) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, 0, "A", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_STATIC, "m", "(ILjava/lang/Object;Ljava/lang/Object;)V", null, null);
    method.visitCode();
    content.accept(method);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(9, 9);
    writer.visitEnd();
    return new ClassBytes(writer.toByteArray())
        .codes()
        .get("m(ILjava/lang/Object;Ljava/lang/Object;)V");
  }

  private static void lost(String expected, Code before, Code after) {
    List<String> lost = HotSpotLimits.lost(before, after);
    assertEquals(1, lost.size(), lost::toString);
    assertTrue(lost.getFirst().contains(expected), lost::toString);
    assertEquals(List.of(), HotSpotLimits.lost(after, after));
    assertEquals(List.of(), HotSpotLimits.lost(after, before));
  }

  private static Code nops(int count) {
    return code(
        m -> {
          for (int i = 0; i < count; i++) {
            m.visitInsn(Opcodes.NOP);
          }
        });
  }

  @Test
  void hugeMethods() {
    lost("8001 bytes", nops(7999), nops(8000));
  }

  private static Code loop(boolean loaded) {
    return code(
        m -> {
          Label head = new Label();
          if (loaded) {
            m.visitInsn(Opcodes.ICONST_0);
          }
          m.visitLabel(head);
          m.visitIincInsn(0, -1);
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitJumpInsn(Opcodes.IFGT, head);
        });
  }

  @Test
  void loopsThatStartWithOperands() {
    lost("loop heads", loop(false), loop(true));
  }

  private static void locked(MethodVisitor m, Runnable content, int slot, boolean safely) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label released = new Label();
    Label out = new Label();
    if (safely) {
      m.visitTryCatchBlock(start, end, handler, null);
      m.visitTryCatchBlock(handler, released, handler, null);
    }
    m.visitVarInsn(Opcodes.ALOAD, slot);
    m.visitInsn(Opcodes.MONITORENTER);
    m.visitLabel(start);
    content.run();
    m.visitVarInsn(Opcodes.ALOAD, slot);
    m.visitInsn(Opcodes.MONITOREXIT);
    m.visitLabel(end);
    m.visitJumpInsn(Opcodes.GOTO, out);
    m.visitLabel(handler);
    m.visitVarInsn(Opcodes.ASTORE, 5);
    m.visitVarInsn(Opcodes.ALOAD, slot);
    m.visitInsn(Opcodes.MONITOREXIT);
    m.visitLabel(released);
    m.visitVarInsn(Opcodes.ALOAD, 5);
    m.visitInsn(Opcodes.ATHROW);
    m.visitLabel(out);
  }

  private static void division(MethodVisitor m) {
    m.visitInsn(Opcodes.ICONST_1);
    m.visitVarInsn(Opcodes.ILOAD, 0);
    m.visitInsn(Opcodes.IDIV);
    m.visitInsn(Opcodes.POP);
  }

  private static Code guarded(boolean safely) {
    return code(m -> locked(m, () -> division(m), 1, safely));
  }

  @Test
  void locksThatAnExceptionLeaves() {
    lost("an exception leaves", guarded(true), guarded(false));
  }

  /** A lock and a release for each slot: positive ones are locked, negative ones released. */
  private static Code locks(int... slots) {
    return code(
        m -> {
          for (int slot : slots) {
            m.visitVarInsn(Opcodes.ALOAD, Math.abs(slot));
            m.visitInsn(slot > 0 ? Opcodes.MONITORENTER : Opcodes.MONITOREXIT);
          }
        });
  }

  @Test
  void locksThatAreNotNested() {
    lost("taken last", guarded(true), locks(1, -2));
  }

  @Test
  void locksThatAreTakenTwice() {
    Code twice = code(m -> locked(m, () -> locked(m, () -> division(m), 1, true), 1, true));
    lost("taken twice", guarded(true), twice);
  }

  /** A lock that only one of two ways takes, and one that is taken where they have met. */
  private static Code onOneWay(boolean isLocked) {
    return code(
        m -> {
          Label end = new Label();
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitJumpInsn(Opcodes.IFEQ, end);
          m.visitVarInsn(Opcodes.ALOAD, 1);
          m.visitInsn(isLocked ? Opcodes.MONITORENTER : Opcodes.POP);
          m.visitLabel(end);
          division(m);
        });
  }

  @Test
  void locksThatOneWayTakes() {
    List<String> lost = HotSpotLimits.lost(onOneWay(false), onOneWay(true));
    assertTrue(lost.contains("locks: ways meet that hold different locks"), lost::toString);
    assertEquals(List.of(), HotSpotLimits.lost(onOneWay(true), onOneWay(false)));
  }

  /** Slots that hold the same on each way are not known to, where the ways have met. */
  @Test
  void locksBeyondWhatHotSpotKnows() {
    Code merged =
        code(
            m -> {
              Label other = new Label();
              Label end = new Label();
              m.visitVarInsn(Opcodes.ILOAD, 0);
              m.visitJumpInsn(Opcodes.IFEQ, other);
              copyTo(m, 1);
              m.visitJumpInsn(Opcodes.GOTO, end);
              m.visitLabel(other);
              copyTo(m, 2);
              m.visitLabel(end);
              m.visitVarInsn(Opcodes.ALOAD, 3);
              m.visitInsn(Opcodes.MONITORENTER);
              m.visitVarInsn(Opcodes.ALOAD, 4);
              m.visitInsn(Opcodes.MONITOREXIT);
            });
    lost("taken last", guarded(true), merged);
  }

  private static void copyTo(MethodVisitor m, int from) {
    for (int to : List.of(3, 4)) {
      m.visitVarInsn(Opcodes.ALOAD, from);
      m.visitVarInsn(Opcodes.ASTORE, to);
    }
  }
}
