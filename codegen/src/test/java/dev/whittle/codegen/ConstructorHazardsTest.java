package dev.whittle.codegen;

import static dev.whittle.codegen.HandMadeClass.OBJECT;
import static dev.whittle.codegen.HandMadeClass.STATE;
import static org.objectweb.asm.Opcodes.*;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Hazards 8, 9, 10 and 55: constructors as no Java compiler writes them, before {@code super}. */
class ConstructorHazardsTest {
  @TestFactory
  Stream<DynamicTest> behavesAsWritten() {
    return Stream.of(V1_4, V1_8, V25)
        .flatMap(
            version ->
                Stream.of(
                    test(version, "slot 0 overwritten", this::thisMovesAway),
                    test(version, "slot 0 overwritten after super", this::thisIsDropped),
                    test(version, "throws before super", this::throwsFirst),
                    test(version, "loop before super", this::loopsFirst),
                    test(version, "field before super", this::fieldFirst)))
        .flatMap(tests -> tests);
  }

  private static Stream<DynamicTest> test(
      int version, String name, Consumer<MethodVisitor> constructor) {
    return BodyTransforms.tests(
        version + ", " + name, Program.of("Main", classFile(version, constructor)));
  }

  /** {@code run()} makes {@code Main(-1)} and {@code Main(2)}, and says what comes of it. */
  private static byte[] classFile(int version, Consumer<MethodVisitor> constructor) {
    ClassWriter writer = new ClassWriter(version > V1_6 ? ClassWriter.COMPUTE_FRAMES : 1);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, "Main", null, OBJECT, null);
    writer.visitField(ACC_PRIVATE, "number", "I", null, null);
    MethodVisitor init = writer.visitMethod(0, "<init>", "(ILjava/lang/String;)V", null, null);
    init.visitCode();
    constructor.accept(init);
    init.visitMaxs(0, 0);
    MethodVisitor run =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", "()Ljava/lang/String;", null, null);
    run.visitCode();
    run.visitLdcInsn("");
    run.visitVarInsn(ASTORE, 0);
    made(run, -1);
    made(run, 2);
    run.visitVarInsn(ALOAD, 0);
    run.visitInsn(ARETURN);
    run.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void made(MethodVisitor m, int number) {
    Label start = new Label();
    Label handler = new Label();
    Label end = new Label();
    m.visitTryCatchBlock(start, handler, handler, STATE);
    m.visitLabel(start);
    m.visitVarInsn(ALOAD, 0);
    m.visitTypeInsn(NEW, "Main");
    m.visitInsn(DUP);
    m.visitIntInsn(BIPUSH, number);
    m.visitLdcInsn("text");
    m.visitMethodInsn(INVOKESPECIAL, "Main", "<init>", "(ILjava/lang/String;)V", false);
    m.visitFieldInsn(GETFIELD, "Main", "number", "I");
    m.visitMethodInsn(INVOKESTATIC, "java/lang/String", "valueOf", "(I)Ljava/lang/String;", false);
    concatenate(m);
    m.visitJumpInsn(GOTO, end);
    m.visitLabel(handler);
    m.visitMethodInsn(INVOKEVIRTUAL, STATE, "getMessage", "()Ljava/lang/String;", false);
    m.visitVarInsn(ALOAD, 0);
    m.visitInsn(SWAP);
    concatenate(m);
    m.visitLabel(end);
  }

  private static void concatenate(MethodVisitor m) {
    String descriptor = "(Ljava/lang/String;)Ljava/lang/String;";
    m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "concat", descriptor, false);
    m.visitVarInsn(ASTORE, 0);
  }

  private static void callSuper(MethodVisitor m, int slotOfThis) {
    m.visitVarInsn(ALOAD, slotOfThis);
    m.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
  }

  private static void keepNumber(MethodVisitor m, int slotOfThis) {
    m.visitVarInsn(ALOAD, slotOfThis);
    m.visitVarInsn(ILOAD, 1);
    m.visitFieldInsn(PUTFIELD, "Main", "number", "I");
  }

  private static void throwState(MethodVisitor m) {
    HandMadeClass.throwNew(m, STATE, "negative");
  }

  /** {@code this} goes on in slot 3, and slot 0 holds a string where blocks meet. */
  private void thisMovesAway(MethodVisitor m) {
    Label positive = new Label();
    m.visitVarInsn(ALOAD, 0);
    m.visitVarInsn(ASTORE, 3);
    m.visitVarInsn(ALOAD, 2);
    m.visitVarInsn(ASTORE, 0);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFGE, positive);
    throwState(m);
    m.visitLabel(positive);
    callSuper(m, 3);
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
    m.visitVarInsn(ISTORE, 1);
    keepNumber(m, 3);
    m.visitInsn(RETURN);
  }

  private void thisIsDropped(MethodVisitor m) {
    Label end = new Label();
    callSuper(m, 0);
    keepNumber(m, 0);
    m.visitInsn(ICONST_5);
    m.visitVarInsn(ISTORE, 0);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFGE, end);
    m.visitIincInsn(0, 1);
    m.visitLabel(end);
    m.visitIincInsn(0, 2);
    m.visitInsn(RETURN);
  }

  /** Where it throws, {@code this} is dead and its frame speaks of it all the same. */
  private void throwsFirst(MethodVisitor m) {
    Label negative = new Label();
    Label again = new Label();
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFLT, negative);
    callSuper(m, 0);
    keepNumber(m, 0);
    m.visitInsn(RETURN);
    m.visitLabel(negative);
    m.visitIincInsn(1, 1);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFLT, again);
    throwState(m);
    m.visitLabel(again);
    throwState(m);
  }

  private void loopsFirst(MethodVisitor m) {
    Label head = new Label();
    Label end = new Label();
    m.visitVarInsn(ALOAD, 0);
    m.visitVarInsn(ASTORE, 3);
    m.visitLabel(head);
    m.visitIincInsn(1, 1);
    m.visitVarInsn(ILOAD, 1);
    m.visitIntInsn(BIPUSH, 9);
    m.visitJumpInsn(IF_ICMPLT, head);
    callSuper(m, 3);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFEQ, end);
    keepNumber(m, 0);
    m.visitLabel(end);
    m.visitInsn(RETURN);
  }

  private void fieldFirst(MethodVisitor m) {
    Label end = new Label();
    keepNumber(m, 0);
    m.visitVarInsn(ILOAD, 1);
    m.visitJumpInsn(IFGT, end);
    m.visitIincInsn(1, 7);
    keepNumber(m, 0);
    m.visitLabel(end);
    callSuper(m, 0);
    m.visitInsn(RETURN);
  }
}
