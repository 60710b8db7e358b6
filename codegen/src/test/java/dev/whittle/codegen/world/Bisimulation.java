package dev.whittle.codegen.world;

import dev.whittle.codegen.world.Machine.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A proof that two codes do the same with the same values. Both are executed side by side on {@link
 * Values}, from one stop to the next: the starts of lines, and all that can be seen from outside or
 * decides where control goes (accesses, calls, allocations, checks, locks, divisions, constants
 * that are resolved, branches, switches, throws, returns). Where one stops the other must stop for
 * the same, with the same operands, in the reach of the same handlers, at the same lines, and each
 * visible variable must be the same and its slot hold the same value.
 *
 * <p>At a pair of stops to which several ways lead, values that the ways bring are joined: two
 * places, of one code or of both, hold one value from there on when every way brings one value to
 * both. So what is known of a pair only ever gets less, and the greatest such relation is found,
 * each pair being visited about as often as loops are nested around it.
 *
 * <p>Not compared: what a handler sees that covers nothing but instructions that cannot throw, and
 * what a loop without stops does.
 */
public final class Bisimulation {
  private final Values values = new Values();
  private final Machine left;
  private final Machine right;
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Pair> work =
      new PriorityQueue<>(
          Comparator.<Pair>comparingInt(pair -> pair.left).thenComparingInt(pair -> pair.right));

  /** Stops of both codes, with what is known there. */
  private static final class Pair {
    private final int left;
    private final int right;
    private final Stop stop;
    private final int rightStart;

    /** The left's slots and stack, then the right's. */
    private final int[] cells;

    /** Values that stand for what several ways bring. */
    private final Set<Integer> joined = new HashSet<>();

    private boolean waits;

