package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.whittle.lower.ClassLowering;
import java.lang.management.ManagementFactory;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Hazard 31: lowering and emitting a method four times as long takes about four times as long. What
 * grows with the square takes sixteen times; a bound between the two keeps a busy machine from
 * failing the test.
 */
class LinearTimeTest {
  private static final int TIMES = 4;
  private static final double BOUND = 10;

  @TestFactory
  Stream<DynamicTest> timeIsLinear() {
    return Stream.of(
        test("blocks", 1_250, LinearTimeTest::blocks),
        test("blocks under one handler", 1_250, LinearTimeTest::coveredBlocks),
        test("loops around an operand", 1_250, LinearTimeTest::loops),
        test("variables of one slot", 5_000, LinearTimeTest::variables),
        test("elements of an array", 2_500, LinearTimeTest::elements),
        test("calls of a subroutine", 500, LinearTimeTest::subroutines));
  }

  private static DynamicTest test(String name, int size, ObjIntConsumer<MethodVisitor> code) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          int version = name.contains("subroutine") ? V1_4 : V1_8;
          byte[] small = HandMadeClass.of(version, m -> code.accept(m, size));
          byte[] large = HandMadeClass.of(version, m -> code.accept(m, TIMES * size));
          // The fastest of several: others use the machine, too, and code gets compiled.
          double fewest = Double.MAX_VALUE;
          double most = Double.MAX_VALUE;
          for (int i = 0; i < 7; i++) {
            fewest = Math.min(fewest, seconds(small));
            most = Math.min(most, seconds(large));
          }
          assertTrue(most < BOUND * fewest, "%.4f s, then %.4f s".formatted(fewest, most));
        });
  }

  private static double seconds(byte[] classFile) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    ClassEmitter.emit(ClassLowering.lower(classFile));
    return (threads.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static void blocks(MethodVisitor m, int count) {
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    for (int i = 0; i < count; i++) {
      Label next = new Label();
      m.visitVarInsn(ILOAD, 1);
      m.visitJumpInsn(IFEQ, next);
      m.visitIincInsn(1, 1);
      m.visitLabel(next);
    }
    m.visitInsn(RETURN);
  }

  private static void coveredBlocks(MethodVisitor m, int count) {
    Label start = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, handler, handler, null);
    m.visitLabel(start);
    blocks(m, count);
    m.visitLabel(handler);
    m.visitInsn(ATHROW);
  }

  /** A value lies on the stack where each loop begins. */
  private static void loops(MethodVisitor m, int count) {
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitInsn(ICONST_5);
    for (int i = 0; i < count; i++) {
      Label head = new Label();
      m.visitLabel(head);
      m.visitVarInsn(ILOAD, 1);
      m.visitJumpInsn(IFNE, head);
    }
    m.visitInsn(POP);
    m.visitInsn(RETURN);
  }

  private static void variables(MethodVisitor m, int count) {
    Label[] starts = new Label[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i] = new Label();
      m.visitLabel(starts[i]);
      m.visitInsn(ICONST_1);
      m.visitVarInsn(ISTORE, 1);
    }
    starts[count] = new Label();
    m.visitLabel(starts[count]);
    m.visitInsn(RETURN);
    for (int i = 0; i < count; i++) {
      m.visitLocalVariable("v", "I", null, starts[i], starts[i + 1], 1);
    }
  }

  private static void elements(MethodVisitor m, int count) {
    m.visitIntInsn(SIPUSH, count);
    m.visitIntInsn(NEWARRAY, T_BYTE);
    for (int i = 0; i < count; i++) {
      m.visitInsn(DUP);
      m.visitIntInsn(SIPUSH, i);
      m.visitInsn(ICONST_1);
      m.visitInsn(BASTORE);
    }
    m.visitInsn(POP);
    m.visitInsn(RETURN);
  }

  private static void subroutines(MethodVisitor m, int count) {
    Label routine = new Label();
    for (int i = 0; i < count; i++) {
      m.visitJumpInsn(JSR, routine);
    }
    m.visitInsn(RETURN);
    m.visitLabel(routine);
    m.visitVarInsn(ASTORE, 1);
    m.visitInsn(NOP);
    m.visitVarInsn(RET, 1);
  }
}
