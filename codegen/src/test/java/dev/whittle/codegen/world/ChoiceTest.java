package dev.whittle.codegen.world;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What decides the same in another way is the same to the proof, and nothing else is. */
class ChoiceTest {
  /** Ends with a call that tells which way was gone. */
  private static void end(MethodVisitor m, int way) {
    m.visitInsn(Opcodes.ICONST_0 + way);
    BisimulationTest.call(m);
    m.visitInsn(Opcodes.IRETURN);
  }

  /** {@code (x > 0 ? 1 : 0) == 0 ? f(1) : f(2)}. */
  private static Code retested() {
    return BisimulationTest.code(
        m -> {
          Label no = new Label();
          Label test = new Label();
          Label one = new Label();
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitJumpInsn(Opcodes.IFLE, no);
          m.visitInsn(Opcodes.ICONST_1);
          m.visitJumpInsn(Opcodes.GOTO, test);
          m.visitLabel(no);
          m.visitInsn(Opcodes.ICONST_0);
          m.visitLabel(test);
          m.visitJumpInsn(Opcodes.IFEQ, one);
          end(m, 2);
          m.visitLabel(one);
          end(m, 1);
        });
  }

  private static Code branch(int opcode) {
    return BisimulationTest.code(
        m -> {
          Label one = new Label();
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitJumpInsn(opcode, one);
          end(m, 2);
          m.visitLabel(one);
          end(m, 1);
        });
  }

  @Test
  void aConstantDecides() {
    assertNull(Bisimulation.difference(retested(), branch(Opcodes.IFLE)));
    assertNotNull(Bisimulation.difference(retested(), branch(Opcodes.IFGT)));
    assertNotNull(Bisimulation.difference(retested(), branch(Opcodes.IFLT)));
    assertNotNull(Bisimulation.difference(retested(), BisimulationTest.code(m -> end(m, 1))));
  }

  @Test
  void nullAndStringsDecide() {
    assertNull(Bisimulation.difference(nullTest(null), BisimulationTest.code(m -> end(m, 1))));
    assertNull(Bisimulation.difference(nullTest("s"), BisimulationTest.code(m -> end(m, 2))));
    assertNotNull(Bisimulation.difference(nullTest("s"), BisimulationTest.code(m -> end(m, 1))));
  }

  private static Code nullTest(String value) {
    return BisimulationTest.code(
        m -> {
          Label one = new Label();
          if (value == null) {
            m.visitInsn(Opcodes.ACONST_NULL);
          } else {
            m.visitLdcInsn(value);
          }
          m.visitJumpInsn(Opcodes.IFNULL, one);
          end(m, 2);
          m.visitLabel(one);
          end(m, 1);
        });
  }

  private static Code switchOn(int first, int second) {
    return BisimulationTest.code(
        m -> {
          Label[] ways = {new Label(), new Label(), new Label()};
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitLookupSwitchInsn(
              ways[2], new int[] {first, second}, new Label[] {ways[0], ways[1]});
          for (int way = 0; way < 3; way++) {
            m.visitLabel(ways[way]);
            end(m, way);
          }
        });
  }

  /** The second value is compared with first, the third way is for all else. */
  private static Code compared(int first, int second) {
    return BisimulationTest.code(
        m -> {
          Label one = new Label();
          Label other = new Label();
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitIntInsn(Opcodes.BIPUSH, second);
          m.visitJumpInsn(Opcodes.IF_ICMPEQ, one);
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitIntInsn(Opcodes.BIPUSH, first);
          m.visitJumpInsn(Opcodes.IF_ICMPNE, other);
          end(m, 0);
          m.visitLabel(one);
          end(m, 1);
          m.visitLabel(other);
          end(m, 2);
        });
  }

  @Test
  void aSwitchIsComparisons() {
    assertNull(Bisimulation.difference(switchOn(3, 8), compared(3, 8)));
    assertNull(Bisimulation.difference(compared(0, 8), switchOn(0, 8)));
    assertNotNull(Bisimulation.difference(switchOn(3, 8), compared(3, 9)));
    assertNotNull(Bisimulation.difference(compared(3, 8), switchOn(4, 8)));
    assertNotNull(Bisimulation.difference(switchOn(3, 8), switchOn(3, 9)));
  }

  /** {@code if (x == 1) y = 5; return f(read)}. */
  private static Code stored(int read, boolean isTested) {
    return BisimulationTest.code(
        m -> {
          Label after = new Label();
          m.visitInsn(Opcodes.ICONST_4);
          m.visitVarInsn(Opcodes.ISTORE, 3);
          if (isTested) {
            m.visitVarInsn(Opcodes.ILOAD, 0);
            m.visitInsn(Opcodes.ICONST_1);
            m.visitJumpInsn(Opcodes.IF_ICMPNE, after);
            m.visitInsn(Opcodes.ICONST_5);
            m.visitVarInsn(Opcodes.ISTORE, 3);
            m.visitLabel(after);
          }
          m.visitVarInsn(Opcodes.ILOAD, read);
          BisimulationTest.call(m);
          m.visitInsn(Opcodes.IRETURN);
        });
  }

  @Test
  void aChoiceThatChangesNothingIsNone() {
    assertNull(Bisimulation.difference(stored(0, true), stored(0, false)));
    assertNotNull(Bisimulation.difference(stored(3, true), stored(3, false)));
    assertNotNull(Bisimulation.difference(stored(0, true), stored(3, false)));
    assertNotNull(Bisimulation.difference(stored(0, false), stored(0, true)));
  }

  private static Code lines(int ofCall, int ofReturn) {
    return BisimulationTest.code(
        m -> {
          line(m, ofCall);
          m.visitVarInsn(Opcodes.ILOAD, 0);
          BisimulationTest.call(m);
          line(m, ofReturn);
          m.visitInsn(Opcodes.IRETURN);
        });
  }

  private static void line(MethodVisitor m, int line) {
    Label label = new Label();
    m.visitLabel(label);
    m.visitLineNumber(line, label);
  }

  @Test
  void tracesHaveTheLinesOfCalls() {
    assertNull(Bisimulation.differenceOfTraces(lines(7, 8), lines(7, 9)));
    assertNotNull(Bisimulation.differenceOfTraces(lines(7, 8), lines(6, 8)));
    assertNotNull(Bisimulation.difference(lines(7, 8), lines(7, 9)));
  }
}
