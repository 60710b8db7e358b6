package dev.whittle.codegen;

import static dev.whittle.codegen.HandMadeClass.BUILDER;
import static dev.whittle.codegen.HandMadeClass.append;
import static dev.whittle.codegen.HandMadeClass.tests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.code.ShuffleForm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Code that javac does not write, made with ASM: it must survive every transform. */
class GeneratedClassesTest {
  @TestFactory
  Stream<DynamicTest> behavesAsWritten() {
    return Stream.of(
            tests("every dup and swap over every size of value", this::shuffles, V1_4, V1_8),
            tests("loop with values on the stack", this::stackLoop, V1_4, V1_8),
            tests("merging references", this::merge, V1_4, V1_8),
            tests("constructor call before its new in byte order", this::initBeforeNew, V1_4, V1_8),
            tests("slots reused with other sizes", this::overlappingSlots, V1_4, V1_8),
            tests("irreducible flow", this::irreducible, V1_4, V1_8),
            tests("jumps over 32 KB", method -> longJumps(method, 12_000), V1_4, V1_8),
            tests("wide locals and increments", this::wideLocals, V1_4, V1_8),
            tests("values left under a return and a throw", this::leftovers, V1_4, V1_8),
            tests("version 50 without frames, merging references", this::merge, V1_6),
            tests("subroutine", this::subroutine, V1_4))
        .flatMap(tests -> tests);
  }

  private void shuffles(MethodVisitor m) {
    for (ShuffleForm form : ShuffleForm.values()) {
      for (List<String> copied : typesOf(form.copiedWords())) {
        for (List<String> skipped : typesOf(form.skippedWords())) {
          List<String> stack = new ArrayList<>(skipped);
          stack.addAll(copied);
          for (int i = 0; i < stack.size(); i++) {
            push(m, stack.get(i), i);
          }
          m.visitInsn(form.opcode());
          List<String> after = new ArrayList<>(copied);
          after.addAll(skipped);
          after.addAll(form == ShuffleForm.SWAP ? List.of() : copied);
          after.reversed().forEach(type -> append(m, type));
        }
      }
    }
    // A rotation of two values over one.
    push(m, "I", 7);
    push(m, "J", 8);
    m.visitInsn(DUP2_X1);
    m.visitInsn(POP2);
    append(m, "I");
    append(m, "J");
    m.visitInsn(RETURN);
  }

  private static List<List<String>> typesOf(int words) {
    return switch (words) {
      case 0 -> List.of(List.of());
      case 1 -> List.of(List.of("I"), List.of("F"), List.of("Ljava/lang/Object;"));
      default ->
          List.of(
              List.of("J"),
              List.of("D"),
              List.of("I", "Ljava/lang/Object;"),
              List.of("Ljava/lang/Object;", "F"));
    };
  }

  private static void push(MethodVisitor m, String type, int seed) {
    switch (type) {
      case "I" -> m.visitLdcInsn(1000 + seed);
      case "F" -> m.visitLdcInsn(1.5f + seed);
      case "J" -> m.visitLdcInsn(5_000_000_000L + seed);
      case "D" -> m.visitLdcInsn(2.25 + seed);
      default -> m.visitLdcInsn("s" + seed);
    }
  }

  private void stackLoop(MethodVisitor m) {
    Label head = new Label();
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLdcInsn(7L);
    m.visitLdcInsn("kept");
    m.visitLabel(head);
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    m.visitIincInsn(1, 1);
    m.visitVarInsn(ILOAD, 1);
    m.visitInsn(ICONST_5);
    m.visitJumpInsn(IF_ICMPLT, head);
    append(m, "Ljava/lang/Object;");
    append(m, "J");
    m.visitInsn(RETURN);
  }

  private void subroutine(MethodVisitor m) {
    Label routine = new Label();
    for (int i = 0; i < 3; i++) {
      m.visitInsn(ICONST_0 + i);
      m.visitVarInsn(ISTORE, 1);
      m.visitJumpInsn(JSR, routine);
    }
    m.visitInsn(RETURN);
    m.visitLabel(routine);
    m.visitVarInsn(ASTORE, 2);
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    m.visitVarInsn(RET, 2);
  }

  private void merge(MethodVisitor m) {
    Label other = new Label();
    Label joined = new Label();
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "length", "()I", false);
    m.visitJumpInsn(IFEQ, other);
    m.visitLdcInsn("text");
    m.visitVarInsn(ASTORE, 1);
    m.visitVarInsn(ALOAD, 1);
    m.visitJumpInsn(GOTO, joined);
    m.visitLabel(other);
    m.visitInsn(ICONST_3);
    m.visitMethodInsn(
        INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    m.visitVarInsn(ASTORE, 1);
    m.visitVarInsn(ALOAD, 1);
    m.visitLabel(joined);
    m.visitInsn(ICONST_2);
    m.visitInsn(SWAP);
    m.visitTypeInsn(CHECKCAST, "java/lang/Integer");
    append(m, "Ljava/lang/Object;");
    append(m, "I");
    m.visitVarInsn(ALOAD, 1);
    append(m, "Ljava/lang/Object;");
    m.visitInsn(RETURN);
  }

