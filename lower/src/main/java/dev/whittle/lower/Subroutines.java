package dev.whittle.lower;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;

/**
 * Inlines {@code jsr/ret} (JVMS 4.10.2.5), which class files up to version 50 may have: each call
 * gets a copy of the subroutine, placed where the call stands, so that call and return usually need
 * no jump.
 *
 * <p>A copy is named by a {@link Context}. An instruction belongs to a subroutine as long as the
 * subroutine's {@code ret} can be reached from it; where control leaves for other code it goes back
 * to the caller's copy, so code after a subroutine is not copied. Handlers that release the locks
 * of a subroutine belong to it, too: HotSpot refuses to compile a handler that releases one of
 * several locks.
 */
final class Subroutines {
  /** Code that grows beyond both bounds is refused. */
  private static final int MAX_GROWTH = 8;

  private static final int MAX_INSTRUCTIONS = 65_535;

  /** Compilers nest subroutines as deep as people nest {@code finally}. */
  private static final int MAX_DEPTH = 256;

  private final RecordedCode input;
  private final RecordedCode output = new RecordedCode();

  /** Lines by instruction. */
  private final TreeMap<Integer, List<Integer>> lines = new TreeMap<>();

  private final Coverage ranges;

  /** Instructions from which the return of the subroutine at this entry can be reached. */
  private final Map<Integer, BitSet> members = new HashMap<>();

  private final Map<Context, BitSet> reached = new LinkedHashMap<>();

  /** Where each place begins in the output. */
  private final Map<Place, Integer> starts = new HashMap<>();

  /** What the branches and switches of the output lead to. */
  private final Map<Integer, Place> branches = new HashMap<>();

  private final Map<int[], List<Place>> switches = new IdentityHashMap<>();

  /** Original instruction and copy of each emitted instruction. */
  private final List<Place> places = new ArrayList<>();

  /** Lines of instructions that left nothing behind, then those of the one that is next. */
  private final List<List<Integer>> waitingLines = new ArrayList<>();

  private Place fallsInto;
  private int reachedCount;

  private Subroutines(RecordedCode input) {
    this.input = input;
    for (int i = 0; i < input.lineCount; i++) {
      lines.computeIfAbsent(input.lineStarts[i], _ -> new ArrayList<>(1)).add(input.lines[i]);
    }
    ranges =
        Coverage.of(
            input.size, input.tryRanges, RecordedCode.TryRange::start, RecordedCode.TryRange::end);
  }

  /**
   * A copy of a subroutine's code.
   *
   * @param caller the copy that holds the call, null for the code of the function itself
   * @param site the calling instruction
   * @param entry the subroutine's first instruction
   */
  private record Context(Context caller, int site, int entry) {}

  /** An instruction in a copy. */
  private record Place(Context context, int instruction) {}

  private static final Context MAIN = new Context(null, -1, -1);

  /**
   * The same code without subroutines.
   *
   * @throws IllegalStateException when copies would grow beyond the bound
   */
  static RecordedCode inline(RecordedCode code) {
    return new Subroutines(code).inlined();
  }

  private RecordedCode inlined() {
    reach();
    output.maxLocals = input.maxLocals;
    output.hadSubroutines = true;
    emit(MAIN);
    closeFallThrough(null);
    branches.forEach((branch, place) -> output.operands[branch] = starts.get(place));
    switches.forEach(this::resolve);
    addRanges();
    addVariables();
    return output;
  }

  private void reach() {
    List<Place> work = new ArrayList<>();
    visit(MAIN, 0, work);
    while (!work.isEmpty()) {
      Place place = work.removeLast();
      successors(place).forEach(next -> visit(next.context, next.instruction, work));
      for (int range : ranges.at(place.instruction)) {
        Place handler = move(place.context, input.tryRanges.get(range).handler());
        visit(handler.context, handler.instruction, work);
      }
    }
  }

