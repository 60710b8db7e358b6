package dev.whittle.lower;

import dev.whittle.ir.code.VType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * What the locals and the operand stack hold when a block is entered. With frames in the input
 * these are claims, taken over; a block without one continues the block before it and has no entry
 * here.
 */
final class EntryStates {
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
    states.set(0, parameterSlots, new VType[0]);
    Frames frames = new Frames();
    for (RecordedCode.Frame frame : code.frames) {
      int block = flow.reachableFrom(frame.index()) == frame.index() ? startingAt(flow, frame) : -1;
      if (block >= 0) {
        states.set(block, frames.locals(frame.locals()), frames.stack(frame.stack()));
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

  private static int startingAt(ControlFlow flow, RecordedCode.Frame frame) {
    for (int low = 0, high = flow.blockCount() - 1; low <= high; ) {
      int middle = (low + high) >>> 1;
      if (flow.start(middle) == frame.index()) {
        return middle;
      }
      if (flow.start(middle) < frame.index()) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
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
        if (isBare(flow, (RecordedCode.Target) code.symbols[last])) {
          return false;
        }
      } else if (ControlFlow.isSwitch(opcode)) {
        RecordedCode.SwitchTargets targets = (RecordedCode.SwitchTargets) code.symbols[last];
        if (isBare(flow, targets.otherwise())
            || Arrays.stream(targets.targets()).anyMatch(t -> isBare(flow, t))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isBare(ControlFlow flow, RecordedCode.Target target) {
    return locals[flow.blockAt(target.index)] == null;
  }

  /** Turns ASM's frame entries into types; equal entries share an object. */
  private static final class Frames {
    /** By the {@code tag} of {@code verification_type_info} (JVMS 4.7.4). */
    private static final VType[] BY_CODE = {
      null,
      VType.Primitive.INT,
      VType.Primitive.FLOAT,
      VType.Primitive.DOUBLE,
      VType.Primitive.LONG,
      new VType.Null(),
      new VType.UninitThis()
    };

    private final Map<String, VType> classes = new HashMap<>();

    VType[] locals(Object[] entries) {
      int slots = 0;
      for (Object entry : entries) {
        slots += isWide(entry) ? 2 : 1;
      }
      VType[] types = new VType[slots];
      int slot = 0;
      for (Object entry : entries) {
        types[slot] = type(entry);
        slot += isWide(entry) ? 2 : 1;
      }
      return types;
    }

    VType[] stack(Object[] entries) {
      VType[] types = new VType[entries.length];
      for (int i = 0; i < entries.length; i++) {
        types[i] = type(entries[i]);
      }
      return types;
    }

    private static boolean isWide(Object entry) {
      return entry == Opcodes.LONG || entry == Opcodes.DOUBLE;
    }

    private VType type(Object entry) {
      return switch (entry) {
        case String name -> classes.computeIfAbsent(name, VType.Class::new);
        case RecordedCode.Target site -> new VType.Uninit(site.index);
        case Integer code -> primitive(code);
        default -> throw new IllegalStateException("unknown frame entry " + entry);
      };
    }

    private static VType primitive(Integer code) {
      return BY_CODE[code];
    }
  }
}
