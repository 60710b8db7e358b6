package dev.whittle.lower;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Classes with one static method {@code test} of code that no Java compiler of today writes. */
final class HandMadeCode {
  private HandMadeCode() {}

  static byte[] of(String name) {
    return switch (name) {
      case "loop-with-operand" -> method(V17, "(I)I", HandMadeCode::loopWithOperand);
      case "conditional-back-edge" -> method(V17, "(I)I", HandMadeCode::conditionalBackEdge);
      case "two-loops-with-operands" -> method(V17, "(I)I", HandMadeCode::twoLoopsWithOperands);
      case "operands-under-loop" -> method(V17, "(I)I", HandMadeCode::operandsUnderLoop);
      case "handler-as-loop-head" -> method(V17, "()V", HandMadeCode::handlerAsLoopHead);
      case "join" -> method(V1_5, "(Z)V", HandMadeCode::join);
      case "subroutine-twice" -> method(V1_4, "(I)I", HandMadeCode::subroutineTwice);
      case "subroutine-left-by-jump" -> method(V1_4, "(I)V", HandMadeCode::subroutineLeftByJump);
      case "dead-code" -> method(V17, "()I", HandMadeCode::deadCode);
      case "line-of-dead-code" -> method(V17, "()I", HandMadeCode::lineOfDeadCode);
      case "unusable-frames" -> method(V1_6, "(I)I", HandMadeCode::unusableFrames);
      default -> throw new AssertionError("no code called " + name);
    };
  }

  private interface Code {
    void write(MethodVisitor m);
  }

