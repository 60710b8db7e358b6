package dev.whittle.lower;

import dev.whittle.ir.code.VType;
import java.util.Arrays;

/**
 * Infers entry states where the input has no frames: a fixpoint over the blocks (JVMS 4.10.2.2),
 * with {@link VType.Join} where the JVM would look up a common superclass.
 *
 * <p>It ends because types only grow: a slot goes from one type through joins of at most {@link
 * VType.Join#MAX_NAMES} names to Object or nothing.
 */
final class FrameInference {
  private final RecordedCode code;
  private final ControlFlow flow;
  private final VType[][] locals;
  private final VType[][] stacks;
  private final boolean[] queued;
  private final IntStack work = new IntStack();
  private final int slotCount;

  private FrameInference(RecordedCode code, ControlFlow flow) {
    this.code = code;
    this.flow = flow;
    this.locals = new VType[flow.blockCount()][];
    this.stacks = new VType[flow.blockCount()][];
    this.queued = new boolean[flow.blockCount()];
    this.slotCount = code.maxLocals + 2;
  }

  static EntryStates infer(
      FunctionLowering.Function function,
      RecordedCode code,
      ControlFlow flow,
      VType[] parameterSlots) {
    FrameInference inference = new FrameInference(code, flow);
    inference.mergeInto(0, parameterSlots, new VType[0]);
    inference.run(function);
    EntryStates states = new EntryStates(flow.blockCount());
    for (int block = 0; block < flow.blockCount(); block++) {
      states.set(block, inference.locals[block], inference.stacks[block]);
    }
    return states;
  }

  private void run(FunctionLowering.Function function) {
    int[] current = new int[1];
    BlockTranslation translation =
        new BlockTranslation(
            function,
            code,
            flow,
            function.stack(),
            _ -> 0,
            changed -> mergeIntoHandlers(current[0], changed));
    while (!work.isEmpty()) {
      int block = work.pop();
      queued[block] = false;
      current[0] = block;
      mergeIntoHandlers(block, locals[block]);
      translation.enterWithLocals(locals[block]);
      translation.stack.clear();
      for (VType type : stacks[block]) {
        translation.stack.push(type);
      }
      BlockDraft draft = new BlockDraft(flow.start(block), flow.end(block) - flow.start(block));
      translation.translate(block, draft);
      VType[] stack = translation.stack.types();
      draft.edges().forEach(edge -> mergeInto(edge.block(), translation.locals, stack));
    }
  }

  private void mergeIntoHandlers(int block, VType[] types) {
    var covering = flow.covering(block);
    for (int h = 0; h < covering.size(); h++) {
      var handler = flow.handlers().get(covering.at(h));
      String caught = handler.catchType() == null ? "java/lang/Throwable" : handler.catchType();
      mergeInto(handler.block(), types, new VType[] {new VType.Class(caught)});
    }
  }

  private void mergeInto(int block, VType[] types, VType[] stack) {
    boolean changed = false;
    if (locals[block] == null) {
      locals[block] = Arrays.copyOf(types, slotCount);
      stacks[block] = stack.clone();
      changed = true;
    } else {
      if (stacks[block].length != stack.length) {
        throw new IllegalStateException("stack depths differ where paths meet");
      }
      changed |= merge(stacks[block], stack);
      changed |= merge(locals[block], types);
    }
    if (changed && !queued[block]) {
      queued[block] = true;
      work.push(block);
    }
  }

  private static boolean merge(VType[] into, VType[] from) {
    boolean changed = false;
    for (int i = 0; i < into.length; i++) {
      VType old = into[i];
      VType joined = i < from.length ? TypeJoin.of(old, from[i]) : null;
      if (old != null && !old.equals(joined)) {
        into[i] = joined;
        changed = true;
      }
    }
    return changed;
  }
}
