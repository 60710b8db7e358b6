package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Code at which verifiers and rewriters part ways, as no Java compiler writes it: handlers that
 * normal flow enters too, values under construction, merges of what has nothing in common. Each
 * must survive every transform, in a class with frames and in one without.
 */
class VerifierHazardsTest {
  private static final String OBJECT = "java/lang/Object";
  private static final String BUILDER = "java/lang/StringBuilder";
  private static final String RUNTIME = "java/lang/RuntimeException";
  private static final String STATE = "java/lang/IllegalStateException";

  @TestFactory
  Stream<DynamicTest> behavesAsWritten() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int version : new int[] {V1_4, V1_8}) {
      add(tests, "handler that normal flow enters", version, this::handlerInNormalFlow);
      add(tests, "handler of two exceptions", version, this::handlerOfTwo);
      add(tests, "handler that covers itself", version, this::handlerOfItself);
      add(tests, "slot of two types under a handler", version, this::slotUnderHandler);
      add(tests, "two of one class under construction", version, this::twoUnderConstruction);
      add(tests, "copies of what is under construction", version, this::copies);
      add(tests, "merge of nulls", version, this::onlyNulls);
      add(tests, "arrays of bytes and booleans", version, this::bytesAndBooleans);
      add(tests, "one merged int as boolean, char and int", version, this::mergedInt);
      add(tests, "numbers to the bit", version, this::numbersToTheBit);
      add(tests, "interfaces merged with anything", version, this::interfaces);
      add(tests, "switches of every shape", version, this::switches);
      add(tests, "ranges that overlap", version, this::overlappingRanges);
    }
    add(tests, "dead code", V1_4, this::deadCode);
    add(tests, "constant that throws", V1_8, this::throwingConstant);
    add(tests, "loop around what is under construction", V1_8, this::loopUnderConstruction);
    return tests.stream();
  }

  private static void add(
      List<DynamicTest> tests, String name, int version, Consumer<MethodVisitor> code) {
    GeneratedClassesTest.add(tests, name, version, code);
  }

  private static void append(MethodVisitor m, String type) {
    GeneratedClassesTest.append(m, type);
  }

  private static void appendText(MethodVisitor m, String text) {
    m.visitLdcInsn(text);
    append(m, "Ljava/lang/Object;");
  }

  /** Leaves a new exception on the stack. */
  private static void exception(MethodVisitor m, String type, String message) {
    m.visitTypeInsn(NEW, type);
    m.visitInsn(DUP);
    m.visitLdcInsn(message);
    m.visitMethodInsn(INVOKESPECIAL, type, "<init>", "(Ljava/lang/String;)V", false);
  }

  /** Appends the message of the exception on the stack. */
  private static void message(MethodVisitor m, String type) {
    m.visitMethodInsn(INVOKEVIRTUAL, type, "getMessage", "()Ljava/lang/String;", false);
    append(m, "Ljava/lang/Object;");
  }

  /** Counts slot {@code slot} up and goes back as long as it is below {@code limit}. */
  private static void repeat(MethodVisitor m, int slot, int limit, Label head) {
    m.visitIincInsn(slot, 1);
    m.visitVarInsn(ILOAD, slot);
    m.visitIntInsn(BIPUSH, limit);
    m.visitJumpInsn(IF_ICMPLT, head);
  }

  private void handlerInNormalFlow(MethodVisitor m) {
    Label start = new Label();
    Label thrower = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(thrower, handler, handler, RUNTIME);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(start);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFEQ, thrower);
    exception(m, RUNTIME, "normal");
    m.visitJumpInsn(GOTO, handler);
    m.visitLabel(thrower);
    exception(m, STATE, "thrown");
    m.visitInsn(ATHROW);
    m.visitLabel(handler);
    message(m, RUNTIME);
    repeat(m, 1, 2, start);
    m.visitInsn(RETURN);
  }

  private void handlerOfTwo(MethodVisitor m) {
    Label start = new Label();
    Label other = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, handler, handler, STATE);
    m.visitTryCatchBlock(start, handler, handler, "java/lang/UnsupportedOperationException");
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(start);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFEQ, other);
    exception(m, STATE, "state");
    m.visitInsn(ATHROW);
    m.visitLabel(other);
    exception(m, "java/lang/UnsupportedOperationException", "operation");
    m.visitInsn(ATHROW);
    m.visitLabel(handler);
    // The frame must say their common superclass, else this call does not verify.
    message(m, RUNTIME);
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
    exception(m, RUNTIME, "first");
    m.visitInsn(ATHROW);
    m.visitLabel(handler);
    m.visitVarInsn(ASTORE, 2);
    m.visitIincInsn(1, 1);
    m.visitVarInsn(ALOAD, 2);
    message(m, "java/lang/Throwable");
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
    exception(m, RUNTIME, "thrown");
    m.visitInsn(ATHROW);
    m.visitLabel(handler);
    m.visitVarInsn(ASTORE, 2);
    m.visitVarInsn(ILOAD, 1);
    append(m, "I");
    m.visitVarInsn(ALOAD, 2);
    message(m, RUNTIME);
    m.visitInsn(RETURN);
  }

  /** Asks something that is true the first time. */
  private static void isEmpty(MethodVisitor m) {
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "length", "()I", false);
  }

  private static void construct(MethodVisitor m) {
    m.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V", false);
  }

  private void twoUnderConstruction(MethodVisitor m) {
    Label other = new Label();
    Label joined = new Label();
    m.visitTypeInsn(NEW, BUILDER);
    m.visitVarInsn(ASTORE, 1);
    m.visitTypeInsn(NEW, BUILDER);
    m.visitVarInsn(ASTORE, 2);
    isEmpty(m);
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
    isEmpty(m);
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

  private void onlyNulls(MethodVisitor m) {
    Label other = new Label();
    Label joined = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(joined, handler, handler, "java/lang/NullPointerException");
    isEmpty(m);
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
    message(m, RUNTIME);
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
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(head);
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
    isEmpty(m);
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
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(start);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFNE, middle);
    exception(m, RUNTIME, "a");
    m.visitInsn(ATHROW);
    m.visitLabel(middle);
    m.visitVarInsn(ILOAD, 1);
    m.visitInsn(ICONST_1);
    m.visitJumpInsn(IF_ICMPNE, end);
    exception(m, RUNTIME, "b");
    m.visitInsn(ATHROW);
    m.visitLabel(end);
    exception(m, RUNTIME, "c");
    m.visitInsn(ATHROW);
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
    exception(m, RUNTIME, "thrown");
    m.visitInsn(ATHROW);
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

  /** A constant may run code: it stays behind what comes before it. */
  private void throwingConstant(MethodVisitor m) {
    Label start = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, handler, handler, "java/lang/NoClassDefFoundError");
    m.visitLabel(start);
    appendText(m, "before");
    m.visitLdcInsn(org.objectweb.asm.Type.getObjectType("not/There"));
    m.visitVarInsn(ASTORE, 1);
    appendText(m, "never");
    m.visitInsn(RETURN);
    m.visitLabel(handler);
    m.visitInsn(POP);
    appendText(m, "caught");
    m.visitInsn(RETURN);
  }

  /** Tables stay tables, and look-ups look-ups, with their keys and bounds. */
  @Test
  void switchesKeepTheirForm() {
    byte[] before = GeneratedClassesTest.classFile(V1_8, this::switches);
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

  /** Hazard 21: HotSpot does not compile a loop whose head has operands. */
  @Test
  void noLoopHeadHasOperands() {
    byte[] before = GeneratedClassesTest.classFile(V1_8, this::loopUnderConstruction);
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