  private static byte[] method(int version, String descriptor, Code code) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, "T", null, "java/lang/Object", null);
    MethodVisitor m = writer.visitMethod(ACC_STATIC, "test", descriptor, null, null);
    m.visitCode();
    code.write(m);
    m.visitMaxs(0, 0);
    m.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** {@code goto} back to a head with an int on the stack. */
  private static void loopWithOperand(MethodVisitor m) {
    Label head = new Label();
    Label end = new Label();
    m.visitInsn(ICONST_0);
    m.visitLabel(head);
    m.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 1, new Object[] {INTEGER});
    m.visitVarInsn(ILOAD, 0);
    m.visitJumpInsn(IFEQ, end);
    m.visitIincInsn(0, -1);
    m.visitInsn(ICONST_2);
    m.visitInsn(IADD);
    m.visitJumpInsn(GOTO, head);
    m.visitLabel(end);
    m.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 1, new Object[] {INTEGER});
    m.visitInsn(IRETURN);
  }

  /** A branch back to a head with a long and an int below its condition. */
  private static void conditionalBackEdge(MethodVisitor m) {
    Label head = new Label();
    Object[] operands = {LONG, INTEGER};
    m.visitInsn(LCONST_1);
    m.visitInsn(ICONST_0);
    m.visitLabel(head);
    m.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 2, operands);
    m.visitInsn(ICONST_3);
    m.visitInsn(IADD);
    m.visitIincInsn(0, -1);
    m.visitVarInsn(ILOAD, 0);
    m.visitJumpInsn(IFNE, head);
    m.visitInsn(DUP_X2);
    m.visitInsn(POP);
    m.visitInsn(POP2);
    m.visitInsn(IRETURN);
  }

  /**
   * A product, a constant, and two locals, one of which changes, under a loop that has no part in
   * them.
   */
  private static void operandsUnderLoop(MethodVisitor m) {
    Label head = new Label();
    Label end = new Label();
    Object[] locals = {INTEGER, INTEGER};
    Object[] operands = {INTEGER, LONG, INTEGER, INTEGER};
    m.visitInsn(ICONST_5);
    m.visitVarInsn(ISTORE, 1);
    m.visitVarInsn(ILOAD, 0);
    m.visitInsn(DUP);
    m.visitInsn(IMUL);
    m.visitInsn(LCONST_1);
    m.visitVarInsn(ILOAD, 0);
    m.visitVarInsn(ILOAD, 1);
    m.visitLabel(head);
    m.visitFrame(F_NEW, 2, locals, 4, operands);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFEQ, end);
    m.visitIincInsn(1, -1);
    m.visitJumpInsn(GOTO, head);
    m.visitLabel(end);
    m.visitFrame(F_NEW, 2, locals, 4, operands);
    m.visitInsn(IADD);
    m.visitInsn(I2L);
    m.visitInsn(LADD);
    m.visitInsn(L2I);
    m.visitInsn(IADD);
    m.visitInsn(IRETURN);
  }

  /** Two heads after each other, with values of different sizes. */
  private static void twoLoopsWithOperands(MethodVisitor m) {
    Label first = new Label();
    Label second = new Label();
    m.visitVarInsn(ILOAD, 0);
    m.visitInsn(I2L);
    m.visitLabel(first);
    m.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 1, new Object[] {LONG});
    m.visitIincInsn(0, -1);
    m.visitVarInsn(ILOAD, 0);
    m.visitJumpInsn(IFNE, first);
    m.visitInsn(L2I);
    m.visitLabel(second);
    m.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 1, new Object[] {INTEGER});
    m.visitIincInsn(0, -1);
    m.visitVarInsn(ILOAD, 0);
    m.visitJumpInsn(IFNE, second);
    m.visitInsn(IRETURN);
  }

  /** A handler that normal code jumps back to with another throwable. */
  private static void handlerAsLoopHead(MethodVisitor m) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
    m.visitLabel(start);
    m.visitMethodInsn(INVOKESTATIC, "T", "run", "()V", false);
    m.visitLabel(end);
    m.visitInsn(RETURN);
    m.visitLabel(handler);
    m.visitFrame(F_NEW, 0, null, 1, new Object[] {"java/lang/RuntimeException"});
    m.visitInsn(POP);
    m.visitMethodInsn(INVOKESTATIC, "T", "next", "()Ljava/lang/RuntimeException;", false);
    m.visitJumpInsn(GOTO, handler);
  }

  /** Two classes meet where a version 49 class has no frame. */
  private static void join(MethodVisitor m) {
    Label other = new Label();
    Label end = new Label();
    m.visitVarInsn(ILOAD, 0);
    m.visitJumpInsn(IFEQ, other);
    m.visitFieldInsn(GETSTATIC, "T", "a", "Lsome/A;");
    m.visitVarInsn(ASTORE, 1);
    m.visitJumpInsn(GOTO, end);
    m.visitLabel(other);
    m.visitFieldInsn(GETSTATIC, "T", "b", "Lother/B;");
    m.visitVarInsn(ASTORE, 1);
    m.visitLabel(end);
    m.visitVarInsn(ALOAD, 1);
    m.visitMethodInsn(INVOKEINTERFACE, "some/I", "run", "()V", true);
    m.visitInsn(RETURN);
  }

  /** One {@code finally}, called from the normal end and from the handler. */
  private static void subroutineTwice(MethodVisitor m) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label subroutine = new Label();
    m.visitTryCatchBlock(start, end, handler, null);
    m.visitLabel(start);
    m.visitMethodInsn(INVOKESTATIC, "T", "run", "()V", false);
    m.visitJumpInsn(JSR, subroutine);
    m.visitLabel(end);
    m.visitVarInsn(ILOAD, 0);
    m.visitInsn(IRETURN);
    m.visitLabel(handler);
    m.visitVarInsn(ASTORE, 1);
    m.visitJumpInsn(JSR, subroutine);
    m.visitVarInsn(ALOAD, 1);
    m.visitInsn(ATHROW);
    m.visitLabel(subroutine);
    m.visitVarInsn(ASTORE, 2);
    m.visitMethodInsn(INVOKESTATIC, "T", "close", "()V", false);
    m.visitVarInsn(RET, 2);
  }

  /** A {@code finally} that ends with {@code break}: control never comes back to the call. */
  private static void subroutineLeftByJump(MethodVisitor m) {
    Label head = new Label();
    Label out = new Label();
    Label subroutine = new Label();
    Label back = new Label();
    m.visitLabel(head);
    m.visitJumpInsn(JSR, subroutine);
    m.visitJumpInsn(GOTO, head);
    m.visitLabel(subroutine);
    m.visitVarInsn(ASTORE, 1);
    m.visitVarInsn(ILOAD, 0);
    m.visitJumpInsn(IFNE, back);
    m.visitJumpInsn(GOTO, out);
    m.visitLabel(back);
    m.visitVarInsn(RET, 1);
    m.visitLabel(out);
    m.visitMethodInsn(INVOKESTATIC, "T", "done", "()V", false);
    m.visitInsn(RETURN);
  }

  /** Code after {@code return}, with a range and a line of its own. */
  private static void deadCode(MethodVisitor m) {
    Label dead = new Label();
    Label end = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(dead, end, handler, null);
    m.visitInsn(ICONST_1);
    m.visitInsn(IRETURN);
    m.visitLabel(dead);
    m.visitLineNumber(7, dead);
    m.visitFrame(F_NEW, 0, null, 0, null);
    m.visitInsn(NOP);
    m.visitLabel(end);
    m.visitInsn(ACONST_NULL);
    m.visitInsn(ATHROW);
    m.visitLabel(handler);
    m.visitFrame(F_NEW, 0, null, 1, new Object[] {"java/lang/Throwable"});
    m.visitInsn(ATHROW);
  }

  /** A jump that nothing reaches has the last line before code that is reached. */
  private static void lineOfDeadCode(MethodVisitor m) {
    Label start = new Label();
    Label first = new Label();
    Label last = new Label();
    Label end = new Label();
    m.visitLabel(start);
    m.visitLineNumber(5, start);
    m.visitJumpInsn(GOTO, end);
    m.visitLabel(first);
    m.visitLineNumber(6, first);
    m.visitFrame(F_NEW, 0, null, 0, null);
    m.visitInsn(NOP);
    m.visitLabel(last);
    m.visitLineNumber(7, last);
    m.visitJumpInsn(GOTO, end);
    m.visitLabel(end);
    m.visitFrame(F_NEW, 0, null, 0, null);
    m.visitInsn(ICONST_1);
    m.visitInsn(IRETURN);
  }

  /** A frame that claims a local which nothing has assigned. */
  private static void unusableFrames(MethodVisitor m) {
    Label end = new Label();
    m.visitVarInsn(ILOAD, 0);
    m.visitJumpInsn(IFEQ, end);
    m.visitIincInsn(0, 1);
    m.visitLabel(end);
    m.visitFrame(F_NEW, 2, new Object[] {INTEGER, INTEGER}, 0, null);
    m.visitVarInsn(ILOAD, 0);
    m.visitInsn(IRETURN);
    m.visitVarInsn(ISTORE, 1);
  }
}
