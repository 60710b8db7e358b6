package dev.whittle.codegen;

import static dev.whittle.codegen.HandMadeClass.OBJECT;
import static dev.whittle.codegen.HandMadeClass.RUNTIME;
import static dev.whittle.codegen.HandMadeClass.append;
import static dev.whittle.codegen.HandMadeClass.appendMessage;
import static dev.whittle.codegen.HandMadeClass.appendText;
import static dev.whittle.codegen.HandMadeClass.length;
import static dev.whittle.codegen.HandMadeClass.loop;
import static dev.whittle.codegen.HandMadeClass.repeat;
import static dev.whittle.codegen.HandMadeClass.tests;
import static org.objectweb.asm.Opcodes.*;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Values that say less than they seem to, or more: nulls, bytes and booleans, merged ints, numbers
 * to the bit, interfaces.
 */
class ValueHazardsTest {
  @TestFactory
  Stream<DynamicTest> behavesAsWritten() {
    return Stream.of(
            tests("merge of nulls", this::onlyNulls, V1_4, V1_8),
            tests("arrays of bytes and booleans", this::bytesAndBooleans, V1_4, V1_8),
            tests("one merged int as boolean, char and int", this::mergedInt, V1_4, V1_8),
            tests("numbers to the bit", this::numbersToTheBit, V1_4, V1_8),
            tests("interfaces merged with anything", this::interfaces, V1_4, V1_8))
        .flatMap(tests -> tests);
  }

  private void onlyNulls(MethodVisitor m) {
    Label other = new Label();
    Label joined = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(joined, handler, handler, "java/lang/NullPointerException");
    length(m);
    m.visitJumpInsn(IFEQ, other);
    m.visitInsn(ACONST_NULL);
    m.visitVarInsn(ASTORE, 1);
    m.visitInsn(ACONST_NULL);
    m.visitJumpInsn(GOTO, joined);
    m.visitLabel(other);
    m.visitInsn(ACONST_NULL);
    m.visitVarInsn(ASTORE, 1);
    m.visitInsn(ACONST_NULL);
    m.visitLabel(joined);
    // Null is of every class, and so is an element of null.
    appendMessage(m, RUNTIME);
    m.visitVarInsn(ALOAD, 1);
    m.visitInsn(ICONST_0);
    m.visitInsn(AALOAD);
    m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
    append(m, "I");
    m.visitInsn(RETURN);
    m.visitLabel(handler);
    m.visitInsn(POP);
    m.visitVarInsn(ALOAD, 1);
    m.visitInsn(ICONST_0);
    Label again = new Label();
    Label caught = new Label();
    m.visitTryCatchBlock(again, caught, caught, null);
    m.visitLabel(again);
    m.visitInsn(AALOAD);
    m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
    append(m, "I");
    m.visitInsn(RETURN);
    m.visitLabel(caught);
    m.visitInsn(POP);
    appendText(m, "null twice");
    m.visitInsn(RETURN);
  }

  private void bytesAndBooleans(MethodVisitor m) {
    for (int type : new int[] {T_BYTE, T_BOOLEAN}) {
      Label other = new Label();
      Label joined = new Label();
      Label handler = new Label();
      m.visitTryCatchBlock(other, handler, handler, "java/lang/NullPointerException");
      m.visitInsn(ICONST_0);
      m.visitVarInsn(ISTORE, 2);
      Label head = new Label();
      m.visitLabel(head);
      m.visitVarInsn(ILOAD, 2);
      m.visitJumpInsn(IFNE, other);
      m.visitInsn(ICONST_2);
      m.visitIntInsn(NEWARRAY, type);
      m.visitVarInsn(ASTORE, 1);
      m.visitJumpInsn(GOTO, joined);
      m.visitLabel(other);
      m.visitInsn(ACONST_NULL);
      m.visitVarInsn(ASTORE, 1);
      m.visitLabel(joined);
      m.visitVarInsn(ALOAD, 1);
      m.visitInsn(ICONST_1);
      m.visitIntInsn(SIPUSH, 259);
      m.visitInsn(BASTORE);
      m.visitVarInsn(ALOAD, 1);
      m.visitInsn(ICONST_1);
      m.visitInsn(BALOAD);
      append(m, "I");
      repeat(m, 2, 2, head);
      m.visitInsn(RETURN);
      m.visitLabel(handler);
      m.visitInsn(POP);
      appendText(m, "null");
    }
    m.visitInsn(ACONST_NULL);
    m.visitVarInsn(ASTORE, 1);
    m.visitInsn(RETURN);
  }

