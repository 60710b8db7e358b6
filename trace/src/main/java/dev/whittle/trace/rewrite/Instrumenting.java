package dev.whittle.trace.rewrite;

import dev.whittle.trace.record.Recorder;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Instruments classes of the program where they call the reflection API, and a few of the
 * platform's where everybody comes by.
 */
public final class Instrumenting implements ClassFileTransformer {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /** Methods of the platform that record their first value, the receiver if there is one. */
  private static final Map<String, Map<String, String>> ENTRIES =
      Map.of(
          "java/lang/reflect/Method",
          Map.of("invoke", "member"),
          "java/lang/reflect/Constructor",
          Map.of("newInstance", "member", "newInstanceWithCaller", "member"),
          "java/io/ObjectStreamClass",
          Map.of("lookup", "serialized"));

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String name,
      Class<?> loaded,
      ProtectionDomain domain,
      byte[] bytes) {
    try {
      if (loader == null || loader == PLATFORM) {
        Map<String, String> entries = name == null ? null : ENTRIES.get(name);
        return entries == null ? null : instrument(bytes, entries);
      }
      return name != null && name.startsWith("dev/whittle/trace/") ? null : instrument(bytes);
    } catch (RuntimeException | LinkageError failure) {
      Recorder.problem((name == null ? "a class" : name.replace('/', '.')) + ": " + failure);
      return null;
    }
  }

  private static byte[] instrument(byte[] bytes, Map<String, String> entries) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            String recorder = entries.get(name);
            return recorder == null ? next : new Entering(next, recorder);
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Null when there is nothing to record. */
  private static byte[] instrument(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    // The class of a proxy looks up the methods of its interfaces, which the proxy stands for.
    if ("java/lang/reflect/Proxy".equals(reader.getSuperName())) {
      return null;
    }
    Map<String, Integer> calling = new HashMap<>();
    reader.accept(new Survey(calling), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (calling.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            Integer free = calling.get(name + descriptor);
            return free == null ? next : new Recording(next, free);
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Finds the methods with calls to record, and how many locals they have. */
  private static final class Survey extends ClassVisitor {
    private final Map<String, Integer> calling;

    Survey(Map<String, Integer> calling) {
      super(Opcodes.ASM9);
      this.calling = calling;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String signature, String generic, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        private boolean calls;

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          calls |= Hook.of(owner, name, descriptor) != null;
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          if (calls) {
            calling.put(method + signature, maxLocals);
          }
        }
      };
    }
  }

  /** Records the first value of a method when it is entered. */
  private static final class Entering extends MethodVisitor {
    private final String recorder;

    Entering(MethodVisitor next, String recorder) {
      super(Opcodes.ASM9, next);
      this.recorder = recorder;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, Recording.RECORDER, recorder, "(Ljava/lang/Object;)V", false);
    }
  }
}
