package dev.whittle.codegen;

import static dev.whittle.codegen.HandMadeClass.RUNTIME;
import static dev.whittle.codegen.HandMadeClass.STATE;
import static dev.whittle.codegen.HandMadeClass.append;
import static dev.whittle.codegen.HandMadeClass.appendMessage;
import static dev.whittle.codegen.HandMadeClass.appendText;
import static dev.whittle.codegen.HandMadeClass.exception;
import static dev.whittle.codegen.HandMadeClass.loop;
import static dev.whittle.codegen.HandMadeClass.repeat;
import static dev.whittle.codegen.HandMadeClass.tests;
import static dev.whittle.codegen.HandMadeClass.throwNew;
import static org.objectweb.asm.Opcodes.*;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Exception handlers as no Java compiler writes them: entered by normal flow, covering themselves,
 * in ranges that overlap or that nothing reaches.
 */
class HandlerHazardsTest {
  @TestFactory
  Stream<DynamicTest> behavesAsWritten() {
    return Stream.of(
            tests("handler that normal flow enters", this::handlerInNormalFlow, V1_4, V1_8),
            tests("handler of two exceptions", this::handlerOfTwo, V1_4, V1_8),
            tests("handler that covers itself", this::handlerOfItself, V1_4, V1_8),
            tests("slot of two types under a handler", this::slotUnderHandler, V1_4, V1_8),
            tests("ranges that overlap", this::overlappingRanges, V1_4, V1_8),
            tests("dead code", this::deadCode, V1_4),
            tests("constant that throws", this::throwingConstant, V1_8))
        .flatMap(tests -> tests);
  }