  private void visit(Context context, int instruction, List<Place> work) {
    BitSet set = reached.computeIfAbsent(context, _ -> new BitSet());
    if (!set.get(instruction)) {
      set.set(instruction);
      work.add(new Place(context, instruction));
      if (++reachedCount > MAX_INSTRUCTIONS && reachedCount > MAX_GROWTH * input.size) {
        throw new IllegalStateException(
            "subroutines nest so that inlining grows the code more than %d times"
                .formatted(MAX_GROWTH));
      }
    }
  }

  private List<Place> successors(Place place) {
    int i = place.instruction;
    int opcode = input.opcodes[i];
    List<Place> next = new ArrayList<>(2);
    if (opcode == Opcodes.JSR) {
      next.add(called(place));
    } else if (opcode == Opcodes.RET) {
      next.add(returned(place));
    } else {
      if (ControlFlow.isBranch(opcode)) {
        next.add(move(place.context, input.operands[i]));
      } else if (ControlFlow.isSwitch(opcode)) {
        for (int target : switchTargets(i)) {
          next.add(move(place.context, target));
        }
      }
      if (!ControlFlow.endsFlow(opcode)) {
        next.add(move(place.context, i + 1));
      }
    }
    return next;
  }

  private int[] switchTargets(int instruction) {
    return ((RecordedCode.SwitchTargets) input.symbols[instruction]).targets();
  }

  /** No subroutine may call itself, by others either (JVMS 4.10.2.5). */
  private Place called(Place site) {
    int entry = input.operands[site.instruction];
    int depth = 1;
    for (Context c = site.context; c != MAIN; c = c.caller) {
      if (c.entry == entry) {
        throw new IllegalStateException("subroutine that calls itself");
      }
      depth++;
    }
    if (depth > MAX_DEPTH) {
      throw new IllegalStateException("subroutines nest more than %d deep".formatted(MAX_DEPTH));
    }
    return new Place(new Context(site.context, site.instruction, entry), entry);
  }

  private Place returned(Place ret) {
    int slot = input.operands[ret.instruction];
    for (Context c = ret.context; c != MAIN; c = c.caller) {
      if (returnSlot(c.entry) == slot) {
        return move(c.caller, c.site + 1);
      }
    }
    throw new IllegalStateException("ret without a subroutine");
  }

  /** The slot that a subroutine keeps its return address in; -1 when it drops it. */
  private int returnSlot(int entry) {
    return input.opcodes[entry] == Opcodes.ASTORE ? input.operands[entry] : -1;
  }

  /** Where an instruction stands when control comes to it from this copy. */
  private Place move(Context from, int instruction) {
    Context context = from;
    while (context != MAIN && !members(context.entry).get(instruction)) {
      context = context.caller;
    }
    return new Place(context, instruction);
  }

