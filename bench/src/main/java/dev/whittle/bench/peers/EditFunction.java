package dev.whittle.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Edits one function of a program as a compiler would have recompiled it: code is put before its
 * first instruction.
 *
 * <pre>
 * EditFunction choose CLASSES PRUNED        prints a class and a function that PRUNED, the pruned
 *                                           program, has with its code: the middle one by name
 * EditFunction body CLASSES CLASS FUNCTION NUMBER OUT   an array of NUMBER ints is made and dropped
 * EditFunction call CLASSES CLASS FUNCTION NUMBER OUT   System.nanoTime is called besides
 * </pre>
 *
 * CLASSES is a directory of class files, CLASS an internal name, FUNCTION a name with its
 * descriptor; the edited class file is written to OUT.
 */
public final class EditFunction {
  /** Shorter code may be a stub that stands for what is never run. */
  private static final int LEAST_INSTRUCTIONS = 12;

  private EditFunction() {}

  private record Function(String owner, String nameAndDescriptor) {}

  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[1]);
    if (arguments[0].equals("choose")) {
      Function chosen = choose(classes, Path.of(arguments[2]));
      System.out.println(chosen.owner() + " " + chosen.nameAndDescriptor());
    } else {
      byte[] original = Files.readAllBytes(classes.resolve(arguments[2] + ".class"));
      Edit edit = new Edit(arguments[3], Integer.parseInt(arguments[4]), arguments[0]);
      Files.write(Path.of(arguments[5]), edit.of(original));
    }
  }

  private static Function choose(Path classes, Path pruned) throws IOException {
    List<Function> candidates = new ArrayList<>();
    try (ZipFile jar = new ZipFile(pruned.toFile())) {
      for (ZipEntry entry : jar.stream().map(e -> (ZipEntry) e).toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && Files.exists(classes.resolve(name))) {
          try (InputStream in = jar.getInputStream(entry)) {
            candidates(new ClassReader(in.readAllBytes()), candidates);
          }
        }
      }
    }
    candidates.sort(
        Comparator.comparing(Function::owner).thenComparing(Function::nameAndDescriptor));
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException(pruned + " has no function of " + classes);
    }
    return candidates.get(candidates.size() / 2);
  }

  private static void candidates(ClassReader reader, List<Function> candidates) {
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            if (name.startsWith("<") || (access & Opcodes.ACC_SYNTHETIC) != 0) {
              return null;
            }
            return new InstructionCount() {
              @Override
              public void visitEnd() {
                if (count >= LEAST_INSTRUCTIONS) {
                  candidates.add(new Function(reader.getClassName(), name + descriptor));
                }
              }
            };
          }
        };
    reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Counts the commonest kinds of instructions. */
  private static class InstructionCount extends MethodVisitor {
    int count;

    InstructionCount() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitInsn(int opcode) {
      count++;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      count++;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      count++;
    }
  }

  /** An edit of one function; {@code number} makes it differ from other edits. */
  private record Edit(String function, int number, String kind) {
    byte[] of(byte[] original) {
      ClassReader reader = new ClassReader(original);
      ClassWriter writer = new ClassWriter(reader, 0);
      boolean[] done = new boolean[1];
      reader.accept(
          new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
              MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
              if (!function.equals(name + descriptor)) {
                return next;
              }
              done[0] = true;
              return new Prefix(next, number, kind.equals("call"));
            }
          },
          0);
      if (!done[0]) {
        throw new IllegalArgumentException(reader.getClassName() + " has no " + function);
      }
      return writer.toByteArray();
    }
  }

  private static final class Prefix extends MethodVisitor {
    /** What the added code needs of the stack. */
    private static final int STACK = 2;

    private final int number;
    private final boolean calls;

    Prefix(MethodVisitor next, int number, boolean calls) {
      super(Opcodes.ASM9, next);
      this.number = number;
      this.calls = calls;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitIntInsn(Opcodes.SIPUSH, number);
      super.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
      super.visitInsn(Opcodes.POP);
      if (calls) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
        super.visitInsn(Opcodes.POP2);
      }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(Math.max(maxStack, STACK), maxLocals);
    }
  }
}
