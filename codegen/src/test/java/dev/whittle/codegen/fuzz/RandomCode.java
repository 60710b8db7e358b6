package dev.whittle.codegen.fuzz;

import dev.whittle.ir.Descriptor;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random bytecode that no compiler writes, as {@link BytecodeText}: blocks in any order with values
 * on the stack where they meet, loops of any shape, subroutines, handlers that cover anything, code
 * that nothing reaches. What a block expects is decided by the first jump to it; later ones bring
 * it about. The first parameter is fuel: whoever goes to code that was made earlier uses some.
 */
final class RandomCode {
  private static final List<Integer> VERSIONS = List.of(46, 48, 49, 49, 50, 52, 61, 69);
  private static final List<String> RESULTS =
      List.of("I", "J", "F", "D", "Ljava/lang/Object;", "V");
  private static final List<String> PARAMETERS =
      List.of("I", "J", "F", "D", "Ljava/lang/Object;", "Ljava/lang/String;", "[I");
  private static final List<String> CAUGHT =
      List.of(Types.THROWABLE, "java/lang/RuntimeException", Types.STATE);
  private static final int MAX_DEPTH = 6;

  /** A block; its stack is null until something leads to it. */
  private static final class Draft {
    final String label;
    final int routine;
    final String caught;
    final List<String> code = new ArrayList<>();
    List<String> stack;
    Map<Integer, String> locals;
    boolean isMade;
    String next;

    Draft(String label, int routine, String caught) {
      this.label = label;
      this.routine = routine;
      this.caught = caught;
    }
  }

  private final Dice dice;
  private final Random order;
  private final String descriptor;
  private final Map<Integer, String> stable = new TreeMap<>();
  private final List<Draft> blocks = new ArrayList<>();

  /** The blocks where subroutines start. */
  private final List<Draft> routines = new ArrayList<>();

  private final int firstFree;

  /** Whether there are lines; then each block starts one, as code may come to stand elsewhere. */
  private final boolean hasLines;

  private CodeState state;
  private Draft current;

  private RandomCode(long seed, Dice dice, int version) {
    this.dice = dice;
    this.order = new Random(seed);
    StringBuilder text = new StringBuilder("(I");
    for (int i = dice.below(4); i > 0; i--) {
      text.append(dice.of(PARAMETERS));
    }
    descriptor = text.append(')').append(dice.of(RESULTS)).toString();
    int slot = 0;
    Map<Integer, String> entry = new TreeMap<>();
    for (String parameter : Descriptor.parameters(descriptor)) {
      entry.put(slot, CodeState.type(parameter));
      slot += CodeState.words(entry.get(slot));
    }
    stable.put(0, "I");
    for (String type : List.of("I", Types.STRING, "J", "[I")) {
      stable.put(slot, type);
      slot += CodeState.words(type);
    }
    firstFree = slot;
    hasLines = !dice.oneIn(3);
    blocks(version);
    blocks.getFirst().stack = List.of();
    blocks.getFirst().locals = entry;
  }

  /** The lines of a class with so many functions. */
  static List<String> of(long seed, int functions) {
    Dice dice = new Dice(seed);
    int version = dice.of(VERSIONS);
    List<String> lines = new ArrayList<>();
    lines.add("class Code" + Long.toHexString(seed) + " " + version);
    for (int i = 0; i < functions; i++) {
      RandomCode code = new RandomCode(seed * 31 + i, dice, version);
      lines.add("function f" + i + " " + code.descriptor);
      lines.addAll(code.lines());
    }
    return lines;
  }

  private void blocks(int version) {
    for (int i = 2 + dice.below(dice.oneIn(6) ? 20 : 8); i > 0; i--) {
      String caught = blocks.isEmpty() || !dice.oneIn(5) ? null : dice.of(CAUGHT);
      blocks.add(new Draft("b" + blocks.size(), 0, caught));
      if (caught != null) {
        blocks.getLast().stack = List.of(caught);
        blocks.getLast().locals = new TreeMap<>(stable);
      }
    }
    for (int r = 1; version <= 49 && dice.oneIn(2) && r < 4; r++) {
      routines.add(new Draft("b" + blocks.size(), r, null));
      blocks.add(routines.getLast());
      for (int i = dice.below(4); i > 0; i--) {
        blocks.add(new Draft("b" + blocks.size(), r, null));
      }
    }
  }

