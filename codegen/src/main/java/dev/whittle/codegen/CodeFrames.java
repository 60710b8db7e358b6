package dev.whittle.codegen;

import dev.whittle.codegen.CodePlan.Stub;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the frames of a body's labels: what MIR says of a block's entry, in slots. */
final class CodeFrames {
  private final Body body;
  private final CodePlan plan;
  private final IntFunction<Label> newLabels;

  /**
   * @param newLabels the label of the {@code new} instruction that defines a temp
   */
  CodeFrames(Body body, CodePlan plan, IntFunction<Label> newLabels) {
    this.body = body;
    this.plan = plan;
    this.newLabels = newLabels;
  }

  void emit(int label, MethodVisitor to) {
    if (label < plan.blockCount()) {
      Block block = body.blocks().get(label);
      List<Object> locals = locals(block.entry(), Map.of());
      Object[] stack = new Object[block.parameters().size()];
      for (int i = 0; i < stack.length; i++) {
        stack[i] = type(block.parameters().get(i).type());
      }
      to.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
      return;
    }
    Stub stub = plan.stub(label);
    Block target = body.blocks().get(stub.block());
    Map<Integer, VType> spilled = new TreeMap<>();
    for (int i = 0; i < stub.slots().length; i++) {
      spilled.put(stub.slots()[i], target.parameters().get(i).type());
    }
    List<Object> locals = locals(target.entry(), spilled);
    to.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 0, new Object[0]);
  }

  /** {@code spilled} lies above all locals. */
  private List<Object> locals(EntryTypes entry, Map<Integer, VType> spilled) {
    List<Object> types = new ArrayList<>(entry.locals().size() + spilled.size());
    int next = 0;
    for (int i = 0; i < entry.locals().size(); i++) {
      int slot = body.locals().get(entry.locals().at(i)).slot();
      next = put(types, next, slot, entry.types().get(i));
    }
    for (Map.Entry<Integer, VType> spill : spilled.entrySet()) {
      next = put(types, next, spill.getKey(), spill.getValue());
    }
    return types;
  }

  private int put(List<Object> types, int next, int slot, VType type) {
    for (int gap = next; gap < slot; gap++) {
      types.add(Opcodes.TOP);
    }
    types.add(type(type));
    return slot + type.kind().slots();
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
