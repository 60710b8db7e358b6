package dev.whittle.lower;

import dev.whittle.ir.code.VType;

/**
 * What the locals and the operand stack hold when a block is entered. With frames in the input
 * these are claims, taken over; a block without one continues the block before it and has no entry
 * here.
 */
final class EntryStates {
  static final VType[] EMPTY_STACK = {};

  /** By block, then by slot; null where the slot holds nothing usable. */
  private final VType[][] locals;

  /** By block, bottom first. */
  private final VType[][] stacks;

  EntryStates(int blockCount) {
    locals = new VType[blockCount][];
    stacks = new VType[blockCount][];
  }

  /**
   * The claims of a method's frames. The entry block starts with the parameters.
   *
   * @throws IllegalStateException when a block that something jumps to has no frame
   */
  static EntryStates ofFrames(RecordedCode code, ControlFlow flow, VType[] parameterSlots) {
    EntryStates states = new EntryStates(flow.blockCount());
    states.set(0, parameterSlots, EMPTY_STACK);
    for (RecordedCode.Frame frame : code.frames) {
      int block = flow.blockStartingAt(frame.index());
      if (block >= 0) {
        states.set(block, frame.locals(), frame.stack());
      }
    }
    if (!states.coversTargets(code, flow)) {
      throw new IllegalStateException("a branch target has no stack map frame");
    }
    return states;
  }

  void set(int block, VType[] slotTypes, VType[] stack) {
    locals[block] = slotTypes;
    stacks[block] = stack;
  }

  /** Types by slot, or null when the block continues the one before it. */
  VType[] locals(int block) {
    return locals[block];
  }

  /** Types on the stack, or null likewise. */
  VType[] stack(int block) {
    return stacks[block];
  }

  private boolean coversTargets(RecordedCode code, ControlFlow flow) {
    for (var handler : flow.handlers()) {
      if (locals[handler.block()] == null) {
        return false;
      }
    }
    for (int block = 0; block < flow.blockCount(); block++) {
      int last = flow.end(block) - 1;
      int opcode = code.opcodes[last];
      if (ControlFlow.isBranch(opcode)) {
        if (isBare(flow, code.operands[last])) {
          return false;
        }
      } else if (ControlFlow.isSwitch(opcode)) {
        boolean anyBare = false;
        for (int target : ((RecordedCode.SwitchTargets) code.symbols[last]).targets()) {
          anyBare |= isBare(flow, target);
        }
        if (anyBare) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isBare(ControlFlow flow, int target) {
    return locals[flow.blockAt(target)] == null;
  }
}
