package dev.whittle.codegen;

import dev.whittle.codegen.CodePlan.Stub;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.VType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the frames of a body's labels: what MIR says of a block's entry, in slots.
 *
 * <p>Each frame is written as its difference to the one before (JVMS 4.7.4), although ASM would
 * find it: it interns the types of full frames to compare them, which took a tenth of emission.
 */
final class CodeFrames {
  private static final Object[] NOTHING = {};

  /** The most locals that a chop or append frame is about. */
  private static final int MAX_DELTA = 3;

  private final String className;
  private final FunctionDef function;
  private final Body body;
  private final CodePlan plan;
  private final IntFunction<Label> newLabels;

  /** Locals of the last frame, one entry each, null for an unusable slot; null before the first. */
  private VType[] previous;

  private int previousCount;
  private VType[] current = new VType[8];
  private int count;

  /**
   * @param newLabels the label of the {@code new} instruction that defines a temp
   */
  CodeFrames(
      String className,
      FunctionDef function,
      Body body,
      CodePlan plan,
      IntFunction<Label> newLabels) {
    this.className = className;
    this.function = function;
    this.body = body;
    this.plan = plan;
    this.newLabels = newLabels;
  }

  void emit(int label, MethodVisitor to) {
    if (previous == null) {
      startWithParameters();
    }
    count = 0;
    if (label < plan.blockCount()) {
      Block block = body.blocks().get(label);
      takeLocals(block.entry(), Map.of());
      emit(block.parameters(), to);
      return;
    }
    Stub stub = plan.stub(label);
    Block target = body.blocks().get(stub.block());
    Map<Integer, VType> spilled = new TreeMap<>();
    for (int i = 0; i < stub.slots().length; i++) {
      spilled.put(stub.slots()[i], target.parameters().get(i).type());
    }
    takeLocals(target.entry(), spilled);
    emit(List.of(), to);
  }

  /** The frame before the first is the one that the descriptor implies (JVMS 4.10.1.6). */
  private void startWithParameters() {
    List<String> parameters = Descriptor.parameters(function.descriptor());
    previous = new VType[parameters.size() + 8];
    if (!function.isStatic()) {
      boolean isRaw = function.isConstructor() && !className.equals("java/lang/Object");
      previous[previousCount++] = isRaw ? new VType.UninitThis() : new VType.Class(className);
    }
    for (String parameter : parameters) {
      previous[previousCount++] = VType.of(parameter);
    }
  }

  /** {@code spilled} lies above all locals. */
  private void takeLocals(EntryTypes entry, Map<Integer, VType> spilled) {
    int next = 0;
    for (int i = 0; i < entry.locals().size(); i++) {
      int slot = body.locals().get(entry.locals().at(i)).slot();
      next = put(next, slot, entry.types().get(i));
    }
    for (Map.Entry<Integer, VType> spill : spilled.entrySet()) {
      next = put(next, spill.getKey(), spill.getValue());
    }
  }

  private int put(int next, int slot, VType type) {
    int needed = count + slot - next + 1;
    if (needed > current.length) {
      current = Arrays.copyOf(current, 2 * needed);
    }
    for (int gap = next; gap < slot; gap++) {
      current[count++] = null;
    }
    current[count++] = type;
    return slot + type.kind().slots();
  }

  private void emit(List<Block.Parameter> stack, MethodVisitor to) {
    int delta = count - previousCount;
    boolean locals = startsAlike();
    if (stack.isEmpty() && locals && delta == 0) {
      to.visitFrame(Opcodes.F_SAME, 0, NOTHING, 0, NOTHING);
    } else if (stack.isEmpty() && locals && delta < 0 && delta >= -MAX_DELTA) {
      to.visitFrame(Opcodes.F_CHOP, -delta, NOTHING, 0, NOTHING);
    } else if (stack.isEmpty() && locals && delta > 0 && delta <= MAX_DELTA) {
      to.visitFrame(Opcodes.F_APPEND, delta, entries(previousCount), 0, NOTHING);
    } else if (stack.size() == 1 && locals && delta == 0) {
      to.visitFrame(Opcodes.F_SAME1, 0, NOTHING, 1, entries(stack));
    } else {
      to.visitFrame(Opcodes.F_FULL, count, entries(0), stack.size(), entries(stack));
    }
    VType[] free = previous;
    previous = current;
    previousCount = count;
    current = free;
  }

  /** Whether the shorter of this frame and the last is how the longer starts. */
  private boolean startsAlike() {
    for (int i = 0; i < count && i < previousCount; i++) {
      if (current[i] != previous[i] && !Objects.equals(current[i], previous[i])) {
        return false;
      }
    }
    return true;
  }

  private Object[] entries(int from) {
    Object[] entries = new Object[count - from];
    for (int i = from; i < count; i++) {
      entries[i - from] = current[i] == null ? Opcodes.TOP : type(current[i]);
    }
    return entries;
  }

  private Object[] entries(List<Block.Parameter> stack) {
    Object[] entries = new Object[stack.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = type(stack.get(i).type());
    }
    return entries;
  }

  private Object type(VType type) {
    return switch (type) {
      case VType.Primitive.INT -> Opcodes.INTEGER;
      case VType.Primitive.LONG -> Opcodes.LONG;
      case VType.Primitive.FLOAT -> Opcodes.FLOAT;
      case VType.Primitive.DOUBLE -> Opcodes.DOUBLE;
      case VType.Null _ -> Opcodes.NULL;
      case VType.Class c -> c.name();
      case VType.Uninit u -> newLabels.apply(u.site());
      case VType.UninitThis _ -> Opcodes.UNINITIALIZED_THIS;
      case VType.Join _ ->
          throw new IllegalStateException("a join in a class that needs frames: " + type);
    };
  }
}