  private List<String> lines() {
    make(blocks.getFirst());
    List<Draft> waiting = new ArrayList<>(blocks);
    Collections.shuffle(waiting, order);
    makeAll(waiting);
    for (Draft dead : blocks) {
      if (dead.stack == null && dead.routine == 0 && dice.oneIn(2)) {
        dead.stack = dice.list(3, () -> dice.of(CodeState.TYPES));
        dead.locals = new TreeMap<>(stable);
      }
    }
    makeAll(waiting);
    return layout();
  }

  /** Makes blocks until there is none left that something leads to. */
  private void makeAll(List<Draft> waiting) {
    for (int i = 0; i < waiting.size(); ) {
      Draft next = waiting.get(i);
      if (next.stack != null && !next.isMade) {
        make(next);
        i = 0;
      } else {
        i++;
      }
    }
  }

  /** The blocks in any order; a jump to the next is mostly left out. */
  private List<String> layout() {
    List<Draft> made = new ArrayList<>(blocks.stream().filter(b -> b.isMade).toList());
    Collections.shuffle(made.subList(1, made.size()), order);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      Draft block = made.get(i);
      lines.add(block.label + ":");
      lines.addAll(block.code);
      boolean isNext = i + 1 < made.size() && made.get(i + 1).label.equals(block.next);
      if (block.next != null && !(isNext && !dice.oneIn(4))) {
        lines.add(dice.oneIn(6) ? "goto_w " + block.next : "goto " + block.next);
      }
    }
    ranges(lines);
    return lines;
  }

  /** Ranges that start and end anywhere behind the first stores. */
  private void ranges(List<String> lines) {
    List<Draft> handlers = blocks.stream().filter(b -> b.caught != null && b.isMade).toList();
    int first = 2 + 2 * (stable.size() - 1);
    List<String> table = new ArrayList<>();
    for (int i = handlers.isEmpty() ? 0 : dice.below(6); i > 0; i--) {
      int from = first + dice.below(lines.size() - first);
      int to = from + 1 + dice.below(dice.oneIn(2) ? lines.size() - from : 8);
      if (lines.subList(from, Math.min(to, lines.size())).stream().allMatch(RandomCode::isPlace)) {
        continue;
      }
      lines.add(Math.min(to, lines.size()), "e" + i + ":");
      lines.add(from, "s" + i + ":");
      Draft handler = dice.of(handlers);
      boolean isAny = handler.caught.equals(Types.THROWABLE) && dice.oneIn(2);
      String type =
          dice.of(Types.THROWN.stream().filter(t -> Types.isSubtype(t, handler.caught)).toList());
      table.add("try s" + i + " e" + i + " " + handler.label + " " + (isAny ? "any" : type));
    }
    lines.addAll(0, table);
  }

  private static boolean isPlace(String line) {
    return line.endsWith(":") || line.startsWith("line ");
  }

  private void make(Draft block) {
    block.isMade = true;
    current = block;
    state =
        new CodeState(
            dice,
            block.label,
            block.code,
            block.stack,
            block.locals,
            stable,
            freeSlots(block),
            hasLines);
    if (hasLines) {
      state.add("line " + (1 + dice.below(90)));
    }
    if (block == blocks.getFirst()) {
      stable.forEach((slot, type) -> prologue(slot, type));
    }
    if (block.caught != null) {
      useFuel();
    }
    if (routines.contains(block)) {
      state.add("astore " + addressSlot(block.routine));
    }
    for (int i = dice.below(dice.oneIn(8) ? 40 : 10); i > 0; i--) {
      if (dice.oneIn(9)) {
        exit();
      } else if (dice.oneIn(12) && !routines.isEmpty()) {
        call();
      } else {
        state.statement();
      }
    }
    end();
  }

  private void prologue(int slot, String type) {
    if (slot > 0) {
      state.add(CodeState.constant(dice, type));
      state.add(CodeState.prefix(type) + "store " + slot);
      state.locals.put(slot, type);
    }
  }

  private int addressSlot(int routine) {
    return firstFree + 10 + routine;
  }

  /** Slots that a block may store to as it likes; subroutines have their own. */
  private int[] freeSlots(Draft block) {
    int base = firstFree + (block.routine == 0 ? 0 : 11 + 4 * block.routine);
    return block.routine == 0 && dice.oneIn(5)
        ? new int[] {base, base + 1, base + 2, 254, 255, 256}
        : block.routine == 0
            ? new int[] {base, base + 1, base + 2, base + 3, base + 4, base + 5}
            : new int[] {base, base + 1, base + 2};
  }

  private void useFuel() {
    String on = state.label();
    state.add("iinc 0 -1");
    state.add("iload 0");
    state.add("ifgt " + on);
    leave();
    state.add(on + ":");
  }

  /** Returns some constant, whatever is on the stack. */
  private void leave() {
    String type = Descriptor.returnType(descriptor);
    if (type.equals("V")) {
      state.add("return");
    } else {
      state.add(CodeState.constant(dice, CodeState.type(type)));
      state.add(CodeState.prefix(CodeState.type(type)) + "return");
    }
  }

  private Draft target() {
    int routine = current.routine != 0 && dice.oneIn(16) ? 0 : current.routine;
    List<Draft> fitting =
        blocks.stream()
            .filter(b -> b.routine == routine && b != blocks.getFirst() && !routines.contains(b))
            .filter(b -> b.caught == null || dice.oneIn(3))
            .toList();
    return fitting.isEmpty() ? null : dice.of(fitting);
  }

  /** Brings about what a block expects, or decides it. */
  private void arrive(Draft target) {
    if (target.isMade) {
      useFuel();
    }
    if (target.stack != null) {
      state.adapt(target.stack, target.locals);
      return;
    }
    while (state.stack.size() > MAX_DEPTH) {
      state.pop();
    }
    target.stack = state.stack.stream().map(this::wider).toList();
    target.locals = new TreeMap<>(stable);
    if (target.routine == current.routine) {
      state.locals.forEach(
          (slot, type) -> {
            if (!dice.oneIn(4)) {
              target.locals.putIfAbsent(slot, wider(type));
            }
          });
    }
  }

  private String wider(String type) {
    return CodeState.isReference(type) && dice.oneIn(3) ? Types.OBJECT : type;
  }

  private void exit() {
    Draft target = target();
    if (target == null) {
      return;
    }
    arrive(target);
    switch (dice.below(4)) {
      case 0 -> {
        state.push("I");
        state.push("I");
        state.stack.removeLast();
        state.stack.removeLast();
        state.add(dice.of("if_icmplt ", "if_icmpeq ", "if_icmpge ") + target.label);
      }
      case 1 -> {
        state.push(dice.of(Types.OBJECT, Types.STRING, "N"));
        state.stack.removeLast();
        state.add(dice.of("ifnull ", "ifnonnull ") + target.label);
      }
      default -> {
        state.push("I");
        state.stack.removeLast();
        state.add(dice.of("ifeq ", "ifne ", "ifgt ", "ifle ") + target.label);
      }
    }
  }

  /** Calls a subroutine that only calls later ones. */
  private void call() {
    Draft routine = dice.of(routines);
    if (routine.routine <= current.routine) {
      return;
    }
    arrive(routine);
    state.add("jsr " + routine.label);
    state.stack.clear();
    state.stack.addAll(routine.stack);
  }

  private void end() {
    Draft target = target();
    int choice = dice.below(8);
    if (isLastOfRoutine()) {
      state.adaptStack(routines.get(current.routine - 1).stack);
      state.add("ret " + addressSlot(current.routine));
    } else if (target == null || choice == 5) {
      leave();
    } else if (choice == 6 && dice.oneIn(2)) {
      state.push(Types.STATE);
      state.add("athrow");
    } else if (choice == 7) {
      select(target);
    } else {
      arrive(target);
      current.next = target.label;
    }
  }

  /** Whether the block has the one {@code ret} of its routine. */
  private boolean isLastOfRoutine() {
    return current.routine != 0
        && blocks.stream().filter(b -> b.routine == current.routine).toList().getLast() == current;
  }

  /** Goes to this block, and to others that expect no more than it does. */
  private void select(Draft target) {
    arrive(target);
    List<Draft> fitting = new ArrayList<>(List.of(target));
    for (Draft other : blocks) {
      boolean isOpen = !other.isMade && other.routine == current.routine;
      if (isOpen && other.stack != null && other.caught == null && !routines.contains(other)) {
        if (state.holds(other.stack, other.locals)) {
          fitting.add(other);
        }
      }
    }
    boolean isTable = dice.oneIn(2);
    StringBuilder text = new StringBuilder(isTable ? "tableswitch" : "lookupswitch");
    int key = dice.of(-2, 0, 1, Integer.MIN_VALUE, 1000);
    for (int i = 1 + dice.below(dice.oneIn(20) ? 400 : 5); i > 0; i--) {
      text.append(' ').append(key).append(':').append(dice.of(fitting).label);
      key += isTable ? 1 : 1 + dice.below(3);
    }
    state.push("I");
    state.add(text + " " + dice.of(fitting).label);
  }
}
