package dev.whittle.codegen;

import dev.whittle.codegen.CodePlan.SwitchTargets;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Terminator.SwitchForm;
import dev.whittle.ir.code.VType;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes planned code through ASM, which fixes the widths of constants, jumps and switches. */
final class AsmBackEnd {
  private final String className;
  private final FunctionDef function;
  private final Body body;
  private final CodePlan plan;
  private final MethodVisitor to;

  /** By instruction; null where none is needed. */
  private final Label[] labels;

  private AsmBackEnd(
      String className, FunctionDef function, Body body, CodePlan plan, MethodVisitor to) {
    this.className = className;
    this.function = function;
    this.body = body;
    this.plan = plan;
    this.to = to;
    this.labels = new Label[plan.size() + 1];
  }

  /** Whether a class's code carries frames (JVMS 4.7.4). */
  enum Frames {
    EMITTED,
    OMITTED
  }

  static void write(
      String className,
      FunctionDef function,
      Body body,
      CodePlan plan,
      Frames frames,
      MethodVisitor to) {
    AsmBackEnd backEnd = new AsmBackEnd(className, function, body, plan, to);
    Locations locations = function.code().locations();
    DebugTables tables = new DebugTables(body, locations, plan, backEnd::label);
    to.visitCode();
    backEnd.exceptionTable(tables);
    tables.reserveLabels();
    backEnd.instructions(tables, frames);
    tables.variables(to);
    to.visitMaxs(plan.maxStack(), plan.maxLocals());
  }

  /** The label of a position; each must be asked for before the code is written. */
  private Label label(int position) {
    if (labels[position] == null) {
      labels[position] = new Label();
    }
    return labels[position];
  }

  private Label blockLabel(int label) {
    return label(plan.labelStart(label));
  }

  private void exceptionTable(DebugTables tables) {
    List<ExceptionRanges.Entry> entries = ExceptionRanges.of(body, plan);
    for (int i = 0; i < entries.size(); i++) {
      ExceptionRanges.Entry entry = entries.get(i);
      var handler = body.handlers().get(entry.handler());
      Label start = label(entry.start());
      to.visitTryCatchBlock(
          start, label(entry.end()), blockLabel(handler.block()), handler.catchType());
    }
    tables.handlers(entries, to);
  }

  private void instructions(DebugTables tables, Frames frames) {
    CodeFrames codeFrames =
        new CodeFrames(className, function, body, plan, temp -> labels[plan.newSite(temp)]);
    reserveLabels(frames);
    int next = 0;
    for (int i = 0; i < plan.size(); i++) {
      if (labels[i] != null) {
        to.visitLabel(labels[i]);
      }
      tables.lines(i, labels[i], to);
      int frame = -1;
      for (; next < plan.labelCount() && plan.labelStart(next) == i; next++) {
        // Of several at one pc the last is that of the code here; the others only fall into it.
        frame = plan.isTarget(next) || frame >= 0 ? next : -1;
      }
      if (frame >= 0 && frames == Frames.EMITTED) {
        codeFrames.emit(frame, to);
      }
      instruction(i);
      tables.annotations(i, to);
    }
    if (labels[plan.size()] != null) {
      to.visitLabel(labels[plan.size()]);
    }
  }

  /** All that instructions and frames refer to, for jumps backwards need labels too. */
  private void reserveLabels(Frames frames) {
    for (int label = 0; label < plan.labelCount(); label++) {
      if (plan.isTarget(label)) {
        blockLabel(label);
      }
    }
    if (frames == Frames.EMITTED) {
      for (int b = 0; b < body.blocks().size(); b++) {
        Block block = body.blocks().get(b);
        for (int i = 0; i < block.entry().types().size(); i++) {
          reserveSite(block.entry().types().get(i));
        }
        for (int i = 0; i < block.parameters().size(); i++) {
          reserveSite(block.parameters().get(i).type());
        }
      }
    }
  }

  private void reserveSite(VType type) {
    if (type instanceof VType.Uninit uninit) {
      label(plan.newSite(uninit.site()));
    }
  }

  private void instruction(int i) {
    int opcode = plan.opcode(i);
    int argument = plan.argument(i);
    Object symbol = plan.symbol(i);
    switch (opcode) {
      case Opcodes.BIPUSH, Opcodes.SIPUSH, Opcodes.NEWARRAY -> to.visitIntInsn(opcode, argument);
      case Opcodes.LDC -> to.visitLdcInsn(AsmConstants.of((Constant) symbol));
      case 21, 22, 23, 24, 25, 54, 55, 56, 57, 58 -> to.visitVarInsn(opcode, argument);
      case Opcodes.IINC -> to.visitIincInsn(argument, (Integer) symbol);
      case 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 198, 199 ->
          to.visitJumpInsn(opcode, blockLabel(argument));
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
    Label otherwise = blockLabel(targets.otherwise());
    Label[] cases = new Label[targets.labels().length];
    for (int i = 0; i < cases.length; i++) {
      cases[i] = blockLabel(targets.labels()[i]);
    }
    int[] keys = targets.keys();
    if (targets.form() == SwitchForm.TABLE) {
      to.visitTableSwitchInsn(keys[0], keys[keys.length - 1], otherwise, cases);
    } else {
      to.visitLookupSwitchInsn(otherwise, keys, cases);
    }
  }
}
