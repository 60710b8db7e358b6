package dev.whittle.lower;

import dev.whittle.ir.Constant;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;

/** Records the code that ASM reads. Its labels are {@link RecordedCode.Target}s. */
class CodeRecorder extends MethodVisitor {
  /** By the {@code tag} of {@code verification_type_info} (JVMS 4.7.4). */
  private static final VType[] FRAME_TYPES = {
    null,
    VType.Primitive.INT,
    VType.Primitive.FLOAT,
    VType.Primitive.DOUBLE,
    VType.Primitive.LONG,
    new VType.Null(),
    new VType.UninitThis()
  };

  final RecordedCode code;
  private final Types types;
  private boolean hasCode;

  CodeRecorder(RecordedCode code, Types types) {
    super(Opcodes.ASM9);
    this.code = code;
    this.types = types;
  }

  /** Whether the method has a {@code Code} attribute. */
  boolean hasCode() {
    return hasCode;
  }

  @Override
  public void visitCode() {
    hasCode = true;
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    int slots = localCount;
    for (int i = 0; i < localCount; i++) {
      slots += isWide(locals[i]) ? 1 : 0;
    }
    VType[] bySlot = new VType[slots];
    int slot = 0;
    for (int i = 0; i < localCount; i++) {
      frameType(locals[i], bySlot, slot);
      slot += isWide(locals[i]) ? 2 : 1;
    }
    VType[] stackTypes = stackCount == 0 ? EntryStates.EMPTY_STACK : new VType[stackCount];
    for (int i = 0; i < stackCount; i++) {
      if (stack[i] == Opcodes.TOP) {
        return; // Nothing lies there: this is no frame, and its block has none.
      }
      frameType(stack[i], stackTypes, i);
    }
    code.frames.add(new RecordedCode.Frame(code.size, bySlot, stackTypes));
  }

  private static boolean isWide(Object entry) {
    return entry == Opcodes.LONG || entry == Opcodes.DOUBLE;
  }

  private void frameType(Object entry, VType[] into, int at) {
    switch (entry) {
      case String name -> into[at] = types.ofClass(name);
      case Integer tag -> into[at] = FRAME_TYPES[tag];
      case RecordedCode.Target site ->
          code.frameSites.add(new RecordedCode.FrameSite(into, at, site));
      default -> throw new IllegalStateException("unknown frame entry " + entry);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    code.add(opcode, 0, 0, null);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    code.add(opcode, operand, 0, null);
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    code.usesSubroutines |= opcode == Opcodes.RET;
    code.add(opcode, slot, 0, null);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    code.add(opcode, 0, RecordedCode.NO_TEMP, Symbols.present(type));
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    Symbols.present(owner);
    Symbols.present(name);
    code.add(opcode, 0, 0, new FieldRef(owner, name, Symbols.present(descriptor)));
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    Symbols.present(owner);
    Symbols.present(name);
    Symbols.present(descriptor);
    code.add(opcode, 0, 0, new MethodRef(owner, name, descriptor, Symbols.ownerKind(isInterface)));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    Symbols.present(name);
    Symbols.present(descriptor);
    Constant.Dynamic site = Symbols.callSite(name, descriptor, bootstrap, arguments);
    code.add(Opcodes.INVOKEDYNAMIC, 0, 0, site);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    code.usesSubroutines |= opcode == Opcodes.JSR;
    code.add(opcode, 0, 0, target(label));
  }

  @Override
  public void visitLabel(Label label) {
    target(label).index = code.size;
  }

  @Override
  public void visitLdcInsn(Object value) {
    code.add(Opcodes.LDC, 0, 0, Symbols.constant(value));
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    code.add(Opcodes.IINC, slot, increment, null);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
    int[] keys = new int[labels.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = min + i;
    }
    code.add(Opcodes.TABLESWITCH, 0, 0, switchTargets(keys, labels, otherwise));
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    code.add(Opcodes.LOOKUPSWITCH, 0, 0, switchTargets(keys, labels, otherwise));
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    code.add(Opcodes.MULTIANEWARRAY, dimensions, 0, Symbols.present(descriptor));
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    code.tryRanges.add(
        new RecordedCode.TryRange(target(start), target(end), target(handler), type));
  }

  @Override
  public void visitLocalVariable(
      String name, String descriptor, String signature, Label start, Label end, int slot) {
    Symbols.present(name);
    Symbols.present(descriptor == null ? signature : descriptor);
    if (descriptor != null && Descriptor.kind(descriptor) == null) {
      throw new DamagedInput("broken class file (a variable of no type)");
    }
    // Before version 50 a range may start or end within an instruction, and says nothing then.
    if (isPlaced(start) && isPlaced(end)) {
      code.variables.add(
          new RecordedCode.Variable(name, descriptor, signature, target(start), target(end), slot));
    }
  }

  @Override
  public void visitLineNumber(int line, Label start) {
    // ASM visits lines right behind their label.
    code.addLine(line);
  }

  @Override
  public AnnotationVisitor visitInsnAnnotation(
      int typeRef, TypePath path, String descriptor, boolean visible) {
    return codeAnnotation(typeRef, path, descriptor, visible, code.size - 1, List.of());
  }

  @Override
  public AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, TypePath path, String descriptor, boolean visible) {
    int entry = (typeRef >> 8) & 0xffff;
    return codeAnnotation(typeRef & 0xff000000, path, descriptor, visible, entry, List.of());
  }

  @Override
  public AnnotationVisitor visitLocalVariableAnnotation(
      int typeRef,
      TypePath path,
      Label[] start,
      Label[] end,
      int[] slots,
      String descriptor,
      boolean visible) {
    List<RecordedCode.Variable> ranges = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      if (isPlaced(start[i]) && isPlaced(end[i])) {
        ranges.add(
            new RecordedCode.Variable("", null, null, target(start[i]), target(end[i]), slots[i]));
      }
    }
    return codeAnnotation(typeRef & 0xff000000, path, descriptor, visible, 0, ranges);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    code.maxLocals = maxLocals;
  }

  private AnnotationVisitor codeAnnotation(
      int typeRef,
      TypePath path,
      String descriptor,
      boolean visible,
      int position,
      List<RecordedCode.Variable> ranges) {
    return AnnotationLowering.of(
        descriptor,
        annotation ->
            code.annotations.add(
                new RecordedCode.CodeAnnotation(
                    typeRef,
                    path == null ? "" : path.toString(),
                    Symbols.retention(visible),
                    annotation,
                    position,
                    ranges)));
  }

  /** Whether a label was visited: only those at the start of an instruction or the end are. */
  private static boolean isPlaced(Label label) {
    return target(label).index >= 0;
  }

  private static RecordedCode.Target target(Label label) {
    return (RecordedCode.Target) label;
  }

  private static RecordedCode.SwitchTargets switchTargets(
      int[] keys, Label[] labels, Label otherwise) {
    RecordedCode.Target[] targets = new RecordedCode.Target[labels.length];
    for (int i = 0; i < labels.length; i++) {
      targets[i] = target(labels[i]);
    }
    return new RecordedCode.SwitchTargets(keys, targets, target(otherwise));
  }
}
