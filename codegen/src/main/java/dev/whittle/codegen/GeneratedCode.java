package dev.whittle.codegen;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;

/**
 * The code of one function before it has bytes, complete in itself: instructions with constants as
 * symbols, frames, exception table, and where the anchor points of its body lie, to which lines and
 * variables are joined when the class is assembled. What depends on the rest of the class (indices
 * of constants, and with them widths of {@code ldc}, jumps and switch padding) is not in it, nor
 * are {@link dev.whittle.ir.code.Locations}: so it can be kept and used again wherever the same
 * body is.
 *
 * <p>Positions are numbers of instructions. Array elements must not be changed.
 *
 * @param opcodes as many as there are instructions
 * @param arguments parallel: a slot, a label, an element kind, a dimension, or a small number
 * @param symbols parallel: a {@code Constant}, a reference to a member, the name of a class, the
 *     amount of an increment, or {@link CodePlan.SwitchTargets}; null for none
 * @param labels positions of the labels that jumps name
 * @param isTarget parallel: whether any does
 * @param points where the code of each point of the body starts, and where that of the last ends
 * @param frames ascending by position, each once
 * @param ranges of the exception table, in search order
 * @param anchors where the code at each anchor point starts
 * @param extents of the named variables, in the order of the body's
 * @param slots by local
 * @param hasJoin whether types merge and no frame could say to what, see {@link VType.Join}
 */