  private void mergedInt(MethodVisitor m) {
    Label head = new Label();
    Label other = new Label();
    Label joined = new Label();
    loop(m, 1, head);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFEQ, other);
    m.visitInsn(ICONST_1);
    m.visitJumpInsn(GOTO, joined);
    m.visitLabel(other);
    m.visitInsn(ICONST_0);
    m.visitLabel(joined);
    m.visitInsn(DUP);
    m.visitInsn(DUP);
    append(m, "Z");
    append(m, "I");
    append(m, "C");
    repeat(m, 1, 2, head);
    m.visitInsn(RETURN);
  }

  private void numbersToTheBit(MethodVisitor m) {
    for (int bits :
        new int[] {
          0, 0x8000_0000, 0x3f80_0000, 0x4000_0000, 0x4040_0000, 0x7fc1_2345, 0xffc0_0001
        }) {
      m.visitLdcInsn(Float.intBitsToFloat(bits));
      m.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
      append(m, "I");
    }
    for (long bits : new long[] {0, Long.MIN_VALUE, 0x3ff0L << 48, 0x7ff8_0000_0000_0abcL, -1L}) {
      m.visitLdcInsn(Double.longBitsToDouble(bits));
      m.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
      append(m, "J");
      m.visitLdcInsn(bits);
      append(m, "J");
    }
    for (long number : new long[] {0, 1, 2, -1, 1L << 32, (1L << 32) + 1}) {
      m.visitLdcInsn(number);
      append(m, "J");
    }
    m.visitInsn(RETURN);
  }

  private void interfaces(MethodVisitor m) {
    Label other = new Label();
    Label joined = new Label();
    length(m);
    m.visitJumpInsn(IFNE, other);
    m.visitLdcInsn("text");
    m.visitTypeInsn(CHECKCAST, "java/lang/Comparable");
    m.visitVarInsn(ASTORE, 1);
    m.visitInsn(ICONST_1);
    m.visitTypeInsn(ANEWARRAY, "java/lang/Comparable");
    m.visitVarInsn(ASTORE, 2);
    m.visitJumpInsn(GOTO, joined);
    m.visitLabel(other);
    m.visitInsn(ICONST_1);
    m.visitIntInsn(NEWARRAY, T_INT);
    m.visitVarInsn(ASTORE, 1);
    m.visitInsn(ICONST_1);
    m.visitTypeInsn(ANEWARRAY, "java/lang/Runnable");
    m.visitVarInsn(ASTORE, 2);
    m.visitLabel(joined);
    // An interface and an array meet in Object; the verifier lets an Object be any interface.
    m.visitVarInsn(ALOAD, 1);
    m.visitLdcInsn("texu");
    m.visitMethodInsn(
        INVOKEINTERFACE, "java/lang/Comparable", "compareTo", "(L" + OBJECT + ";)I", true);
    append(m, "I");
    m.visitVarInsn(ALOAD, 2);
    m.visitTypeInsn(CHECKCAST, "[Ljava/lang/Comparable;");
    m.visitInsn(DUP);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ALOAD, 1);
    m.visitInsn(AASTORE);
    m.visitInsn(ICONST_0);
    m.visitInsn(AALOAD);
    m.visitVarInsn(ALOAD, 1);
    m.visitMethodInsn(
        INVOKEINTERFACE, "java/lang/Comparable", "compareTo", "(L" + OBJECT + ";)I", true);
    append(m, "I");
    m.visitInsn(RETURN);
  }
}
