package dev.whittle.trace.rewrite;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts calls of the recorder beside the calls of a method. Arguments wait in locals behind the
 * method's own: no stack map frame names these, so none has to change.
 */
final class Recording extends MethodVisitor {
  static final String RECORDER = "dev/whittle/trace/record/Recorder";
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final int free;

  /**
   * @param free the first local that the method does not use
   */
  Recording(MethodVisitor next, int free) {
    super(Opcodes.ASM9, next);
    this.free = free;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    Hook hook = Hook.of(owner, name, descriptor);
    if (hook == null || opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    Values values = new Values(opcode == Opcodes.INVOKESTATIC, descriptor);
    switch (hook.moment()) {
      case RECEIVER -> {
        super.visitInsn(Opcodes.DUP);
        record(hook, 1);
      }
      case BEFORE -> {
        values.store();
        values.load();
        record(hook, values.count());
        values.load();
      }
      case AFTER -> {
        values.store();
        values.load();
      }
      case RESULT -> {}
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    switch (hook.moment()) {
      case RESULT -> {
        super.visitInsn(Opcodes.DUP);
        record(hook, 1);
      }
      case AFTER -> {
        super.visitInsn(Opcodes.DUP);
        values.load();
        record(hook, 1 + values.count());
      }
      case RECEIVER, BEFORE -> {}
    }
  }

  private void record(Hook hook, int values) {
    StringBuilder descriptor = new StringBuilder("(");
    for (int i = 0; i < values; i++) {
      descriptor.append(OBJECT.getDescriptor());
    }
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC, RECORDER, hook.recorder(), descriptor.append(")V").toString(), false);
  }

  /** The receiver and the arguments of one call. */
  private final class Values {
    private final Type[] types;

    Values(boolean isStatic, String descriptor) {
      Type[] arguments = Type.getArgumentTypes(descriptor);
      types = new Type[arguments.length + (isStatic ? 0 : 1)];
      if (!isStatic) {
        types[0] = OBJECT;
      }
      System.arraycopy(arguments, 0, types, types.length - arguments.length, arguments.length);
    }

    int count() {
      return types.length;
    }

    /** Takes them off the stack. */
    void store() {
      int local = free;
      for (Type type : types) {
        local += type.getSize();
      }
      for (int i = types.length - 1; i >= 0; i--) {
        local -= types[i].getSize();
        mv.visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), local);
      }
    }

    /** Puts them on the stack, as they were. */
    void load() {
      int local = free;
      for (Type type : types) {
        mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        local += type.getSize();
      }
    }
  }
}