record GeneratedCode(
    int[] opcodes,
    int[] arguments,
    Object[] symbols,
    int[] labels,
    boolean[] isTarget,
    int[] points,
    List<Frame> frames,
    List<ExceptionRange> ranges,
    int[] anchors,
    List<Extent> extents,
    int[] slots,
    int maxStack,
    int maxLocals,
    boolean hasJoin) {

  /**
   * What must hold at a position.
   *
   * @param locals one entry each, two slots for long and double, null for what is not usable; the
   *     site of an {@link VType.Uninit} is the position of its {@code new}
   * @param stack bottom first
   */
  record Frame(int position, VType[] locals, VType[] stack) {}

  /**
   * An entry of the exception table (JVMS 4.7.3).
   *
   * @param handler index into {@link Body#handlers()}
   * @param target the label of the handler's code
   * @param catchType null for any
   */
  record ExceptionRange(int handler, int start, int end, int target, String catchType) {}

  /** Where a variable is in its slot. */
  record Extent(int start, int end, int slot) {}

  static GeneratedCode of(Body body, CodePlan plan) {
    return new Assembly(body, plan).run();
  }

  int size() {
    return opcodes.length;
  }

  /** Where the code of an extent of the body starts and ends. */
  Extent extent(Body.Extent extent) {
    int pointCount = points.length - 1;
    int end = extent.end() == pointCount ? size() : points[extent.end()];
    return new Extent(points[extent.first()], end, slots[extent.local()]);
  }

  /** Takes from a body and its plan what assembling a class needs. */
  private static final class Assembly {
    private static final VType[] NO_TYPES = {};

    private final Body body;
    private final CodePlan plan;
    private final int[] slots;
    private VType[] locals = NO_TYPES;
    private int count;

    Assembly(Body body, CodePlan plan) {
      this.body = body;
      this.plan = plan;
      slots = new int[body.locals().size()];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = body.locals().get(i).slot();
      }
    }

    GeneratedCode run() {
      int[] points = plan.pointStarts();
      int[] anchors = new int[body.anchors().size()];
      for (int i = 0; i < anchors.length; i++) {
        anchors[i] = anchor(i, points);
      }
      GeneratedCode code =
          new GeneratedCode(
              plan.opcodes(),
              plan.arguments(),
              plan.symbols(),
              plan.labelStarts(),
              plan.targets(),
              points,
              frames(),
              ExceptionRanges.of(body, plan),
              anchors,
              new ArrayList<>(body.extents().size()),
              slots,
              plan.maxStack(),
              plan.maxLocals(),
              hasJoin());
      for (int i = 0, extents = body.extents().size(); i < extents; i++) {
        code.extents.add(code.extent(body.extents().get(i)));
      }
      return code;
    }

    /**
     * Of several lines at one point the first is that of its exceptions, but only when they stand
     * at the instruction that throws: so operands that are loaded in front of it stay before the
     * lines.
     */
    private int anchor(int index, int[] points) {
      Ints anchors = body.anchors();
      int point = anchors.at(index);
      // A point whose code went to its uses gives its line to what follows.
      int at = Math.min(points[point], plan.size() - 1);
      boolean isShared =
          index > 0 && anchors.at(index - 1) == point
              || index + 1 < anchors.size() && anchors.at(index + 1) == point;
      while (isShared && at + 1 < points[point + 1] && plan.opcode(at) <= Opcodes.ALOAD) {
        at++;
      }
      return at;
    }

    private boolean hasJoin() {
      EntryTypes previous = EntryTypes.EMPTY;
      for (int b = 0, blocks = body.blocks().size(); b < blocks; b++) {
        Block block = body.blocks().get(b);
        List<Block.Parameter> parameters = block.parameters();
        for (int i = 0; i < parameters.size(); i++) {
          if (parameters.get(i).type() instanceof VType.Join) {
            return true;
          }
        }
        List<VType> types = block.entry().types();
        for (int i = 0; i < types.size() && block.entry() != previous; i++) {
          if (types.get(i) instanceof VType.Join) {
            return true;
          }
        }
        previous = block.entry();
      }
      return false;
    }

    /** Of several labels at one position the last is that of the code; others fall into it. */
    private List<Frame> frames() {
      List<Frame> frames = new ArrayList<>();
      for (int label = 0; label < plan.labelCount(); ) {
        int position = plan.labelStart(label);
        int frame = -1;
        for (; label < plan.labelCount() && plan.labelStart(label) == position; label++) {
          frame = plan.isTarget(label) || frame >= 0 ? label : -1;
        }
        if (frame >= 0 && position < plan.size()) {
          frames.add(frame(frame, position));
        }
      }
      return frames.isEmpty() ? Collections.emptyList() : frames;
    }

    private Frame frame(int label, int position) {
      count = 0;
      if (label >= plan.blockCount()) {
        return frameOfStub(plan.stub(label), position);
      }
      Block block = body.blocks().get(label);
      takeLocals(block.entry());
      int depth = block.parameters().size();
      VType[] stack = depth == 0 ? NO_TYPES : new VType[depth];
      for (int i = 0; i < depth; i++) {
        stack[i] = placed(block.parameters().get(i).type());
      }
      return new Frame(position, Arrays.copyOf(locals, count), stack);
    }

    private Frame frameOfStub(CodePlan.Stub stub, int position) {
      Block target = body.blocks().get(stub.block());
      Map<Integer, VType> spilled = new TreeMap<>();
      for (int i = 0; i < stub.slots().length; i++) {
        spilled.put(stub.slots()[i], target.parameters().get(i).type());
      }
      int next = takeLocals(target.entry());
      // What is spilled lies above all locals.
      for (Map.Entry<Integer, VType> spill : spilled.entrySet()) {
        next = put(next, spill.getKey(), spill.getValue());
      }
      return new Frame(position, Arrays.copyOf(locals, count), NO_TYPES);
    }

    /** Returns the slot behind the last. */
    private int takeLocals(EntryTypes entry) {
      int next = 0;
      Ints numbers = entry.locals();
      List<VType> types = entry.types();
      for (int i = 0, size = numbers.size(); i < size; i++) {
        next = put(next, slots[numbers.at(i)], types.get(i));
      }
      return next;
    }

    private int put(int next, int slot, VType type) {
      int needed = count + slot - next + 1;
      if (needed > locals.length) {
        locals = Arrays.copyOf(locals, 2 * needed);
      }
      for (int gap = next; gap < slot; gap++) {
        locals[count++] = null;
      }
      locals[count++] = placed(type);
      return slot + type.kind().slots();
    }

    private VType placed(VType type) {
      return type instanceof VType.Uninit(int site) ? new VType.Uninit(plan.newSite(site)) : type;
    }
  }
}
