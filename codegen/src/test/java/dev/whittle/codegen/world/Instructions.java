package dev.whittle.codegen.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * A {@link Code} made ready for walks: by instruction, the slot it names, whether several ways lead
 * to it, what lines start there, which variables are visible and which handlers cover it.
 */
final class Instructions {
  final Code code;
  private final int[] slots;
  private final BitSet merges = new BitSet();
  private final List<List<Integer>> lines = new ArrayList<>();
  private final List<List<Code.Handler>> handlers;
  private final List<List<Variable>> variables;
  private int slotCount = 1;

  /** By instruction, the line of a stack trace from there; empty when traces are not asked for. */
  private int[] traceLines = {};

  /**
   * A variable as it is visible.
   *
   * @param text table, name, descriptor and slot
   */
  record Variable(String text, int slot) implements Comparable<Variable> {
    @Override
    public int compareTo(Variable other) {
      return text.compareTo(other.text);
    }
  }

  private Instructions(Code code, List<Code.Variable> visible) {
    this.code = code;
    slots = new int[code.size()];
    for (int i = 0; i < code.size(); i++) {
      for (int target : code.targets(i)) {
        merges.set(target);
      }
      int opcode = code.opcode(i);
      if (opcode == 168) {
        merges.set(i + 1);
      }
      if (namesSlot(opcode)) {
        String text = code.text(i);
        int end = opcode == 132 ? text.lastIndexOf(' ') : text.length();
        slots[i] = Integer.parseInt(text, opcode == 132 ? 5 : text.indexOf('_') + 1, end, 10);
        slotCount = Math.max(slotCount, slots[i] + 2);
      }
    }
    code.handlers.forEach(handler -> merges.set(handler.handler()));
    handlers = spans(code.handlers, Code.Handler::start, Code.Handler::end);
    variables = sorted(spans(visible, Code.Variable::start, Code.Variable::end));
  }

  static Instructions of(Code code) {
    Instructions result = new Instructions(code, code.variables);
    result.findLines(code.lines);
    return result;
  }

  /** As if the code had no lines and variables. */
  static Instructions withoutDebugTables(Code code) {
    Instructions result = new Instructions(code, List.of());
    result.findLines(List.of());
    return result;
  }

  /** As if the code had no variables, and lines were seen in stack traces only. */
  static Instructions withTraceLines(Code code) {
    Instructions result = withoutDebugTables(code);
    result.traceLines = new int[code.size()];
    for (int i = 0; i < code.size(); i++) {
      result.traceLines[i] = traceLine(code, i);
    }
    return result;
  }

  /** As HotSpot finds it: the first entry for the instruction, else the last before it. */
  private static int traceLine(Code code, int instruction) {
    int best = -1;
    int line = -1;
    for (Code.Line entry : code.lines) {
      if (entry.start() == instruction) {
        return entry.line();
      }
      if (entry.start() < instruction && entry.start() >= best) {
        best = entry.start();
        line = entry.line();
      }
    }
    return line;
  }

  /** As if the code had no variables, and a line started wherever several ways lead. */
  static Instructions withLinesAtMerges(Code code) {
    Instructions result = new Instructions(code, List.of());
    result.findLines(result.merges.stream().mapToObj(i -> new Code.Line(i, 0)).toList());
    return result;
  }

  private static boolean namesSlot(int opcode) {
    return opcode >= 21 && opcode <= 25
        || opcode >= 54 && opcode <= 58
        || opcode == 132
        || opcode == 169;
  }

  /** By instruction, what covers it, in the order of {@code all}. */
  private <T> List<List<T>> spans(List<T> all, ToIntFunction<T> start, ToIntFunction<T> end) {
    List<List<Integer>> changes = new ArrayList<>();
    for (int i = 0; i <= code.size(); i++) {
      changes.add(null);
    }
    for (int n = 0; n < all.size(); n++) {
      for (int at : new int[] {start.applyAsInt(all.get(n)), end.applyAsInt(all.get(n))}) {
        if (changes.get(at) == null) {
          changes.set(at, new ArrayList<>());
        }
        changes.get(at).add(n);
      }
    }
    TreeMap<Integer, T> active = new TreeMap<>();
    List<List<T>> result = new ArrayList<>();
    List<T> now = List.of();
    for (int i = 0; i < code.size(); i++) {
      if (changes.get(i) != null) {
        for (int n : changes.get(i)) {
          // An empty range starts and ends at once.
          if (active.remove(n) == null) {
            active.put(n, all.get(n));
          }
        }
        now = List.copyOf(active.values());
      }
      result.add(now);
    }
    return result;
  }

  private List<List<Variable>> sorted(List<List<Code.Variable>> spans) {
    List<List<Variable>> result = new ArrayList<>();
    List<Code.Variable> last = null;
    List<Variable> now = List.of();
    for (List<Code.Variable> span : spans) {
      if (span != last) {
        last = span;
        now = span.stream().map(Instructions::variable).distinct().sorted().toList();
        now.forEach(v -> slotCount = Math.max(slotCount, v.slot + 2));
      }
      result.add(now);
    }
    return result;
  }

  private static Variable variable(Code.Variable variable) {
    String text = variable.text();
    return new Variable(text, Integer.parseInt(text.substring(text.lastIndexOf('_') + 1)));
  }

  /**
   * A line starts where the table says. Where that is code that nothing reaches, it starts at the
   * next code that is reached, unless one starts there anyway.
   */
  private void findLines(List<Code.Line> table) {
    TreeMap<Integer, TreeSet<Integer>> starts = new TreeMap<>();
    table.forEach(l -> starts.computeIfAbsent(l.start(), _ -> new TreeSet<>()).add(l.line()));
    BitSet reachable = code.reachable();
    TreeSet<Integer> waiting = new TreeSet<>();
    for (int i = 0; i < code.size(); i++) {
      TreeSet<Integer> here = starts.get(i);
      waiting = here == null ? waiting : here;
      lines.add(reachable.get(i) ? List.copyOf(waiting) : List.of());
      waiting = reachable.get(i) ? new TreeSet<>() : waiting;
    }
  }

  /** How many slots code and variables name. */
  int slotCount() {
    return slotCount;
  }

  /** The slot that a load, a store, an {@code iinc} or a {@code ret} names. */
  int slot(int instruction) {
    return slots[instruction];
  }

  /** Whether control comes here from elsewhere than the instruction before. */
  boolean isMerge(int instruction) {
    return merges.get(instruction);
  }

  List<Integer> lines(int instruction) {
    return lines.get(instruction);
  }

  boolean hasTraceLines() {
    return traceLines.length > 0;
  }

  /** The line that a stack trace has from here, -1 when there is none. */
  int traceLine(int instruction) {
    return traceLines[instruction];
  }

  /** The handlers that cover an instruction, in search order. */
  List<Code.Handler> handlers(int instruction) {
    return handlers.get(instruction);
  }

  List<Variable> variables(int instruction) {
    return variables.get(instruction);
  }
}
