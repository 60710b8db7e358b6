package dev.whittle.codegen;

import dev.whittle.codegen.CodePlan.SwitchTargets;
import dev.whittle.ir.Constant;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Terminator.SwitchForm;
import org.objectweb.asm.Opcodes;

/** How many bytes the code of a body takes, before constants and jumps have their widths. */
public final class CodeSize {
  private CodeSize() {}

  /** The size with short constant indices and short jumps: what two bodies can be compared by. */
  public static int of(Body body) {
    CodePlan plan = CodePlanner.plan(body);
    int size = 0;
    for (int i = 0; i < plan.size(); i++) {
      size += size(plan, i, size);
    }
    return size;
  }

  private static int size(CodePlan plan, int i, int pc) {
    int opcode = plan.opcode(i);
    int argument = plan.argument(i);
    return switch (opcode) {
      case Opcodes.BIPUSH, Opcodes.NEWARRAY -> 2;
      case Opcodes.SIPUSH -> 3;
      case Opcodes.LDC ->
          plan.symbol(i) instanceof Constant.Long || plan.symbol(i) instanceof Constant.Double
              ? 3
              : 2;
      case 21, 22, 23, 24, 25, 54, 55, 56, 57, 58 -> argument < 4 ? 1 : argument < 256 ? 2 : 4;
      case Opcodes.IINC -> {
        int amount = (Integer) plan.symbol(i);
        yield argument < 256 && amount == (byte) amount ? 3 : 6;
      }
      case Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH -> size((SwitchTargets) plan.symbol(i), pc);
      case Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC -> 5;
      case Opcodes.MULTIANEWARRAY -> 4;
      case Opcodes.ARRAYLENGTH,
          Opcodes.ATHROW,
          Opcodes.MONITORENTER,
          Opcodes.MONITOREXIT,
          172,
          173,
          174,
          175,
          176,
          177 ->
          1;
      default -> opcode >= Opcodes.IFEQ ? 3 : 1;
    };
  }

  private static int size(SwitchTargets targets, int pc) {
    int cases = targets.keys().length;
    // Operands start at a multiple of four (JVMS 6.5).
    return 3 - pc % 4 + (targets.form() == SwitchForm.TABLE ? 13 + 4 * cases : 9 + 8 * cases);
  }
}