  private void handlerInNormalFlow(MethodVisitor m) {
    Label start = new Label();
    Label thrower = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(thrower, handler, handler, RUNTIME);
    loop(m, 1, start);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFEQ, thrower);
    exception(m, RUNTIME, "normal");
    m.visitJumpInsn(GOTO, handler);
    m.visitLabel(thrower);
    throwNew(m, STATE, "thrown");
    m.visitLabel(handler);
    appendMessage(m, RUNTIME);
    repeat(m, 1, 2, start);
    m.visitInsn(RETURN);
  }

  private void handlerOfTwo(MethodVisitor m) {
    Label start = new Label();
    Label other = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, handler, handler, STATE);
    m.visitTryCatchBlock(start, handler, handler, "java/lang/UnsupportedOperationException");
    loop(m, 1, start);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFEQ, other);
    throwNew(m, STATE, "state");
    m.visitLabel(other);
    throwNew(m, "java/lang/UnsupportedOperationException", "operation");
    m.visitLabel(handler);
    // The frame must say their common superclass, else this call does not verify.
    appendMessage(m, RUNTIME);
    repeat(m, 1, 2, start);
    m.visitInsn(RETURN);
  }

  /** The handler throws twice, is entered again for it, and goes on the third time. */
  private void handlerOfItself(MethodVisitor m) {
    Label start = new Label();
    Label handler = new Label();
    Label end = new Label();
    m.visitTryCatchBlock(start, end, handler, null);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(start);
    throwNew(m, RUNTIME, "first");
    m.visitLabel(handler);
    m.visitVarInsn(ASTORE, 2);
    m.visitIincInsn(1, 1);
    m.visitVarInsn(ALOAD, 2);
    appendMessage(m, "java/lang/Throwable");
    m.visitInsn(ICONST_1);
    m.visitVarInsn(ILOAD, 1);
    m.visitInsn(ICONST_3);
    m.visitInsn(IDIV);
    m.visitInsn(IDIV);
    append(m, "I");
    m.visitLabel(end);
    m.visitInsn(RETURN);
  }

  /** What a slot holds in a covered block is one of two types; the handler uses it no more. */
  private void slotUnderHandler(MethodVisitor m) {
    Label start = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, handler, handler, RUNTIME);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitInsn(ICONST_1);
    m.visitVarInsn(ISTORE, 2);
    m.visitLabel(start);
    m.visitLdcInsn("text");
    m.visitVarInsn(ASTORE, 2);
    m.visitInsn(ICONST_5);
    m.visitVarInsn(ISTORE, 1);
    m.visitVarInsn(ALOAD, 2);
    append(m, "Ljava/lang/Object;");
    m.visitIincInsn(1, 2);
    throwNew(m, RUNTIME, "thrown");
    m.visitLabel(handler);
    m.visitVarInsn(ASTORE, 2);
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    m.visitVarInsn(ALOAD, 2);
    appendMessage(m, RUNTIME);
    m.visitInsn(RETURN);
  }

  /** The inner range comes second in the table for its first part, first for its second. */
  private void overlappingRanges(MethodVisitor m) {
    Label start = new Label();
    Label middle = new Label();
    Label end = new Label();
    Label after = new Label();
    Label first = new Label();
    Label second = new Label();
    Label next = new Label();
    m.visitTryCatchBlock(start, middle, first, RUNTIME);
    m.visitTryCatchBlock(start, end, second, RUNTIME);
    m.visitTryCatchBlock(middle, after, first, null);
    loop(m, 1, start);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFNE, middle);
    throwNew(m, RUNTIME, "a");
    m.visitLabel(middle);
    m.visitVarInsn(ILOAD, 1);
    m.visitInsn(ICONST_1);
    m.visitJumpInsn(IF_ICMPNE, end);
    throwNew(m, RUNTIME, "b");
    m.visitLabel(end);
    throwNew(m, RUNTIME, "c");
    m.visitLabel(after);
    m.visitInsn(NOP);
    m.visitLabel(first);
    m.visitInsn(POP);
    appendText(m, "first");
    m.visitJumpInsn(GOTO, next);
    m.visitLabel(second);
    m.visitInsn(POP);
    appendText(m, "second");
    m.visitLabel(next);
    repeat(m, 1, 3, start);
    m.visitInsn(RETURN);
  }

  private void deadCode(MethodVisitor m) {
    Label start = new Label();
    Label live = new Label();
    Label dead = new Label();
    Label end = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(dead, end, handler, null);
    m.visitTryCatchBlock(start, dead, handler, null);
    m.visitLabel(start);
    m.visitLdcInsn("kept");
    m.visitVarInsn(ASTORE, 1);
    m.visitLabel(live);
    m.visitVarInsn(ALOAD, 1);
    append(m, "Ljava/lang/Object;");
    throwNew(m, RUNTIME, "thrown");
    m.visitLabel(handler);
    m.visitInsn(POP);
    appendText(m, "caught");
    m.visitInsn(RETURN);
    m.visitLabel(dead);
    m.visitVarInsn(ILOAD, 2);
    m.visitInsn(POP);
    m.visitJumpInsn(GOTO, live);
    m.visitInsn(NOP);
    m.visitInsn(RETURN);
    m.visitLabel(end);
    m.visitLocalVariable("kept", "Ljava/lang/String;", null, live, end, 1);
    m.visitLocalVariable("unseen", "I", null, dead, end, 2);
    m.visitLineNumber(7, dead);
  }

  /** A constant may run code: it stays between what comes before it and after it. */
  private void throwingConstant(MethodVisitor m) {
    Label start = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, handler, handler, "java/lang/NoClassDefFoundError");
    m.visitLabel(start);
    appendText(m, "before");
    m.visitLdcInsn(org.objectweb.asm.Type.getObjectType("not/There"));
    // Used twice: without the hint it lies beside the stack, where leaves would be made later.
    m.visitInsn(DUP);
    appendText(m, "never");
    m.visitVarInsn(ASTORE, 1);
    m.visitVarInsn(ASTORE, 2);
    m.visitInsn(RETURN);
    m.visitLabel(handler);
    m.visitInsn(POP);
    appendText(m, "caught");
    m.visitInsn(RETURN);
  }
}