  private void initBeforeNew(MethodVisitor m) {
    Label allocate = new Label();
    Label initialize = new Label();
    m.visitJumpInsn(GOTO, allocate);
    m.visitLabel(initialize);
    m.visitLdcInsn("late");
    m.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V", false);
    append(m, "Ljava/lang/Object;");
    m.visitInsn(RETURN);
    m.visitLabel(allocate);
    m.visitInsn(NOP);
    m.visitTypeInsn(NEW, BUILDER);
    m.visitInsn(DUP);
    m.visitJumpInsn(GOTO, initialize);
  }

  private void overlappingSlots(MethodVisitor m) {
    m.visitLdcInsn(5L);
    m.visitVarInsn(LSTORE, 1);
    m.visitVarInsn(LLOAD, 1);
    append(m, "J");
    m.visitLdcInsn(2.5);
    m.visitVarInsn(DSTORE, 2);
    // Where blocks meet, nothing is left of the long.
    Label next = new Label();
    m.visitVarInsn(DLOAD, 2);
    m.visitInsn(D2I);
    m.visitJumpInsn(IFEQ, next);
    m.visitLabel(next);
    m.visitInsn(ICONST_4);
    m.visitVarInsn(ISTORE, 1);
    m.visitVarInsn(DLOAD, 2);
    append(m, "D");
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    m.visitLdcInsn("s");
    m.visitVarInsn(ASTORE, 3);
    m.visitLdcInsn(9L);
    m.visitVarInsn(LSTORE, 1);
    m.visitVarInsn(ALOAD, 3);
    append(m, "Ljava/lang/Object;");
    m.visitVarInsn(LLOAD, 1);
    append(m, "J");
    m.visitInsn(RETURN);
  }

  private void irreducible(MethodVisitor m) {
    Label first = new Label();
    Label second = new Label();
    Label end = new Label();
    m.visitIntInsn(BIPUSH, 9);
    m.visitVarInsn(ISTORE, 1);
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "length", "()I", false);
    m.visitJumpInsn(IFEQ, second);
    m.visitLabel(first);
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    m.visitIincInsn(1, -1);
    m.visitLabel(second);
    m.visitIincInsn(1, -2);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFLE, end);
    m.visitJumpInsn(GOTO, first);
    m.visitLabel(end);
    m.visitInsn(RETURN);
  }

  private void longJumps(MethodVisitor m, int increments) {
    Label far = new Label();
    Label back = new Label();
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(back);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFNE, far);
    for (int i = 0; i < increments; i++) {
      m.visitIincInsn(1, 1);
    }
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFNE, back);
    m.visitLabel(far);
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    m.visitInsn(RETURN);
  }

  private void wideLocals(MethodVisitor m) {
    for (int slot : new int[] {1, 3, 255, 256, 300, 65_000}) {
      m.visitLdcInsn(slot);
      m.visitVarInsn(ISTORE, slot);
      for (int by : new int[] {-128, -129, 127, 128, -32768, 32767}) {
        m.visitIincInsn(slot, by);
      }
      m.visitVarInsn(ILOAD, slot);
      append(m, "I");
    }
    m.visitInsn(RETURN);
  }

  private void leftovers(MethodVisitor m) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
    m.visitLabel(start);
    m.visitLdcInsn("under");
    m.visitLdcInsn(4L);
    m.visitTypeInsn(NEW, "java/lang/RuntimeException");
    m.visitInsn(DUP);
    m.visitLdcInsn("thrown");
    m.visitMethodInsn(
        INVOKESPECIAL, "java/lang/RuntimeException", "<init>", "(Ljava/lang/String;)V", false);
    m.visitInsn(ATHROW);
    m.visitLabel(end);
    m.visitLabel(handler);
    append(m, "Ljava/lang/Object;");
    m.visitLdcInsn("left");
    m.visitInsn(RETURN);
  }

  /** Long jumps are ASM's business; what comes back is no larger than what went in. */
  @Test
  void longJumpsKeepTheirSize() {
    byte[] before = HandMadeClass.of(V1_8, method -> longJumps(method, 12_000));
    byte[] after = Program.of("Main", before).roundTrip(body -> body).classes().get("Main");
    assertTrue(after.length <= before.length, after.length + " > " + before.length);
    assertEquals(CodeText.of(before), CodeText.of(after));
  }
}
