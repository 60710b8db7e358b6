package dev.whittle.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.whittle.codegen.CodePlan.SwitchTargets;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Terminator.Branch;
import dev.whittle.ir.code.Terminator.Switch;
import dev.whittle.ir.code.Terminator.SwitchForm;

/**
 * The instructions for what has several: constants, arrays, and the ends of blocks, which depend on
 * which block is next.
 */
final class InstructionSelection {
  // Compared as bits: -0.0 equals 0.0 and has no instruction.
  private static final int ZERO_F = 0;
  private static final int ONE_F = Float.floatToRawIntBits(1);
  private static final int TWO_F = Float.floatToRawIntBits(2);
  private static final long ZERO_D = 0;
  private static final long ONE_D = Double.doubleToRawLongBits(1);

  private final CodePlan plan;

  InstructionSelection(CodePlan plan) {
    this.plan = plan;
  }

  void push(Constant constant) {
    switch (constant) {
      case Constant.Str _ -> plan.add(LDC, constant);
      case Constant.Int c -> pushInt(c);
      case Constant.Null _ -> plan.add(ACONST_NULL);
      case Constant.Long c when c.value() == 0 || c.value() == 1 ->
          plan.add(LCONST_0 + (int) c.value());
      case Constant.Float c when c.bits() == ZERO_F -> plan.add(FCONST_0);
      case Constant.Float c when c.bits() == ONE_F -> plan.add(FCONST_1);
      case Constant.Float c when c.bits() == TWO_F -> plan.add(FCONST_2);
      case Constant.Double c when c.bits() == ZERO_D -> plan.add(DCONST_0);
      case Constant.Double c when c.bits() == ONE_D -> plan.add(DCONST_1);
      case Constant.Long _,
          Constant.Float _,
          Constant.Double _,
          Constant.ClassRef _,
          Constant.MethodType _,
          Constant.Handle _,
          Constant.Dynamic _ ->
          plan.add(LDC, constant);
    }
  }

  private void pushInt(Constant.Int constant) {
    int value = constant.value();
    if (value >= -1 && value <= 5) {
      plan.add(ICONST_0 + value);
    } else if (value == (byte) value) {
      plan.add(BIPUSH, value);
    } else if (value == (short) value) {
      plan.add(SIPUSH, value);
    } else {
      plan.add(LDC, constant);
    }
  }

  void newArray(String element) {
    switch (element.charAt(0)) {
      case 'Z' -> plan.add(NEWARRAY, T_BOOLEAN);
      case 'C' -> plan.add(NEWARRAY, T_CHAR);
      case 'F' -> plan.add(NEWARRAY, T_FLOAT);
      case 'D' -> plan.add(NEWARRAY, T_DOUBLE);
      case 'B' -> plan.add(NEWARRAY, T_BYTE);
      case 'S' -> plan.add(NEWARRAY, T_SHORT);
      case 'I' -> plan.add(NEWARRAY, T_INT);
      case 'J' -> plan.add(NEWARRAY, T_LONG);
      default -> plan.add(ANEWARRAY, Descriptor.className(element));
    }
  }

  /** Block {@code index} ends here, and control does not go on to the next. */
  void endsFlow(int index) {
    if (index + 1 < plan.blockCount()) {
      plan.target(index + 1);
    }
  }

  void fallOrJump(int target, int index, boolean needsInstruction) {
    if (target != index + 1) {
      plan.target(target);
      plan.add(GOTO, target);
      endsFlow(index);
    } else if (needsInstruction) {
      plan.add(NOP);
    }
  }

  /** A branch to a label; the other edge finds its arguments on the stack. */
  void branch(Branch t, int taken, int index) {
    int fallThrough = t.otherwise().block();
    if (fallThrough != index + 1 && taken == index + 1) {
      plan.target(fallThrough);
      plan.add(t.condition().negated().opcode(), fallThrough);
      return;
    }
    branchTo(t, taken);
    fallOrJump(fallThrough, index, false);
  }

  /** The branch alone, to a label that may be a stub's. */
  void branchTo(Branch t, int taken) {
    plan.target(taken);
    plan.add(t.condition().opcode(), taken);
  }

  /** A switch whose edges find their arguments on the stack. */
  void switchTo(Switch t, int index) {
    int[] labels = new int[t.cases().size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = t.cases().get(i).target().block();
    }
    switchTo(t, labels, t.otherwise().block(), index);
  }

  void switchTo(Switch t, int[] labels, int otherwise, int index) {
    int[] keys = new int[labels.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = t.cases().get(i).key();
      plan.target(labels[i]);
    }
    plan.target(otherwise);
    // A table that was transformed may have gaps, which only the other form can have.
    boolean table =
        t.form() == SwitchForm.TABLE
            && keys.length > 0
            && (long) keys[keys.length - 1] - keys[0] == keys.length - 1;
    SwitchForm form = table ? SwitchForm.TABLE : SwitchForm.LOOKUP;
    plan.add(table ? TABLESWITCH : LOOKUPSWITCH, new SwitchTargets(form, keys, labels, otherwise));
    endsFlow(index);
  }
}
