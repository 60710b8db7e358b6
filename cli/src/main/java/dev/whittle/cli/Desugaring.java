package dev.whittle.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Takes dynamic call sites out of class files that an AOT cache of JDK 25 (JEP 483) does not hold:
 * it holds lambdas and string concatenations, and all others are put together by every process
 * again, each a class of its own or some method handles.
 *
 * <ul>
 *   <li>{@code switch} over types ({@link java.lang.runtime.SwitchBootstraps#typeSwitch}) asks
 *       {@code instanceof} one after the other.
 *   <li>{@code equals} and {@code hashCode} of records ({@link java.lang.runtime.ObjectMethods})
 *       compare and mix their components as the JDK's do.
 * </ul>
 *
 * <p>▸ A patch of one class takes 0.37 · 10⁹ instructions instead of 0.62, a part of which are the
 * frames that {@link ArchivableJars} gives to ASM.
 */
final class Desugaring {
  private Desugaring() {}

  /** The class file itself when there is nothing to do, or no way to do it. */
  static byte[] desugared(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    Rewriting rewriting = new Rewriting(writer);
    reader.accept(rewriting, 0);
    return rewriting.substitutes.isEmpty() ? classFile : writer.toByteArray();
  }

  /** What a call site becomes: a call of a private static method of the same class. */
  private sealed interface Substitute {
    String name();

    /** The first of {@code labels}, from the one on that is asked for, whose type a value has. */
    record TypeSwitch(List<Type> labels, int ordinal) implements Substitute {
      @Override
      public String name() {
        return "typeSwitch$" + ordinal;
      }
    }

    /** Whether a record and an object are the same record. */
    record RecordEquals(String record, List<Handle> components) implements Substitute {
      @Override
      public String name() {
        return "equals$components";
      }
    }

    /** A record's hash: of each component, times 31 for each that follows. */
    record RecordHashCode(List<Handle> components) implements Substitute {
      @Override
      public String name() {
        return "hashCode$components";
      }
    }
  }

  /** Frames have the parameters as locals, and no operands. */
  private static void write(Substitute substitute, MethodVisitor code) {
    switch (substitute) {
      case Substitute.TypeSwitch(List<Type> labels, _) -> typeSwitch(labels, code);
      case Substitute.RecordEquals(String record, List<Handle> components) ->
          recordEquals(record, components, code);
      case Substitute.RecordHashCode(List<Handle> components) -> recordHashCode(components, code);
    }
  }

  private static void typeSwitch(List<Type> labels, MethodVisitor code) {
    Label notNull = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitJumpInsn(Opcodes.IFNONNULL, notNull);
    code.visitInsn(Opcodes.ICONST_M1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(notNull);
    same(code);
    Label[] tests = new Label[labels.size()];
    Arrays.setAll(tests, _ -> new Label());
    Label none = new Label();
    if (tests.length > 0) {
      code.visitVarInsn(Opcodes.ILOAD, 1);
      code.visitTableSwitchInsn(0, tests.length - 1, none, tests);
    }
    for (int i = 0; i < tests.length; i++) {
      code.visitLabel(tests[i]);
      same(code);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitTypeInsn(Opcodes.INSTANCEOF, labels.get(i).getInternalName());
      Label next = i + 1 < tests.length ? tests[i + 1] : none;
      code.visitJumpInsn(Opcodes.IFEQ, next);
      code.visitLdcInsn(i);
      code.visitInsn(Opcodes.IRETURN);
    }
    if (tests.length > 0) {
      code.visitLabel(none);
      same(code);
    }
    code.visitLdcInsn(tests.length);
    code.visitInsn(Opcodes.IRETURN);
  }

  private static void recordEquals(String record, List<Handle> components, MethodVisitor code) {
    Label differs = new Label();
    Label isNot = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitJumpInsn(Opcodes.IF_ACMPNE, isNot);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(isNot);
    same(code);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.INSTANCEOF, record);
    code.visitJumpInsn(Opcodes.IFEQ, differs);
    for (Handle component : components) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      get(code, component);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitTypeInsn(Opcodes.CHECKCAST, record);
      get(code, component);
      unequal(code, component.getDesc(), differs);
    }
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(differs);
    same(code);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
  }

  private static void unequal(MethodVisitor code, String type, Label differs) {
    switch (type.charAt(0)) {
      case 'Z', 'B', 'C', 'S', 'I' -> code.visitJumpInsn(Opcodes.IF_ICMPNE, differs);
      case 'J' -> {
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFNE, differs);
      }
      case 'F', 'D' -> {
        call(code, wrapper(type), "compare", "(" + type + type + ")I");
        code.visitJumpInsn(Opcodes.IFNE, differs);
      }
      default -> {
        call(code, "java/util/Objects", "equals", "(Ljava/lang/Object;Ljava/lang/Object;)Z");
        code.visitJumpInsn(Opcodes.IFEQ, differs);
      }
    }
  }

  private static void recordHashCode(List<Handle> components, MethodVisitor code) {
    code.visitInsn(Opcodes.ICONST_0);
    for (Handle component : components) {
      code.visitIntInsn(Opcodes.BIPUSH, 31);
      code.visitInsn(Opcodes.IMUL);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      get(code, component);
      String type = component.getDesc();
      if (type.length() == 1) {
        call(code, wrapper(type), "hashCode", "(" + type + ")I");
      } else {
        call(code, "java/util/Objects", "hashCode", "(Ljava/lang/Object;)I");
      }
      code.visitInsn(Opcodes.IADD);
    }
    code.visitInsn(Opcodes.IRETURN);
  }

  private static void same(MethodVisitor code) {
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
  }

  private static void get(MethodVisitor code, Handle component) {
    code.visitFieldInsn(
        Opcodes.GETFIELD, component.getOwner(), component.getName(), component.getDesc());
  }

  private static void call(MethodVisitor code, String owner, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  private static String wrapper(String primitive) {
    return switch (primitive.charAt(0)) {
      case 'Z' -> "java/lang/Boolean";
      case 'B' -> "java/lang/Byte";
      case 'C' -> "java/lang/Character";
      case 'S' -> "java/lang/Short";
      case 'I' -> "java/lang/Integer";
      case 'J' -> "java/lang/Long";
      case 'F' -> "java/lang/Float";
      case 'D' -> "java/lang/Double";
      default -> throw new IllegalArgumentException(primitive);
    };
  }

  /** Replaces call sites by calls of substitutes, and adds these. */
  private static final class Rewriting extends ClassVisitor {
    /** By what they are called with. */
    final Map<String, Substitute> substitutes = new LinkedHashMap<>();

    private String owner = "";
    private boolean isInterface;

    Rewriting(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      owner = name;
      isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitInvokeDynamicInsn(
            String site, String type, Handle bootstrap, Object... constants) {
          Substitute substitute = substitute(bootstrap, site, constants);
          if (substitute == null) {
            super.visitInvokeDynamicInsn(site, type, bootstrap, constants);
          } else {
            substitutes.put(substitute.name() + type, substitute);
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC, owner, substitute.name(), type, isInterface);
          }
        }
      };
    }

    private Substitute substitute(Handle bootstrap, String site, Object[] constants) {
      return switch (bootstrap.getOwner() + "." + bootstrap.getName() + " " + site) {
        case "java/lang/runtime/SwitchBootstraps.typeSwitch typeSwitch" ->
            Arrays.stream(constants).allMatch(Desugaring::isClass)
                ? new Substitute.TypeSwitch(
                    Arrays.stream(constants).map(Type.class::cast).toList(), substitutes.size())
                : null;
        case "java/lang/runtime/ObjectMethods.bootstrap equals" ->
            new Substitute.RecordEquals(owner, components(constants));
        case "java/lang/runtime/ObjectMethods.bootstrap hashCode" ->
            new Substitute.RecordHashCode(components(constants));
        default -> null;
      };
    }

    /** Behind the class and the names. */
    private static List<Handle> components(Object[] constants) {
      return Arrays.stream(constants).skip(2).map(Handle.class::cast).toList();
    }

    @Override
    public void visitEnd() {
      substitutes.forEach(
          (key, substitute) -> {
            MethodVisitor code =
                super.visitMethod(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                    substitute.name(),
                    key.substring(key.indexOf('(')),
                    null,
                    null);
            code.visitCode();
            write(substitute, code);
            code.visitMaxs(MOST_OPERANDS, 2);
            code.visitEnd();
          });
      super.visitEnd();
    }
  }

  /** Two components of two words each. */
  private static final int MOST_OPERANDS = 4;

  private static boolean isClass(Object label) {
    return label instanceof Type type
        && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY);
  }
}
