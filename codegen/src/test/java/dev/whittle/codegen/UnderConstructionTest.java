package dev.whittle.codegen;

import static dev.whittle.codegen.HandMadeClass.BUILDER;
import static dev.whittle.codegen.HandMadeClass.append;
import static dev.whittle.codegen.HandMadeClass.construct;
import static dev.whittle.codegen.HandMadeClass.length;
import static dev.whittle.codegen.HandMadeClass.repeat;
import static dev.whittle.codegen.HandMadeClass.tests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Code between a {@code new} and its constructor call: two objects at once, copies, loops. */
class UnderConstructionTest {
  @TestFactory
  Stream<DynamicTest> behavesAsWritten() {
    return Stream.of(
            tests("two of one class under construction", this::twoUnderConstruction, V1_4, V1_8),
            tests("copies of what is under construction", this::copies, V1_4, V1_8),
            tests("loop around what is under construction", this::loopUnderConstruction, V1_8))
        .flatMap(tests -> tests);
  }

  private void twoUnderConstruction(MethodVisitor m) {
    Label other = new Label();
    Label joined = new Label();
    m.visitTypeInsn(NEW, BUILDER);
    m.visitVarInsn(ASTORE, 1);
    m.visitTypeInsn(NEW, BUILDER);
    m.visitVarInsn(ASTORE, 2);
    length(m);
    m.visitJumpInsn(IFEQ, other);
    m.visitVarInsn(ALOAD, 1);
    m.visitLdcInsn("one");
    m.visitJumpInsn(GOTO, joined);
    m.visitLabel(other);
    m.visitVarInsn(ALOAD, 1);
    m.visitLdcInsn("another");
    m.visitLabel(joined);
    construct(m);
    m.visitVarInsn(ALOAD, 1);
    append(m, "Ljava/lang/Object;");
    m.visitVarInsn(ALOAD, 2);
    m.visitLdcInsn("second");
    construct(m);
    m.visitVarInsn(ALOAD, 1);
    append(m, "Ljava/lang/Object;");
    m.visitVarInsn(ALOAD, 2);
    append(m, "Ljava/lang/Object;");
    m.visitInsn(RETURN);
  }

  private void copies(MethodVisitor m) {
    Label other = new Label();
    // The argument first, as Scala has it; a copy in a local, and one more by dup_x1.
    m.visitLdcInsn("argument");
    m.visitTypeInsn(NEW, BUILDER);
    m.visitInsn(DUP);
    m.visitVarInsn(ASTORE, 1);
    m.visitInsn(DUP_X1);
    m.visitInsn(SWAP);
    m.visitTypeInsn(NEW, BUILDER);
    m.visitInsn(DUP_X2);
    m.visitInsn(POP);
    length(m);
    m.visitJumpInsn(IFNE, other);
    construct(m);
    m.visitInsn(POP);
    append(m, "Ljava/lang/Object;");
    m.visitVarInsn(ALOAD, 1);
    append(m, "Ljava/lang/Object;");
    m.visitInsn(RETURN);
    m.visitLabel(other);
    m.visitInsn(RETURN);
  }

  private void loopUnderConstruction(MethodVisitor m) {
    Label head = new Label();
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitTypeInsn(NEW, BUILDER);
    m.visitInsn(DUP);
    m.visitLabel(head);
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    repeat(m, 1, 3, head);
    m.visitLdcInsn("built");
    construct(m);
    append(m, "Ljava/lang/Object;");
    m.visitInsn(RETURN);
  }

  /** Hazard 21: HotSpot does not compile a loop whose head has operands. */
  @Test
  void noLoopHeadHasOperands() {
    byte[] before = HandMadeClass.of(V1_8, this::loopUnderConstruction);
    assertEquals(1, headsWithOperands(CodeText.of(before).toString()));
    byte[] after = Program.of("Main", before).roundTrip(body -> body).classes().get("Main");
    assertEquals(0, headsWithOperands(CodeText.of(after).toString()));
  }

  private static long headsWithOperands(String code) {
    return Pattern.compile("(\\d+): (?:IF\\w*|GOTO\\w*) @(\\d+)")
        .matcher(code)
        .results()
        .filter(jump -> Integer.parseInt(jump.group(2)) <= Integer.parseInt(jump.group(1)))
        .filter(jump -> hasOperands(code, jump))
        .count();
  }

  private static boolean hasOperands(String code, MatchResult jump) {
    var frame = Pattern.compile("frame @" + jump.group(2) + " .*(\\[[^\\[]*])").matcher(code);
    assertTrue(frame.find(), jump.group());
    return !frame.group(1).equals("[]");
  }
}
