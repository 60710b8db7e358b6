package dev.whittle.codegen.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes HotSpot's compilers refuse a method that verifies: more than 8,000 bytes (the flag
 * {@code DontCompileHugeMethods}), a loop head with operands on the stack (no replacement of a
 * frame that runs the loop, so a hot loop stays interpreted until the method is called again), and
 * locks that are not visibly paired.
 *
 * <p>Locks are followed as HotSpot's own analysis does, without knowing more: a lock belongs to the
 * instruction that took it, whoever holds the same reference holds the lock, and where ways meet
 * that bring different references nothing is known of them.
 */
final class HotSpotLimits {
  /** HotSpot's {@code HugeMethodLimit}, in bytes. */
  private static final int HUGE = 8000;

  private static final int MONITORENTER = 194;
  private static final int MONITOREXIT = 195;

  private final Values values = new Values();
  private final Machine machine;
  private final Map<Integer, State> states = new TreeMap<>();
  private final ArrayDeque<State> work = new ArrayDeque<>();

  /** Why a lock is not paired, as found first: after that nothing is known. */
  private String unpaired;

  private List<Integer> held = List.of();

  private static final class State {
    private final int at;
    private final Machine.Stop stop;
    private final int[] cells;
    private final List<Integer> held;

    private State(Machine machine, List<Integer> held) {
      at = machine.at();
      stop = machine.stop();
      cells = machine.cells();
      this.held = held;
    }
  }

  private HotSpotLimits(Code code) {
    machine = Machine.of(Instructions.withLinesAtMerges(code), values);
    walk();
  }

  /**
   * What HotSpot refuses of {@code after} and did not refuse of {@code before}; of subroutines it
   * is taken to refuse nothing.
   */
  static List<String> lost(Code before, Code after) {
    List<String> lost = new ArrayList<>(lostBySize(before, after));
    HotSpotLimits input = before.hasSubroutines() ? null : new HotSpotLimits(before);
    HotSpotLimits output = new HotSpotLimits(after);
    int loops = output.machine.loadedLoops().size();
    if (loops > (input == null ? 0 : input.machine.loadedLoops().size())) {
      lost.add("operands on the stack at " + loops + " loop heads");
    }
    if (output.unpaired != null && (input == null || input.unpaired == null)) {
      lost.add("locks: " + output.unpaired);
    }
    return lost;
  }

  /** The same for codes with the same instructions, which can only differ in length. */
  static List<String> lostBySize(Code before, Code after) {
    return before.length <= HUGE && after.length > HUGE
        ? List.of("code of %d bytes, was %d".formatted(after.length, before.length))
        : List.of();
  }

  private void walk() {
    machine.start();
    arrive();
    while (!work.isEmpty()) {
      State state = work.remove();
      machine.restore(state.at, state.stop, state.cells);
      held = state.held;
      if (state.stop == Machine.Stop.LINE) {
        machine.resume();
        arrive();
      } else if (state.stop == Machine.Stop.EVENT) {
        event();
      }
    }
  }

  private void event() {
    Code code = machine.program.code;
    int at = machine.at();
    int opcode = code.opcode(at);
    int[] jumps = code.targets(at);
    if (jumps.length == 0) {
      exceptions(opcode);
    }
    if (opcode == MONITORENTER) {
      enter(at);
    } else if (opcode == MONITOREXIT) {
      exit(at);
    }
    if (opcode >= 172 && opcode <= 177 && !held.isEmpty()) {
      unpaired("held at a return");
    }
    machine.take(values.of("result", at, 0));
    int[] cells = machine.cells();
    for (int target : jumps) {
      machine.jump(target);
      arrive();
      machine.restore(at, Machine.Stop.EVENT, cells);
    }
    if (!code.endsFlow(at)) {
      machine.resume();
      arrive();
    }
  }

  /**
   * An exception must not leave the method while a lock is held. The release of a lock that is held
   * throws none, nor does a return.
   */
  private void exceptions(int opcode) {
    if (opcode == MONITOREXIT && !held.isEmpty() || opcode >= 172 && opcode <= 177) {
      return;
    }
    int at = machine.at();
    int[] cells = machine.cells();
    for (Code.Handler handler : machine.program.handlers(at)) {
      machine.enter(handler.handler(), values.of("caught", handler.handler(), 0));
      arrive();
      machine.restore(at, Machine.Stop.EVENT, cells);
      if (handler.type().equals("-")) {
        return;
      }
    }
    if (!held.isEmpty()) {
      unpaired("held where an exception leaves");
    }
  }

  private void enter(int at) {
    int lock = values.of("lock", at, 0);
    if (held.contains(machine.operand(0))) {
      unpaired("taken twice");
    }
    replace(machine.operand(0), lock);
    held = new ArrayList<>(held);
    held.add(lock);
  }

  private void exit(int at) {
    if (held.isEmpty() || held.getLast() != machine.operand(0)) {
      unpaired("released is not the one taken last");
      return;
    }
    held = List.copyOf(held.subList(0, held.size() - 1));
    replace(machine.operand(0), values.of("released", at, 0));
  }

  private void unpaired(String why) {
    unpaired = unpaired == null ? why : unpaired;
  }

  private void replace(int value, int by) {
    int[] cells = machine.cells();
    Arrays.setAll(cells, i -> cells[i] == value ? by : cells[i]);
    machine.restore(machine.at(), Machine.Stop.EVENT, cells);
  }

  private void arrive() {
    if (machine.stop() == Machine.Stop.NOWHERE) {
      return;
    }
    State brought = new State(machine, held);
    State state = states.putIfAbsent(2 * machine.at() + machine.stop().ordinal(), brought);
    if (state == null) {
      work.add(brought);
    } else if (!state.held.equals(held)) {
      unpaired("ways meet that hold different locks");
    } else if (join(state.cells, brought.cells)) {
      work.add(state);
    }
  }

  private boolean join(int[] known, int[] brought) {
    boolean changed = false;
    for (int i = 0; i < Math.min(known.length, brought.length); i++) {
      int any = Values.wide(values.of("any", i, 0), Values.isWide(known[i]));
      if (known[i] != brought[i] && known[i] != any) {
        known[i] = any;
        changed = true;
      }
    }
    return changed;
  }
}
