package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.crate.BodyHash;
import dev.whittle.lower.ClassLowering;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Hazards 32 and 59: what debuggers read, also where it is wrong; none of it is code. */
class VariableTablesTest {
  /** A slot by which an entry is found in the bytes of a class file. */
  private static final int SHIFTED = 0x123;

  private static byte[] classFile(Consumer<MethodVisitor> code) {
    return HandMadeClass.of(V1_8, code);
  }

  private static byte[] roundTrip(byte[] classFile) {
    return Program.of("Main", classFile).roundTrip(body -> body).classes().get("Main");
  }

  private static String body(byte[] classFile) {
    return CodeText.of(classFile).get("body(Ljava/lang/StringBuilder;)V");
  }

  /** An int to slot 1; from pc 2 a string to slot 2 and, from pc 5, to slot 1; a nop at pc 7. */
  private static void code(MethodVisitor m, Label[] at) {
    m.visitLabel(at[0]);
    m.visitInsn(ICONST_3);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(at[1]);
    m.visitLdcInsn("text");
    m.visitVarInsn(ASTORE, 2);
    m.visitLabel(at[2]);
    m.visitVarInsn(ALOAD, 2);
    m.visitVarInsn(ASTORE, 1);
    m.visitLabel(at[3]);
    m.visitInsn(NOP);
    m.visitInsn(RETURN);
    m.visitLabel(at[4]);
  }

  private static Label[] labels() {
    return new Label[] {new Label(), new Label(), new Label(), new Label(), new Label()};
  }

  /** A debugger that sets a variable sets all that code reads of it. */
  @Test
  void aVariableIsOneLocal() {
    byte[] twoLives =
        classFile(
            m -> {
              Label start = new Label();
              Label end = new Label();
              m.visitInsn(ICONST_3);
              m.visitVarInsn(ISTORE, 1);
              m.visitLabel(start);
              m.visitVarInsn(ILOAD, 1);
              m.visitInsn(POP);
              m.visitInsn(ICONST_4);
              m.visitVarInsn(ISTORE, 1);
              m.visitVarInsn(ILOAD, 1);
              m.visitInsn(POP);
              m.visitLabel(end);
              m.visitInsn(RETURN);
              m.visitLocalVariable("n", "I", null, start, end, 1);
            });
    Body body =
        ClassLowering.lower(twoLives).functions().stream()
            .filter(function -> function.name().equals("body"))
            .findFirst()
            .orElseThrow()
            .code()
            .body();
    List<Integer> stored =
        body.blocks().stream()
            .flatMap(block -> block.statements().stream())
            .filter(Statement.Store.class::isInstance)
            .map(statement -> ((Statement.Store) statement).local())
            .toList();
    assertEquals(
        List.of(body.extents().getFirst().local(), body.extents().getFirst().local()), stored);
  }

  @Test
  void oddVariablesStay() {
    byte[] before =
        classFile(
            m -> {
              Label[] at = labels();
              code(m, at);
              m.visitLocalVariable("afterItsStore", "I", null, at[1], at[2], 1);
              m.visitLocalVariable("beforeItsStore", "Ljava/lang/Object;", null, at[0], at[3], 2);
              m.visitLocalVariable("beyondItsUse", "Ljava/lang/Object;", null, at[2], at[4], 2);
              m.visitLocalVariable("neverAssigned", "J", null, at[1], at[4], 40);
              m.visitLocalVariable("wrongType", "D", null, at[1], at[3], 1);
              m.visitLocalVariable("twice", "I", null, at[1], at[2], 1);
              m.visitLocalVariable("twice", "Ljava/lang/Object;", "TT;", at[3], at[4], 1);
              m.visitLocalVariable("over two types", "I", null, at[0], at[4], 1);
            });
    // A table may name a slot that code never touches: max_locals is the code's own business.
    assertEquals(body(before), body(roundTrip(before)));
    assertEquals(8, body(before).lines().filter(line -> line.startsWith("variable ")).count());
  }

