package dev.whittle.codegen.world;

import dev.whittle.codegen.world.Machine.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a branch or a switch decides, in one form for all that decide the same: conditions and their
 * opposites, comparisons with zero and null and those of two operands, switches and comparisons of
 * one key with constants.
 *
 * <p>A way is the jumps that a machine makes to go it.
 */
sealed interface Choice {
  /** More keys than this are not looked for in comparisons that follow each other. */
  int MAX_KEYS = 64;

  /** Longer chains of jumps than this are not followed. */
  int MAX_CHAIN = 64;

  /**
   * A comparison of two values.
   *
   * @param opcode of the branch on two operands that is taken when they are equal, less, greater,
   *     or the same
   */
  record Comparison(int opcode, int left, int right, int taken, int otherwise) implements Choice {}

  /** A comparison of a value with constants. */
  record Cases(int key, Map<Integer, int[]> ways, int[] otherwise) implements Choice {
    int[] way(Integer constant) {
      return constant == null ? otherwise : ways.getOrDefault(constant, otherwise);
    }

    /** The constants of both, and null for all other values. */
    List<Integer> keys(Cases other) {
      TreeSet<Integer> constants = new TreeSet<>(ways.keySet());
      constants.addAll(other.ways.keySet());
      List<Integer> keys = new ArrayList<>(constants);
      keys.add(null);
      return keys;
    }
  }

  static boolean isChoice(int opcode) {
    return opcode >= 153 && opcode <= 166
        || opcode == 170
        || opcode == 171
        || opcode == 198
        || opcode == 199;
  }

  /** What the branch or switch decides at which a machine stands. */
  static Choice of(Machine machine) {
    Choice choice = single(machine);
    return choice instanceof Cases cases ? withFollowing(machine, cases) : choice;
  }

  /** Where control goes in any case, as far as the machine knows; -1 when that depends. */
  static int onlyWay(Machine machine) {
    int[] targets = targets(machine);
    int first = end(machine, targets[0]);
    if (Arrays.stream(targets).allMatch(target -> end(machine, target) == first)) {
      return targets[0];
    }
    return switch (single(machine)) {
      case Comparison c -> {
        Boolean holds = holds(machine, c);
        yield holds == null ? -1 : holds ? c.taken : c.otherwise;
      }
      case Cases c -> {
        Integer key = machine.values().knownInteger(c.key);
        yield key == null ? -1 : c.way(key)[0];
      }
    };
  }

  /** Whether both compare the same values in the same way. */
  default boolean isSame(Choice other) {
    return switch (this) {
      case Comparison c ->
          other instanceof Comparison o
              && c.opcode == o.opcode
              && c.left == o.left
              && c.right == o.right;
      case Cases c -> other instanceof Cases o && c.key == o.key;
    };
  }

  /** Where a branch or switch leads. */
  static int[] targets(Machine machine) {
    int at = machine.at();
    int opcode = machine.program.code.opcode(at);
    int[] targets = machine.program.code.targets(at);
    return opcode == 170 || opcode == 171 ? targets : new int[] {targets[0], at + 1};
  }

  /** Where a chain of jumps ends on which no line starts. */
  private static int end(Machine machine, int target) {
    int at = target;
    for (int i = 0; i < MAX_CHAIN; i++) {
      boolean isJump = at < machine.program.code.size() && machine.program.code.opcode(at) == 167;
      if (!isJump || !machine.program.lines(at).isEmpty()) {
        break;
      }
      at = machine.program.code.targets(at)[0];
    }
    return at;
  }

  private static Choice single(Machine machine) {
    int opcode = machine.program.code.opcode(machine.at());
    int[] targets = targets(machine);
    if (opcode == 170 || opcode == 171) {
      return cases(machine.program.code.text(machine.at()), machine.operand(0), targets);
    }
    boolean isBinary = opcode >= 159 && opcode <= 166;
    int left = machine.operand(isBinary ? 1 : 0);
    int right =
        isBinary
            ? machine.operand(0)
            : opcode < 159 ? machine.values().integer(0) : machine.values().nothing();
    int condition = isBinary ? opcode : opcode < 159 ? opcode + 6 : opcode - 33;
    boolean isOpposite = condition % 2 == 0;
    int taken = targets[isOpposite ? 1 : 0];
    int otherwise = targets[isOpposite ? 0 : 1];
    int positive = isOpposite ? condition - 1 : condition;
    Integer constant = machine.values().knownInteger(right);
    return positive == 159 && constant != null
        ? new Cases(left, Map.of(constant, new int[] {taken}), new int[] {otherwise})
        : new Comparison(positive, left, right, taken, otherwise);
  }

  /** A switch, whose text has the keys, or the first of them. */
  private static Cases cases(String text, int key, int[] targets) {
    String[] words = text.split(" ");
    boolean isTable = words[0].equals("170");
    Map<Integer, int[]> ways = new TreeMap<>();
    for (int i = 1; i < targets.length; i++) {
      int constant = isTable ? Integer.parseInt(words[1]) + i - 1 : Integer.parseInt(words[i]);
      ways.put(constant, new int[] {targets[i]});
    }
    return new Cases(key, ways, new int[] {targets[0]});
  }

  /** Whether the comparison holds, null when that is not known. */
  private static Boolean holds(Machine machine, Comparison c) {
    Values values = machine.values();
    if (c.opcode == 165) {
      if (c.right != values.nothing()) {
        return null;
      }
      return c.left == values.nothing() ? Boolean.TRUE : values.isString(c.left) ? false : null;
    }
    Integer left = values.knownInteger(c.left);
    Integer right = values.knownInteger(c.right);
    if (left == null || right == null) {
      return null;
    }
    int order = Integer.compare(left, right);
    return c.opcode == 159 ? order == 0 : c.opcode == 161 ? order < 0 : order > 0;
  }

  /** With what the value is compared with next, when it is none of these constants. */
  private static Cases withFollowing(Machine machine, Cases first) {
    int at = machine.at();
    int[] cells = machine.cells();
    Map<Integer, int[]> ways = new TreeMap<>(first.ways);
    int[] path = first.otherwise;
    Cases last = first;
    for (int known = 0; known < ways.size() && ways.size() < MAX_KEYS; ) {
      known = ways.size();
      machine.take(0);
      machine.jump(last.otherwise[0]);
      if (!isComparedAgain(machine)
          || !(single(machine) instanceof Cases next)
          || next.key != first.key) {
        break;
      }
      int[] there = path;
      next.ways.forEach((constant, way) -> ways.putIfAbsent(constant, append(there, way[0])));
      path = append(path, next.otherwise[0]);
      last = next;
    }
    machine.restore(at, Stop.EVENT, cells);
    return new Cases(first.key, ways, path);
  }

  /** Where variables are visible they are compared at each comparison. */
  private static boolean isComparedAgain(Machine machine) {
    return machine.isAtChoice() && machine.program.variables(machine.at()).isEmpty();
  }

  private static int[] append(int[] path, int jump) {
    int[] longer = Arrays.copyOf(path, path.length + 1);
    longer[path.length] = jump;
    return longer;
  }
}