    private Pair(Machine left, Machine right) {
      this.left = left.at();
      this.right = right.at();
      stop = left.stop();
      int[] first = left.cells();
      int[] second = right.cells();
      rightStart = first.length;
      cells = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, cells, rightStart, second.length);
    }
  }

  /** Ends the walk: the codes are not the same. */
  private static final class Difference extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Difference(String message) {
      super(message, null, false, false);
    }
  }

  private Bisimulation(Instructions before, Instructions after) {
    left = Machine.deciding(before, values);
    right = Machine.deciding(after, values);
  }

  /**
   * Null when the codes do the same with the same values, else where they do not. Subroutines are
   * followed into their copies, but there lines and variables are not compared: a copy has other
   * neighbours than the subroutine had.
   */
  static String difference(Code before, Code after) {
    return before.hasSubroutines()
        ? differenceOfValues(before, after)
        : difference(Instructions.of(before), Instructions.of(after));
  }

  /** As {@link #difference}, but for lines and variables. */
  private static String differenceOfValues(Code before, Code after) {
    return difference(
        Instructions.withoutDebugTables(before), Instructions.withoutDebugTables(after));
  }

  /**
   * As {@link #difference}, but for variables, lines that are in no stack trace, and the handlers
   * of returns that cannot throw.
   */
  static String differenceOfTraces(Code before, Code after) {
    return before.hasSubroutines()
        ? differenceOfValues(before, after)
        : difference(Instructions.withTraceLines(before), Instructions.withTraceLines(after));
  }

  private static String difference(Instructions before, Instructions after) {
    try {
      new Bisimulation(before, after).walk();
      return null;
    } catch (Difference e) {
      return e.getMessage();
    }
  }

  /** The differences between the methods of two class files, by method. */
  public static Map<String, String> differences(byte[] before, byte[] after) {
    return differences(before, after, Bisimulation::difference);
  }

  /** As {@link #differences}, but for lines and variables. */
  public static Map<String, String> differencesOfValues(byte[] before, byte[] after) {
    return differences(before, after, Bisimulation::differenceOfValues);
  }

  private static Map<String, String> differences(
      byte[] before, byte[] after, BiFunction<Code, Code, String> comparison) {
    Map<String, Code> codes = new ClassBytes(after).codes();
    Map<String, String> differences = new TreeMap<>();
    new ClassBytes(before)
        .codes()
        .forEach(
            (method, code) -> {
              String difference = comparison.apply(code, codes.get(method));
              if (difference != null) {
                differences.put(method, difference);
              }
            });
    return differences;
  }

  private void walk() {
    left.start();
    right.start();
    arrive();
    while (!work.isEmpty()) {
      Pair pair = work.remove();
      pair.waits = false;
      left.restore(pair.left, pair.stop, Arrays.copyOf(pair.cells, pair.rightStart));
      right.restore(
          pair.right,
          pair.stop,
          Arrays.copyOfRange(pair.cells, pair.rightStart, pair.cells.length));
      while (goOn()) {
        left.resume();
        right.resume();
        if (left.merged() || right.merged() || left.isAtChoice() && !isSameChoice()) {
          arrive();
          break;
        }
        same("stops", left.stop(), right.stop());
      }
    }
  }

  /** Compares what stands here; whether control passes to what follows, and only there. */
  private boolean goOn() {
    if (left.stop() == Stop.NOWHERE) {
      return false;
    }
    compareVariables();
    if (left.stop() == Stop.LINE) {
      same("lines", left.program.lines(left.at()), right.program.lines(right.at()));
      return true;
    }
    if (isSameChoice()) {
      choose();
      return false;
    }
    compareEvents();
    if (!left.program.hasTraceLines() || mayThrow(left)) {
      exceptions();
    }
    int result = values.of("result", left.at(), right.at());
    left.take(result);
    right.take(result);
    return !left.program.code.endsFlow(left.at());
  }

  private void compareVariables() {
    List<Instructions.Variable> before = left.program.variables(left.at());
    same("variables", before, right.program.variables(right.at()));
    for (Instructions.Variable variable : before) {
      if (left.local(variable.slot()) != right.local(variable.slot())) {
        throw new Difference("another value in " + variable.text() + " at " + place());
      }
    }
  }

  private void compareEvents() {
    same("events", left.program.code.text(left.at()), right.program.code.text(right.at()));
    for (int i = 0; i < left.operandCount(); i++) {
      sameOperand(left.operand(i), right.operand(i));
    }
    if (left.program.hasTraceLines() && mayThrow(left)) {
      same(
          "lines of traces",
          left.program.traceLine(left.at()),
          right.program.traceLine(right.at()));
    }
  }

  /** A return may for a lock that is still held (JVMS 2.11.10). */
  private static boolean mayThrow(Machine machine) {
    int opcode = machine.program.code.opcode(machine.at());
    return machine.program.code.hasLocks() || opcode < 172 || opcode > 177;
  }

  private void sameOperand(int before, int after) {
    if (before != after) {
      throw new Difference("another operand at " + place());
    }
  }

  private void choose() {
    Choice before = Choice.of(left);
    Choice after = Choice.of(right);
    if (before instanceof Choice.Comparison b && after instanceof Choice.Comparison a) {
      eachWay(
          List.of(true, false),
          taken -> {
            left.choose(taken ? b.taken() : b.otherwise());
            right.choose(taken ? a.taken() : a.otherwise());
          });
    } else if (before instanceof Choice.Cases b && after instanceof Choice.Cases a) {
      eachWay(
          b.keys(a),
          constant -> {
            left.choose(b.way(constant));
            right.choose(a.way(constant));
          });
    }
  }

  private boolean isSameChoice() {
    return left.isAtChoice() && right.isAtChoice() && Choice.of(left).isSame(Choice.of(right));
  }

  private void exceptions() {
    List<Code.Handler> before = left.program.handlers(left.at());
    List<Code.Handler> after = right.program.handlers(right.at());
    same("handlers", types(before), types(after));
    eachWay(
        IntStream.range(0, before.size()).boxed().toList(),
        way -> {
          int first = before.get(way).handler();
          int second = after.get(way).handler();
          int caught = values.of("caught", first, second);
          left.enter(first, caught);
          right.enter(second, caught);
        });
  }

  private static List<String> types(List<Code.Handler> handlers) {
    return handlers.stream().map(Code.Handler::type).toList();
  }

  /** Goes several ways from here, and is here again. */
  private <T> void eachWay(Collection<T> ways, Consumer<T> go) {
    if (ways.isEmpty()) {
      return;
    }
    int leftAt = left.at();
    int rightAt = right.at();
    int[] before = left.cells();
    int[] after = right.cells();
    for (T way : ways) {
      go.accept(way);
      arrive();
      left.restore(leftAt, Stop.EVENT, before);
      right.restore(rightAt, Stop.EVENT, after);
    }
  }

  /** Brings what both machines hold to the pair of stops where they are. */
  private void arrive() {
    // A choice that the right one does not make may be one that changes nothing.
    while (left.isAtChoice() && !isSameChoice() && left.passIdleChoice()) {}
    same("stops", left.stop(), right.stop());
    long key = ((long) left.at() << 32 | right.at()) * 3 + left.stop().ordinal();
    Pair brought = new Pair(left, right);
    Pair pair = pairs.putIfAbsent(key, brought);
    if (pair == null || join(pair, brought)) {
      Pair changed = pair == null ? brought : pair;
      if (!changed.waits) {
        changed.waits = true;
        work.add(changed);
      }
    }
  }

  /** Whether less is known of a pair after one more way leads to it. */
  private boolean join(Pair pair, Pair brought) {
    if (pair.rightStart != brought.rightStart || pair.cells.length != brought.cells.length) {
      throw new Difference("stacks of different depth meet at " + place());
    }
    // What a joined value stands for may differ on each way, if all its places get the same.
    Map<Integer, Integer> standsFor = new HashMap<>();
    Set<Integer> split = new HashSet<>();
    for (int i = 0; i < pair.cells.length; i++) {
      Integer first = standsFor.putIfAbsent(pair.cells[i], brought.cells[i]);
      if (first != null && first != brought.cells[i]) {
        split.add(pair.cells[i]);
      }
    }
    Map<Long, Integer> parts = new HashMap<>();
    boolean changed = false;
    for (int i = 0; i < pair.cells.length; i++) {
      int known = pair.cells[i];
      int other = brought.cells[i];
      if (known == other || pair.joined.contains(known) && !split.contains(known)) {
        continue;
      }
      int part =
          parts.computeIfAbsent(
              (long) known << 32 | other,
              _ -> {
                int fresh = values.fresh(Values.isWide(other) ? known : 0);
                pair.joined.add(fresh);
                return fresh;
              });
      pair.cells[i] = part;
      changed = true;
    }
    return changed;
  }

  private void same(String what, Object before, Object after) {
    if (!before.equals(after)) {
      throw new Difference(what + ": was " + before + " is " + after + " at " + place());
    }
  }

  private String place() {
    List<String> places = new ArrayList<>();
    for (Machine machine : List.of(left, right)) {
      Code code = machine.program.code;
      boolean isThere = machine.at() >= 0 && machine.at() < code.size();
      places.add(machine.at() + (isThere ? " [" + code.text(machine.at()) + "]" : ""));
    }
    return String.join(" and ", places);
  }
}
