package dev.whittle.codegen;

import static org.objectweb.asm.Opcodes.*;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * A class {@code Main} around code that no Java compiler writes, and pieces of such code. All of it
 * finds in slot 0 the builder of what {@code run()} returns.
 */
final class HandMadeClass {
  static final String OBJECT = "java/lang/Object";
  static final String BUILDER = "java/lang/StringBuilder";
  static final String RUNTIME = "java/lang/RuntimeException";
  static final String STATE = "java/lang/IllegalStateException";

  private HandMadeClass() {}

  /** The code must survive every transform, in a class of each version. */
  static Stream<DynamicTest> tests(String name, Consumer<MethodVisitor> code, int... versions) {
    Stream<DynamicTest> tests = Stream.empty();
    for (int version : versions) {
      Program program = Program.of("Main", of(version, code));
      tests = Stream.concat(tests, BodyTransforms.tests(version + ", " + name, program));
    }
    return tests;
  }

  /** A class whose {@code run()} calls {@code body(StringBuilder)}, which is {@code code}. */
  static byte[] of(int version, Consumer<MethodVisitor> code) {
    ClassWriter writer = new ClassWriter(version > V1_6 ? ClassWriter.COMPUTE_FRAMES : 1);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, "Main", null, OBJECT, null);
    MethodVisitor run =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", "()Ljava/lang/String;", null, null);
    run.visitCode();
    run.visitTypeInsn(NEW, BUILDER);
    run.visitInsn(DUP);
    run.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    run.visitVarInsn(ASTORE, 0);
    run.visitVarInsn(ALOAD, 0);
    run.visitMethodInsn(INVOKESTATIC, "Main", "body", "(L" + BUILDER + ";)V", false);
    run.visitVarInsn(ALOAD, 0);
    run.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    run.visitInsn(ARETURN);
    run.visitMaxs(0, 0);
    MethodVisitor body = writer.visitMethod(ACC_STATIC, "body", "(L" + BUILDER + ";)V", null, null);
    body.visitCode();
    code.accept(body);
    body.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Appends the value on top of the stack to the builder in slot 0. */
  static void append(MethodVisitor m, String type) {
    boolean wide = type.equals("J") || type.equals("D");
    m.visitVarInsn(ALOAD, 0);
    m.visitInsn(wide ? DUP_X2 : DUP_X1);
    m.visitInsn(POP);
    m.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "append", "(" + type + ")L" + BUILDER + ";", false);
    m.visitIntInsn(BIPUSH, ' ');
    m.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "append", "(C)L" + BUILDER + ";", false);
    m.visitInsn(POP);
  }

  static void appendText(MethodVisitor m, String text) {
    m.visitLdcInsn(text);
    append(m, "Ljava/lang/Object;");
  }

  /** Leaves a new exception on the stack. */
  static void exception(MethodVisitor m, String type, String message) {
    m.visitTypeInsn(NEW, type);
    m.visitInsn(DUP);
    m.visitLdcInsn(message);
    m.visitMethodInsn(INVOKESPECIAL, type, "<init>", "(Ljava/lang/String;)V", false);
  }

  static void throwNew(MethodVisitor m, String type, String message) {
    exception(m, type, message);
    m.visitInsn(ATHROW);
  }

  /** Appends the message of the exception on the stack. */
  static void appendMessage(MethodVisitor m, String type) {
    m.visitMethodInsn(INVOKEVIRTUAL, type, "getMessage", "()Ljava/lang/String;", false);
    append(m, "Ljava/lang/Object;");
  }

  /** Begins a loop that {@link #repeat} ends, with 0 in slot {@code slot}. */
  static void loop(MethodVisitor m, int slot, Label head) {
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, slot);
    m.visitLabel(head);
  }

  /** Counts slot {@code slot} up and goes back as long as it is below {@code limit}. */
  static void repeat(MethodVisitor m, int slot, int limit, Label head) {
    m.visitIincInsn(slot, 1);
    m.visitVarInsn(ILOAD, slot);
    m.visitIntInsn(BIPUSH, limit);
    m.visitJumpInsn(IF_ICMPLT, head);
  }

  /** Leaves how long the builder is: nothing, the first time. */
  static void length(MethodVisitor m) {
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "length", "()I", false);
  }

  /** Calls the constructor of a builder whose text is on the stack. */
  static void construct(MethodVisitor m) {
    m.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V", false);
  }
}
