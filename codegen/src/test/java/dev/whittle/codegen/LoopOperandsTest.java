package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Expressions whose parts are loops, so that all kinds of operands lie under loops. */
class LoopOperandsTest {
  /** Expressions of int, drawn by a seed. */
  private static final class Expressions {
    private static final int LOCALS = 4;

    private final Random random;
    private final MethodVisitor m;
    private int nextLocal = 1 + LOCALS;

    Expressions(long seed, MethodVisitor m) {
      random = new Random(seed);
      this.m = m;
    }

    void write() {
      for (int local = 1; local <= LOCALS; local++) {
        m.visitIntInsn(BIPUSH, 3 * local);
        m.visitVarInsn(ISTORE, local);
      }
      push(5);
      m.visitVarInsn(ALOAD, 0);
      m.visitInsn(SWAP);
      String descriptor = "(I)Ljava/lang/StringBuilder;";
      m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/StringBuilder", "append", descriptor, false);
      m.visitInsn(POP);
      m.visitInsn(RETURN);
    }

    private int anyLocal() {
      return 1 + random.nextInt(LOCALS);
    }

    private void push(int depth) {
      switch (depth <= 0 ? random.nextInt(3) : random.nextInt(12)) {
        case 0 -> m.visitInsn(ICONST_0 + random.nextInt(6));
        case 1, 2 -> m.visitVarInsn(ILOAD, anyLocal());
        case 3, 4 -> {
          push(depth - 1);
          push(depth - 1);
          m.visitInsn(random.nextBoolean() ? IADD : ISUB);
        }
        case 5 -> {
          push(depth - 1);
          m.visitInsn(I2L);
          push(depth - 1);
          m.visitInsn(I2L);
          m.visitInsn(LXOR);
          m.visitInsn(L2I);
        }
        case 6 -> character(depth);
        case 7 -> capacity(depth);
        case 8 -> {
          push(depth - 1);
          m.visitInsn(DUP);
          loop(depth - 1);
          push(depth - 1);
          m.visitInsn(IMUL);
          m.visitInsn(IADD);
        }
        case 9 -> choice(depth);
        default -> {
          loop(depth - 1);
          push(depth - 1);
        }
      }
    }

    private void character(int depth) {
      m.visitLdcInsn("a text");
      push(depth - 1);
      m.visitInsn(ICONST_3);
      m.visitInsn(IAND);
      m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "charAt", "(I)C", false);
    }

    /** What lies under the loop is not initialized. */
    private void capacity(int depth) {
      m.visitTypeInsn(NEW, "java/lang/StringBuilder");
      m.visitInsn(DUP);
      push(depth - 1);
      m.visitIntInsn(BIPUSH, 15);
      m.visitInsn(IAND);
      m.visitMethodInsn(INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(I)V", false);
      m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/StringBuilder", "capacity", "()I", false);
    }

    private void choice(int depth) {
      Label otherwise = new Label();
      Label end = new Label();
      push(0);
      m.visitJumpInsn(IFLE, otherwise);
      push(depth - 1);
      m.visitJumpInsn(GOTO, end);
      m.visitLabel(otherwise);
      push(depth - 1);
      m.visitLabel(end);
    }

    private void loop(int depth) {
      int counter = nextLocal++;
      m.visitInsn(ICONST_0);
      m.visitVarInsn(ISTORE, counter);
      boolean sums = random.nextInt(4) == 0;
      if (sums) {
        push(0);
      }
      Label head = new Label();
      Label end = new Label();
      boolean testsLast = random.nextBoolean();
      m.visitLabel(head);
      if (!testsLast) {
        m.visitVarInsn(ILOAD, counter);
        m.visitInsn(ICONST_3);
        m.visitJumpInsn(IF_ICMPGE, end);
      }
      m.visitIincInsn(counter, 1);
      if (random.nextInt(3) == 0) {
        m.visitIincInsn(anyLocal(), 1);
      }
      if (random.nextInt(2) == 0) {
        push(depth);
        m.visitVarInsn(ISTORE, anyLocal());
      }
      if (random.nextInt(3) == 0) {
        push(0);
        m.visitJumpInsn(IFLT, end);
      }
      if (sums) {
        push(depth);
        m.visitInsn(IADD);
      }
      if (testsLast) {
        m.visitVarInsn(ILOAD, counter);
        m.visitInsn(ICONST_2);
        m.visitJumpInsn(IF_ICMPLT, head);
      } else {
        m.visitJumpInsn(GOTO, head);
      }
      m.visitLabel(end);
      if (sums) {
        m.visitVarInsn(ISTORE, anyLocal());
      }
    }
  }

  @Test
  void loopsKeepWhatLiesUnderThem() {
    for (int seed = 0; seed < 400; seed++) {
      long drawn = seed;
      byte[] bytes = HandMadeClass.of(V17, method -> new Expressions(drawn, method).write());
      Program before = Program.of("Main", bytes);
      String name = "seed " + seed;
      ClassDef lowered = ClassLowering.lower(bytes);
      for (FunctionDef function : lowered.functions()) {
        assertEquals(List.of(), BodyVerifier.verify(lowered, function), name);
        assertTrue(headsHaveNoOperands(function.code().body()), name);
      }
      Program after = before.roundTrip(body -> body);
      assertEquals(List.of(), after.violations(ClassLoader.getPlatformClassLoader()), name);
      assertEquals(before.run("Main"), after.run("Main"), name);
    }
  }

  private static boolean headsHaveNoOperands(Body body) {
    for (int b = 0; b < body.blocks().size(); b++) {
      for (Edge edge : edges(body.blocks().get(b))) {
        if (edge.block() <= b && !edge.arguments().isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<Edge> edges(Block block) {
    return switch (block.terminator()) {
      case Terminator.Goto t -> List.of(t.target());
      case Terminator.Branch t -> List.of(t.taken(), t.otherwise());
      case Terminator t -> List.of();
    };
  }
}