  /** A variable without any code says nothing; the JVM does not check that there is some. */
  @Test
  void emptyVariablesGo() {
    byte[] before =
        classFile(
            m -> {
              Label[] at = labels();
              code(m, at);
              m.visitLocalVariable("empty", "I", null, at[1], at[1], 1);
              m.visitLocalVariable("kept", "I", null, at[1], at[2], 1);
            });
    String expected =
        body(before).lines().filter(l -> !l.contains(" empty ")).collect(Collectors.joining("\n"));
    assertEquals(expected, body(roundTrip(before)));
  }

  /** Before version 50 the JVM takes ranges that start within an instruction. */
  @Test
  void entriesWithinInstructionsDoNoHarm() {
    byte[] before =
        HandMadeClass.of(
            V1_4,
            m -> {
              Label[] at = labels();
              code(m, at);
              m.visitLineNumber(4, at[1]);
              m.visitLineNumber(5, at[3]);
              m.visitLocalVariable("shifted", "Ljava/lang/Object;", "TT;", at[1], at[3], SHIFTED);
              m.visitLocalVariable("kept", "I", null, at[1], at[2], 1);
            });
    for (int by : new int[] {1, 2}) {
      byte[] shifted = before.clone();
      // At 3 is the middle of the ldc, at 4 the store behind it.
      int moved = moveEntries(shifted, by);
      assertEquals(2, moved, "tables of variables");
      assertEquals("", Program.of("Main", shifted).run("Main"));
      byte[] after = roundTrip(shifted);
      assertEquals("", Program.of("Main", after).run("Main"));
      assertTrue(body(after).contains("variable kept"), body(after));
      assertTrue(body(after).contains("line 5"), body(after));
      assertEquals(by == 2, body(after).contains("variable shifted"), body(after));
    }
  }

  private static int moveEntries(byte[] classFile, int by) {
    int moved = 0;
    for (int i = 0; i + 10 <= classFile.length; i++) {
      // start_pc, length, name, descriptor or signature, slot (JVMS 4.7.13)
      if (u2(classFile, i) == 2 && u2(classFile, i + 2) == 5 && u2(classFile, i + 8) == SHIFTED) {
        classFile[i + 1] += (byte) by;
        classFile[i + 3] -= (byte) by;
        moved++;
      }
    }
    return moved;
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  @Test
  void linesStay() {
    byte[] before =
        classFile(
            m -> {
              Label[] at = labels();
              code(m, at);
              for (int line : new int[] {0, 65_535, 7}) {
                m.visitLineNumber(line, at[1]);
              }
              m.visitLineNumber(3, at[3]);
              m.visitLineNumber(3, at[2]);
            });
    assertEquals(body(before), body(roundTrip(before)));
    assertTrue(body(before).contains("line 0 2\nline 3 5\nline 3 7\nline 65535 2\nline 7 2"));
  }

  /** Names of variables and numbers of lines are no part of what a body is known by. */
  @Test
  void debugTablesDoNotChangeABody() {
    byte[] named = Program.compile("Named", SOURCE).classes().get("Named");
    byte[] renamed =
        Program.compile("Named", "\n\n" + SOURCE.replace("count", "total")).classes().get("Named");
    assertEquals(hashes(named), hashes(renamed));
  }

  private static final String SOURCE =
      """
      class Named {
        static int sum(int[] all) {
          int count = 0;
          for (int one : all) { count += one; }
          { int after = count; long wide = after; if (wide > 3) { return (int) wide; } }
          return count;
        }
      }
      """;

  private static TreeMap<String, String> hashes(byte[] classFile) {
    TreeMap<String, String> hashes = new TreeMap<>();
    ClassLowering.lower(classFile)
        .functions()
        .forEach(f -> hashes.put(f.name(), BodyHash.of(f.code().body()).toString()));
    return hashes;
  }

  /** Breakpoints sit on nops: each stays where it was, with its line. */
  @Test
  void nopsStay() {
    byte[] before =
        classFile(
            m -> {
              for (int line : List.of(3, 4, 5)) {
                Label label = new Label();
                m.visitLabel(label);
                m.visitLineNumber(line, label);
                m.visitInsn(NOP);
              }
              m.visitInsn(RETURN);
            });
    assertEquals(body(before), body(roundTrip(before)));
    assertTrue(body(before).contains("line 3 0\nline 4 1\nline 5 2"), body(before));
  }
}
