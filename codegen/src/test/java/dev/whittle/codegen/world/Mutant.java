package dev.whittle.codegen.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a class anew with one small mistake: what a comparison has to notice. */
enum Mutant {
  /** A load reads the slot below. */
  OTHER_LOAD,
  /** A store goes to a slot that nobody reads. */
  LOST_STORE,
  /** An {@code iinc} adds one more. */
  OTHER_INCREMENT,
  /** An {@code iinc} is executed before the line starts on which it stands. */
  INCREMENT_MOVED_OVER_A_LINE,
  /** A variable is said to be in the slot below. */
  OTHER_VARIABLE_SLOT,
  /** A variable becomes visible an instruction or more too early. */
  EARLY_VARIABLE,
  /** A subtraction has its operands exchanged. */
  EXCHANGED_OPERANDS,
  /** A branch is taken when it should not be. */
  OPPOSITE_BRANCH,
  /** A line is another one. */
  OTHER_LINE,
  /** A handler catches something else. */
  OTHER_HANDLER,
  /** An int constant is greater by one. */
  OTHER_CONSTANT,
  /** A value is stored, and another one left in its place. */
  OTHER_RETURN;

  private static final int UNREAD = 60;

  /** The mutants of a class file, by the place of the mistake. */
  Map<Integer, byte[]> of(byte[] classFile) {
    Map<Integer, byte[]> mutants = new TreeMap<>();
    int sites = write(classFile, -1, new ArrayList<>());
    for (int site = 0; site < sites; site++) {
      List<byte[]> result = new ArrayList<>();
      write(classFile, site, result);
      mutants.put(site, result.getFirst());
    }
    return mutants;
  }

  /** How many sites there are. */
  private int write(byte[] classFile, int site, List<byte[]> result) {
    ClassWriter writer = new ClassWriter(0);
    int[] counter = {0};
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new Mistake(
                    super.visitMethod(access, name, descriptor, signature, thrown), site, counter);
              }
            },
            ClassReader.EXPAND_FRAMES);
    result.add(writer.toByteArray());
    return counter[0];
  }

  private final class Mistake extends MethodVisitor {
    private final int site;
    private final int[] counter;
    private Label pendingLine;
    private int line;
    private Label earlier;
    private Label latest;

    private Mistake(MethodVisitor to, int site, int[] counter) {
      super(Opcodes.ASM9, to);
      this.site = site;
      this.counter = counter;
    }

    private boolean isHere(Mutant kind) {
      return kind == Mutant.this && counter[0]++ == site;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      flushLine();
      boolean isLoad = opcode <= Opcodes.ALOAD;
      if (isLoad && slot > 0 && isHere(OTHER_LOAD)) {
        super.visitVarInsn(opcode, slot - 1);
      } else if (!isLoad && isHere(LOST_STORE)) {
        super.visitVarInsn(opcode, UNREAD);
      } else {
        super.visitVarInsn(opcode, slot);
      }
    }

    @Override
    public void visitIincInsn(int slot, int amount) {
      if (pendingLine != null && isHere(INCREMENT_MOVED_OVER_A_LINE)) {
        super.visitIincInsn(slot, amount);
        Label moved = new Label();
        super.visitLabel(moved);
        super.visitLineNumber(line, moved);
        pendingLine = null;
        return;
      }
      flushLine();
      super.visitIincInsn(slot, isHere(OTHER_INCREMENT) ? amount + 1 : amount);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      flushLine();
      line = isHere(OTHER_LINE) ? number + 1 : number;
      pendingLine = start;
    }

    private void flushLine() {
      if (pendingLine != null) {
        super.visitLineNumber(line, pendingLine);
        pendingLine = null;
      }
    }

    @Override
    public void visitLabel(Label label) {
      flushLine();
      earlier = latest;
      latest = label;
      super.visitLabel(label);
    }

    @Override
    public void visitFrame(
        int type, int localCount, Object[] locals, int stackCount, Object[] stack) {}

    @Override
    public void visitInsn(int opcode) {
      flushLine();
      boolean isSmall = opcode >= Opcodes.ICONST_M1 && opcode < Opcodes.ICONST_5;
      if (opcode == Opcodes.ISUB && isHere(EXCHANGED_OPERANDS)) {
        super.visitInsn(Opcodes.SWAP);
      }
      if (opcode == Opcodes.IRETURN && isHere(OTHER_RETURN)) {
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.IADD);
      }
      super.visitInsn(isSmall && isHere(OTHER_CONSTANT) ? opcode + 1 : opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      flushLine();
      super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      flushLine();
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      flushLine();
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      flushLine();
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      flushLine();
      boolean isBranch = opcode >= Opcodes.IFEQ && opcode <= Opcodes.IF_ACMPNE;
      super.visitJumpInsn(
          isBranch && isHere(OPPOSITE_BRANCH) ? ((opcode + 1) ^ 1) - 1 : opcode, label);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      super.visitTryCatchBlock(
          start, end, handler, isHere(OTHER_HANDLER) ? "java/lang/Error" : type);
    }

    @Override
    public void visitLocalVariable(
        String name, String descriptor, String signature, Label start, Label end, int slot) {
      Label from = start.getOffset() > 0 && isHere(EARLY_VARIABLE) ? first : start;
      int where = slot > 0 && isHere(OTHER_VARIABLE_SLOT) ? slot - 1 : slot;
      super.visitLocalVariable(name, descriptor, signature, from, end, where);
    }

    private Label first;

    @Override
    public void visitCode() {
      super.visitCode();
      first = new Label();
      super.visitLabel(first);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(stack + 2, UNREAD + 2);
    }
  }
}
