package dev.whittle.driver.patch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Edits of class files as "extract method" makes them: a method is left with a call of a new one.
 */
final class Extraction {
  private Extraction() {}

  /** Methods of a class, by name and descriptor, and whether their code can stand in another. */
  static Map<String, Boolean> methods(byte[] classFile) {
    Map<String, Boolean> found = new LinkedHashMap<>();
    ClassReader reader = new ClassReader(classFile);
    if ((reader.getAccess() & Opcodes.ACC_INTERFACE) == 0) {
      reader.accept(
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              int none = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;
              found.put(name + descriptor, !name.startsWith("<") && (access & none) == 0);
              return null;
            }
          },
          0);
    }
    return found;
  }

  /** All code of {@code method} goes into a private method of that name. */
  static byte[] extract(byte[] classFile, String method, String into) {
    ClassWriter out = new ClassWriter(0);
    String owner = new ClassReader(classFile).getClassName();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, out) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                MethodVisitor old = super.visitMethod(access, name, descriptor, signature, thrown);
                if (!method.equals(name + descriptor)) {
                  return old;
                }
                int isStatic = access & Opcodes.ACC_STATIC;
                MethodVisitor fresh =
                    super.visitMethod(
                        Opcodes.ACC_PRIVATE | isStatic, into, descriptor, signature, thrown);
                return new MethodVisitor(Opcodes.ASM9, old) {
                  @Override
                  public void visitCode() {
                    call(old, owner, into, descriptor, isStatic != 0);
                    mv = fresh;
                    super.visitCode();
                  }

                  @Override
                  public void visitEnd() {
                    super.visitEnd();
                    old.visitEnd();
                  }
                };
              }
            },
            0);
    return out.toByteArray();
  }

  private static void call(
      MethodVisitor code, String owner, String name, String descriptor, boolean isStatic) {
    code.visitCode();
    int local = 0;
    if (!isStatic) {
      code.visitVarInsn(Opcodes.ALOAD, local++);
    }
    for (Type type : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
      local += type.getSize();
    }
    int how = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
    code.visitMethodInsn(how, owner, name, descriptor, false);
    Type result = Type.getReturnType(descriptor);
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    code.visitMaxs(Math.max(local, result.getSize()), local);
  }
}
