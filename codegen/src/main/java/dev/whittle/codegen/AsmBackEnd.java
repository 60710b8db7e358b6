package dev.whittle.codegen;

import dev.whittle.codegen.CodePlan.SwitchTargets;
import dev.whittle.codegen.GeneratedCode.ExceptionRange;
import dev.whittle.codegen.GeneratedCode.Frame;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Terminator.SwitchForm;
import dev.whittle.ir.code.VType;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes generated code through ASM, which fixes the widths of constants, jumps and switches. */
final class AsmBackEnd {
  private final GeneratedCode code;
  private final MethodVisitor to;

  /** By position; null where none is needed. */
  private final Label[] labels;

  private AsmBackEnd(GeneratedCode code, MethodVisitor to) {
    this.code = code;
    this.to = to;
    this.labels = new Label[code.size() + 1];
  }

  /** Whether a class's code carries frames (JVMS 4.7.4). */
  enum Frames {
    EMITTED,
    OMITTED
  }

  /** Writes the code of {@code function} with its tables. */
  static void write(
      String className,
      FunctionDef function,
      GeneratedCode code,
      Locations locations,
      Frames frames,
      MethodVisitor to) {
    AsmBackEnd backEnd = new AsmBackEnd(code, to);
    DebugTables tables = new DebugTables(locations, code, backEnd::label);
    to.visitCode();
    backEnd.exceptionTable(tables);
    tables.reserveLabels();
    List<Frame> written = frames == Frames.EMITTED ? code.frames() : List.of();
    CodeFrames codeFrames =
        written.isEmpty() ? null : new CodeFrames(className, function, backEnd.labels);
    backEnd.instructions(tables, written, codeFrames);
    tables.variables(to);
    to.visitMaxs(code.maxStack(), code.maxLocals());
  }

  /** The label of a position; each must be asked for before the code is written. */
  private Label label(int position) {
    if (labels[position] == null) {
      labels[position] = new Label();
    }
    return labels[position];
  }

  private Label codeLabel(int label) {
    return label(code.labels()[label]);
  }

  private void exceptionTable(DebugTables tables) {
    for (int i = 0; i < code.ranges().size(); i++) {
      ExceptionRange range = code.ranges().get(i);
      Label start = label(range.start());
      to.visitTryCatchBlock(
          start, label(range.end()), codeLabel(range.target()), range.catchType());
    }
    tables.handlers(to);
  }

  private void instructions(DebugTables tables, List<Frame> frames, CodeFrames codeFrames) {
    reserveLabels(frames);
    int next = 0;
    int nextFrame = frames.isEmpty() ? -1 : frames.getFirst().position();
    for (int i = 0, size = code.size(); i < size; i++) {
      if (labels[i] != null) {
        to.visitLabel(labels[i]);
      }
      tables.lines(i, labels[i], to);
      if (nextFrame == i) {
        codeFrames.emit(frames.get(next++), to);
        nextFrame = next < frames.size() ? frames.get(next).position() : -1;
      }
      instruction(i);
      tables.annotations(i, to);
    }
    if (labels[code.size()] != null) {
      to.visitLabel(labels[code.size()]);
    }
  }

  /** All that instructions and frames refer to, for jumps backwards need labels too. */
  private void reserveLabels(List<Frame> frames) {
    for (int label = 0; label < code.labels().length; label++) {
      if (code.isTarget()[label]) {
        codeLabel(label);
      }
    }
    for (int i = 0; i < frames.size(); i++) {
      reserveSites(frames.get(i).locals());
      reserveSites(frames.get(i).stack());
    }
  }

  private void reserveSites(VType[] types) {
    for (VType type : types) {
      if (type instanceof VType.Uninit(int site)) {
        label(site);
      }
    }
  }

  private void instruction(int i) {
    int opcode = code.opcodes()[i];
    int argument = code.arguments()[i];
    Object symbol = code.symbols()[i];
    switch (opcode) {
      case Opcodes.BIPUSH, Opcodes.SIPUSH, Opcodes.NEWARRAY -> to.visitIntInsn(opcode, argument);
      case Opcodes.LDC -> to.visitLdcInsn(AsmConstants.of((Constant) symbol));
      case 21, 22, 23, 24, 25, 54, 55, 56, 57, 58 -> to.visitVarInsn(opcode, argument);
      case Opcodes.IINC -> to.visitIincInsn(argument, (Integer) symbol);
      case 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 198, 199 ->
          to.visitJumpInsn(opcode, codeLabel(argument));
      case Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH -> switchTo((SwitchTargets) symbol);
      case 178, 179, 180, 181 -> {
        FieldRef field = (FieldRef) symbol;
        to.visitFieldInsn(opcode, field.owner(), field.name(), field.descriptor());
      }
      case 182, 183, 184, 185 -> {
        MethodRef method = (MethodRef) symbol;
        boolean inInterface = method.ownerKind() == OwnerKind.INTERFACE;
        to.visitMethodInsn(opcode, method.owner(), method.name(), method.descriptor(), inInterface);
      }
      case Opcodes.INVOKEDYNAMIC -> {
        Constant.Dynamic site = (Constant.Dynamic) symbol;
        to.visitInvokeDynamicInsn(
            site.name(),
            site.descriptor(),
            AsmConstants.handle(site.bootstrap()),
            AsmConstants.arguments(site));
      }
      case Opcodes.NEW, Opcodes.ANEWARRAY, Opcodes.CHECKCAST, Opcodes.INSTANCEOF ->
          to.visitTypeInsn(opcode, (String) symbol);
      case Opcodes.MULTIANEWARRAY -> to.visitMultiANewArrayInsn((String) symbol, argument);
      default -> to.visitInsn(opcode);
    }
  }

  private void switchTo(SwitchTargets targets) {
    Label otherwise = codeLabel(targets.otherwise());
    Label[] cases = new Label[targets.labels().length];
    for (int i = 0; i < cases.length; i++) {
      cases[i] = codeLabel(targets.labels()[i]);
    }
    int[] keys = targets.keys();
    if (targets.form() == SwitchForm.TABLE) {
      to.visitTableSwitchInsn(keys[0], keys[keys.length - 1], otherwise, cases);
    } else {
      to.visitLookupSwitchInsn(otherwise, keys, cases);
    }
  }
}
