package dev.whittle.codegen;

import dev.whittle.codegen.CodePlan.SwitchTargets;
import dev.whittle.codegen.GeneratedCode.Frame;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Terminator.SwitchForm;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** How many bytes the code of a body takes, before constants and jumps have their widths. */
public final class CodeSize {
  /** Name, length and count of a table in an attribute. */
  private static final int ATTRIBUTE = 8;

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

  /** The same with what describes the code: frames, handlers, lines and variables (JVMS 4.7.3). */
  public static int withTables(ClassDef owner, FunctionDef function) {
    Body body = function.code().body();
    CodePlan plan = CodePlanner.plan(body);
    GeneratedCode code = GeneratedCode.of(body, plan);
    Locations locations = function.code().locations();
    int variables = 0;
    int generic = 0;
    for (Locations.Variable variable : locations.variables()) {
      variables += variable.descriptor() == null ? 0 : 1;
      generic += variable.signature() == null ? 0 : 1;
    }
    List<Frame> frames =
        owner.majorVersion() < ClassDef.FIRST_WITH_FRAMES ? List.of() : code.frames();
    return withFrames(plan, frames, new CodeFrames(owner.name(), function, null))
        + 8 * code.ranges().size()
        + table(4, Math.min(locations.lines().size(), code.anchors().length))
        + table(10, variables)
        + table(10, generic);
  }

  private static int table(int entry, int count) {
    return count == 0 ? 0 : ATTRIBUTE + entry * count;
  }

  private static int withFrames(CodePlan plan, List<Frame> frames, CodeFrames written) {
    int size = 0;
    int next = 0;
    int last = -1;
    int framesSize = frames.isEmpty() ? 0 : ATTRIBUTE;
    for (int i = 0; i < plan.size(); i++) {
      if (next < frames.size() && frames.get(next).position() == i) {
        framesSize += written.size(frames.get(next++), size - last - 1);
        last = size;
      }
      size += size(plan, i, size);
    }
    return size + framesSize;
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