  private BitSet members(int entry) {
    BitSet known = members.get(entry);
    if (known != null) {
      return known;
    }
    int slot = returnSlot(entry);
    BitSet set = new BitSet();
    set.set(entry);
    for (int i = 0; i < input.size; i++) {
      if (input.opcodes[i] == Opcodes.RET && input.operands[i] == slot) {
        set.set(i);
      }
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = input.size - 1; i >= 0; i--) {
        if (!set.get(i) && reachesMember(i, slot, set)) {
          set.set(i);
          changed = true;
        }
      }
    }
    if (contains(set, Opcodes.MONITORENTER)) {
      addReleasingHandlers(set);
    }
    members.put(entry, set);
    return set;
  }

  private boolean contains(BitSet set, int opcode) {
    return set.stream().anyMatch(i -> input.opcodes[i] == opcode);
  }

  /** Adds the code of handlers that cover nothing but the subroutine and themselves. */
  private void addReleasingHandlers(BitSet set) {
    Map<Integer, List<RecordedCode.TryRange>> rangesOf = new TreeMap<>();
    for (RecordedCode.TryRange range : input.tryRanges) {
      rangesOf.computeIfAbsent(range.handler(), _ -> new ArrayList<>()).add(range);
    }
    rangesOf.forEach(
        (handler, ranges) -> {
          BitSet code = reachableFrom(handler);
          if (contains(code, Opcodes.MONITOREXIT)) {
            code.or(set);
            if (ranges.stream().allMatch(r -> code.nextClearBit(r.start()) >= r.end())) {
              set.or(code);
            }
          }
        });
  }

  /** What control comes to from an instruction, but not by exceptions, and not in subroutines. */
  private BitSet reachableFrom(int instruction) {
    BitSet set = new BitSet();
    List<Integer> work = new ArrayList<>(List.of(instruction));
    while (!work.isEmpty()) {
      int i = work.removeLast();
      if (!set.get(i)) {
        set.set(i);
        int opcode = input.opcodes[i];
        if (opcode == Opcodes.JSR) {
          work.add(i + 1);
        } else if (opcode != Opcodes.RET) {
          successors(new Place(MAIN, i)).forEach(next -> work.add(next.instruction));
        }
      }
    }
    return set;
  }

  private boolean reachesMember(int i, int slot, BitSet set) {
    int opcode = input.opcodes[i];
    if (opcode == Opcodes.JSR) {
      int entry = input.operands[i];
      return set.get(i + 1) || returnSlot(entry) != slot && set.get(entry);
    }
    if (ControlFlow.isBranch(opcode) && set.get(input.operands[i])) {
      return true;
    }
    if (ControlFlow.isSwitch(opcode)) {
      for (int target : switchTargets(i)) {
        if (set.get(target)) {
          return true;
        }
      }
      return false;
    }
    return !ControlFlow.endsFlow(opcode) && set.get(i + 1);
  }

  private void emit(Context context) {
    BitSet set = reached.get(context);
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      emit(new Place(context, i));
    }
  }

  private void emit(Place place) {
    closeFallThrough(place);
    awaitLines(place);
    int i = place.instruction;
    int opcode = input.opcodes[i];
    if (opcode == Opcodes.JSR) {
      Place entry = called(place);
      boolean addressIsStored = input.opcodes[entry.instruction] == Opcodes.ASTORE;
      boolean addressIsDropped = input.opcodes[entry.instruction] == Opcodes.POP;
      if (!addressIsStored && !addressIsDropped) {
        begin(place);
        output.add(Opcodes.ACONST_NULL, 0, 0, null);
      }
      fallsInto = entry;
      emit(entry.context);
    } else if (opcode == Opcodes.RET) {
      addJump(place, Opcodes.GOTO, returned(place));
    } else if (isAddressEntry(place)) {
      // Nothing reads the return address any more; the place stands before what follows it.
      fallsInto = move(place.context, i + 1);
    } else {
      copy(place, opcode);
      fallsInto = ControlFlow.endsFlow(opcode) ? null : move(place.context, i + 1);
    }
  }

  private boolean isAddressEntry(Place place) {
    int opcode = input.opcodes[place.instruction];
    return place.context.entry == place.instruction
        && (opcode == Opcodes.ASTORE || opcode == Opcodes.POP);
  }

  /** Jumps to what the last instruction falls into, unless that comes next. */
  private void closeFallThrough(Place next) {
    if (fallsInto != null && !fallsInto.equals(next)) {
      addJump(fallsInto, Opcodes.GOTO, fallsInto);
    }
    fallsInto = null;
    if (next != null) {
      starts.put(next, output.size);
    }
  }

  private void resolve(int[] targets, List<Place> leadTo) {
    for (int i = 0; i < targets.length; i++) {
      targets[i] = starts.get(leadTo.get(i));
    }
  }

  /** The next instruction of the output is that of a place. */
  private void begin(Place place) {
    addLines();
    places.add(place);
  }

  private void addJump(Place place, int opcode, Place to) {
    begin(place);
    branches.put(output.size, to);
    output.addControl(opcode, 0, null);
  }

  private void copy(Place place, int opcode) {
    int i = place.instruction;
    if (ControlFlow.isBranch(opcode)) {
      addJump(place, opcode, move(place.context, input.operands[i]));
      return;
    }
    begin(place);
    if (ControlFlow.isSwitch(opcode)) {
      int[] targets = new int[switchTargets(i).length];
      List<Place> leadTo = new ArrayList<>(targets.length);
      for (int target : switchTargets(i)) {
        leadTo.add(move(place.context, target));
      }
      switches.put(targets, leadTo);
      int[] keys = ((RecordedCode.SwitchTargets) input.symbols[i]).keys();
      output.addControl(opcode, 0, new RecordedCode.SwitchTargets(keys, targets));
    } else if (ControlFlow.endsFlow(opcode)) {
      output.addControl(opcode, 0, null);
    } else {
      output.add(opcode, input.operands[i], input.extras[i], input.symbols[i]);
    }
  }

  private void awaitLines(Place place) {
    boolean follows = !places.isEmpty() && places.getLast().instruction == place.instruction - 1;
    List<Integer> own = lines.get(place.instruction);
    if (own != null) {
      waitingLines.add(own);
    } else if (!follows) {
      var current = lines.lowerEntry(place.instruction);
      if (current != null) {
        waitingLines.add(List.of(current.getValue().getLast()));
      }
    }
  }

  /**
   * Adds the lines that come to stand at the next instruction. What its exceptions say is the first
   * of them, so its own comes before those of instructions that are gone.
   */
  private void addLines() {
    if (waitingLines.size() > 1) {
      waitingLines.addFirst(List.of(waitingLines.getLast().getFirst()));
    }
    int previous = -1;
    for (List<Integer> own : waitingLines) {
      for (int line : own) {
        if (line != previous) {
          output.addLine(output.size, line);
        }
        previous = line;
      }
    }
    waitingLines.clear();
  }

  /** Instructions of the output that an entry of the input covers without a gap. */
  private record Run(int start, int end, Place handler) {}

  private void addRanges() {
    List<List<Run>> runs =
        runs(
            input.tryRanges.size(),
            ranges,
            (range, place) -> move(place.context, input.tryRanges.get(range).handler()));
    for (int r = 0; r < runs.size(); r++) {
      String type = input.tryRanges.get(r).type();
      for (Run run : runs.get(r)) {
        int handler = starts.get(run.handler);
        output.tryRanges.add(new RecordedCode.TryRange(run.start, run.end, handler, type));
      }
    }
  }

  private void addVariables() {
    Coverage variables =
        Coverage.of(
            input.size, input.variables, RecordedCode.Variable::start, RecordedCode.Variable::end);
    List<List<Run>> runs = runs(input.variables.size(), variables, (_, _) -> null);
    for (int i = 0; i < runs.size(); i++) {
      RecordedCode.Variable v = input.variables.get(i);
      for (Run run : runs.get(i)) {
        output.variables.add(
            new RecordedCode.Variable(v.named(), v.kind(), run.start, run.end, v.slot()));
      }
    }
  }

  /** Where the handler of an entry stands for an instruction that it covers. */
  private interface Handlers {
    Place of(int entry, Place covered);
  }

  /** The runs of each entry, in one pass over the output. */
  private List<List<Run>> runs(int entries, Coverage coverage, Handlers handlers) {
    List<List<Run>> runs = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      runs.add(new ArrayList<>(1));
    }
    for (int i = 0; i < places.size(); i++) {
      for (int entry : coverage.at(places.get(i).instruction)) {
        Place handler = handlers.of(entry, places.get(i));
        List<Run> own = runs.get(entry);
        Run last = own.isEmpty() ? null : own.getLast();
        if (last != null && last.end == i && Objects.equals(last.handler, handler)) {
          own.set(own.size() - 1, new Run(last.start, i + 1, handler));
        } else {
          own.add(new Run(i, i + 1, handler));
        }
      }
    }
    return runs;
  }
}
