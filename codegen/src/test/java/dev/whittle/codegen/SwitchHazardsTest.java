package dev.whittle.codegen;

import static dev.whittle.codegen.HandMadeClass.append;
import static dev.whittle.codegen.HandMadeClass.appendText;
import static dev.whittle.codegen.HandMadeClass.tests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Hazard 25: switches of every shape, of either form. */
class SwitchHazardsTest {
  @TestFactory
  Stream<DynamicTest> behavesAsWritten() {
    return Stream.of(tests("switches of every shape", this::switches, V1_4, V1_8))
        .flatMap(tests -> tests);
  }

  private void switches(MethodVisitor m) {
    int[] sparse = {Integer.MIN_VALUE, -70_000, -1, 0, 1, 90_000, Integer.MAX_VALUE};
    for (int key : new int[] {Integer.MIN_VALUE, -1, 0, 1, 2, 1_499, Integer.MAX_VALUE}) {
      m.visitLdcInsn(key);
      m.visitVarInsn(ISTORE, 1);
      lookup(m, sparse);
      lookup(m);
      lookup(m, 0, 1, 2);
      table(m, Integer.MAX_VALUE - 2, 3, 3);
      table(m, Integer.MIN_VALUE, 2, 2);
      table(m, 0, 1_500, 2);
      table(m, -1, 4, 0);
    }
    m.visitInsn(RETURN);
  }

  private static void lookup(MethodVisitor m, int... keys) {
    Label[] cases = new Label[keys.length];
    for (int i = 0; i < keys.length; i++) {
      cases[i] = new Label();
    }
    Label otherwise = new Label();
    m.visitVarInsn(ILOAD, 1);
    m.visitLookupSwitchInsn(otherwise, keys, cases);
    cases(m, cases, otherwise);
  }

  /** Only the first {@code different} keys do not go where all others go. */
  private static void table(MethodVisitor m, int first, int size, int different) {
    Label otherwise = new Label();
    Label[] cases = new Label[size];
    for (int i = 0; i < size; i++) {
      cases[i] = i < different ? new Label() : otherwise;
    }
    m.visitVarInsn(ILOAD, 1);
    m.visitTableSwitchInsn(first, first + size - 1, otherwise, cases);
    cases(m, Arrays.copyOf(cases, different), otherwise);
  }

  private static void cases(MethodVisitor m, Label[] cases, Label otherwise) {
    Label end = new Label();
    for (int i = 0; i < cases.length; i++) {
      m.visitLabel(cases[i]);
      m.visitIntInsn(SIPUSH, i);
      append(m, "I");
      m.visitJumpInsn(GOTO, end);
    }
    m.visitLabel(otherwise);
    appendText(m, "other");
    m.visitLabel(end);
  }

  /** Tables stay tables, and look-ups look-ups, with their keys and bounds. */
  @Test
  void switchesKeepTheirForm() {
    byte[] before = HandMadeClass.of(V1_8, this::switches);
    byte[] after = Program.of("Main", before).roundTrip(body -> body).classes().get("Main");
    assertEquals(forms(before), forms(after));
    assertEquals(7 * 7, forms(before).size());
  }

  /** Read by ASM: the JDK's reader counts past a table that ends at the greatest int. */
  private static List<String> forms(byte[] classFile) {
    List<String> forms = new ArrayList<>();
    MethodVisitor method =
        new MethodVisitor(ASM9) {
          @Override
          public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            forms.add("table " + min + " " + max);
          }

          @Override
          public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            forms.add("lookup " + Arrays.toString(keys));
          }
        };
    ClassVisitor visitor =
        new ClassVisitor(ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return method;
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    return forms;
  }
}
