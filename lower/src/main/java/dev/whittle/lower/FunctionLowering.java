package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;

/** Lowers the code of one function: the pipeline that the package documentation names. */
final class FunctionLowering {
  private FunctionLowering() {}

  /**
   * What lowering needs to know of a function.
   *
   * @param parameters types of the parameters with {@code this}
   * @param types those of its class
   * @param stack one that functions lowered before may have used
   */
  record Function(
      String owner, int majorVersion, VType[] parameters, Types types, OperandStack stack) {
    /** Whether frames in the input count, if there are any. */
    boolean hasFrames() {
      return majorVersion >= ClassDef.FIRST_WITH_FRAMES;
    }
  }

  static CodeHandle.Code lower(Function function, RecordedCode recorded) {
    RecordedCode code = recorded.usesSubroutines ? Subroutines.inline(recorded) : recorded;
    ControlFlow flow = ControlFlow.of(code);
    boolean hasClaims = function.hasFrames() && !code.hadSubroutines;
    boolean needsClaims = function.majorVersion() > ClassDef.FIRST_WITH_FRAMES;
    if (hasClaims) {
      try {
        return lower(function, code, flow, EntryStates::ofFrames);
      } catch (RuntimeException unusable) {
        if (needsClaims) {
          throw unusable;
        }
        // As the JVM does, which then verifies the class the old way (JVMS 4.10).
      }
    }
    return lower(
        function,
        code,
        flow,
        (c, f, parameters) -> FrameInference.infer(function, c, f, parameters));
  }

  /** Where entry states come from. */
  private interface States {
    EntryStates of(RecordedCode code, ControlFlow flow, VType[] parametersBySlot);
  }

  private static CodeHandle.Code lower(
      Function function, RecordedCode code, ControlFlow flow, States states) {
    VType[] parameters = function.parameters();
    int[] starts = slots(parameters);
    VType[] slots = bySlot(code, parameters, starts);
    EntryStates entries = states.of(code, flow, slots);
    Webs webs = Webs.of(code, flow, entries, parameters, starts, slots.length);
    BlockTranslation translation =
        new BlockTranslation(function, code, flow, function.stack(), webs::accessedBy, _ -> {});
    List<BlockDraft> drafts = new ArrayList<>(flow.blockCount());
    BlockDraft before = null;
    for (int block = 0; block < flow.blockCount(); block++) {
      before = draft(block, code, flow, entries, webs, translation, before);
      drafts.add(before);
    }
    return new BodyAssembly(code, flow, webs, translation, parameters.length, drafts).assemble();
  }

  private static BlockDraft draft(
      int block,
      RecordedCode code,
      ControlFlow flow,
      EntryStates entries,
      Webs webs,
      BlockTranslation translation,
      BlockDraft before) {
    int last = flow.end(block) - 1;
    int start = flow.start(block);
    BlockDraft draft =
        new BlockDraft(
            start, ControlFlow.isPlain(code.opcodes[last]) ? last + 1 - start : last - start);
    draft.handlers = flow.covering(block);
    VType[] stack = entries.stack(block);
    if (stack == null) {
      stack = translation.stack.types();
    }
    translation.enterWithLocals(entries.locals(block));
    translation.stack.clear();
    if (stack.length > 0) {
      draft.parameters = new ArrayList<>(stack.length);
      for (VType type : stack) {
        if (type == null) {
          throw new IllegalStateException("operands of different kinds meet");
        }
        draft.parameters.add(new Block.Parameter(translation.stack.push(type), type));
      }
    }
    webs.enter(block, translation.locals, draft, before);
    translation.translate(block, draft);
    return draft;
  }

  private static VType[] bySlot(RecordedCode code, VType[] parameters, int[] starts) {
    int last = parameters.length - 1;
    int parameterSlots = last < 0 ? 0 : starts[last] + parameters[last].kind().slots();
    int slotCount = Math.max(code.maxLocals, parameterSlots);
    VType[] bySlot = new VType[slotCount];
    for (int p = 0; p < parameters.length; p++) {
      bySlot[starts[p]] = parameters[p];
    }
    return bySlot;
  }

  private static int[] slots(VType[] parameters) {
    int[] starts = new int[parameters.length];
    int slot = 0;
    for (int p = 0; p < parameters.length; p++) {
      starts[p] = slot;
      slot += parameters[p].kind().slots();
    }
    return starts;
  }
}
