package dev.whittle.codegen.fuzz;

import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stack and the locals where the next instruction of {@link RandomCode} will stand. Types are
 * {@code I}, {@code J}, {@code F}, {@code D}, {@code N} for null, and names of classes.
 */
final class CodeState {
  static final List<String> TYPES =
      List.of("I", "J", "F", "D", Types.OBJECT, Types.STRING, "[I", Types.BASE);

  /** Instructions: mnemonic, operands, result. */
  private static final List<String> OPERATIONS =
      List.of(
          "iadd II I",
          "imul II I",
          "idiv II I",
          "irem II I",
          "ishl II I",
          "iand II I",
          "isub II I",
          "ladd JJ J",
          "lsub JJ J",
          "ldiv JJ J",
          "lushr JI J",
          "lcmp JJ I",
          "fsub FF F",
          "fmul FF F",
          "fcmpg FF I",
          "dadd DD D",
          "ddiv DD D",
          "dcmpl DD I",
          "i2l I J",
          "i2d I D",
          "i2b I I",
          "l2i J I",
          "l2f J F",
          "f2i F I",
          "f2d F D",
          "d2l D J",
          "d2f D F",
          "ineg I I",
          "lneg J J",
          "dneg D D");

  private static final List<String> STATICS =
      List.of("anInt I", "aLong J", "aFloat F", "aDouble D", "ints [I");
  private static final String TRACE = " " + Types.TRACE + " ";

  final List<String> stack;
  final Map<Integer, String> locals;
  private final Dice dice;
  private final String name;
  private final List<String> code;
  private final Map<Integer, String> stable;
  private final int[] free;
  private final boolean hasLines;

  CodeState(
      Dice dice,
      String name,
      List<String> code,
      List<String> stack,
      Map<Integer, String> locals,
      Map<Integer, String> stable,
      int[] free,
      boolean hasLines) {
    this.dice = dice;
    this.name = name;
    this.code = code;
    this.stack = new ArrayList<>(stack);
    this.locals = new TreeMap<>(locals);
    this.stable = stable;
    this.free = free;
    this.hasLines = hasLines;
  }

  static String type(String descriptor) {
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }

  static int words(String type) {
    return type.equals("J") || type.equals("D") ? 2 : 1;
  }

  static boolean isReference(String type) {
    return type.length() > 1 || type.equals("N");
  }

  private static boolean isAssignable(String from, String to) {
    return from.equals(to)
        || isReference(from)
            && isReference(to)
            && !to.equals("N")
            && (from.equals("N") || Types.isSubtype(from, to));
  }

  /** What a mnemonic starts with that works on this type. */
  static String prefix(String type) {
    return isReference(type) ? "a" : type.equals("J") ? "l" : type.toLowerCase(Locale.ROOT);
  }

  /** An instruction that pushes some value of a type. */
  static String constant(Dice dice, String type) {
    return switch (type) {
      case "I" ->
          dice.of(
              "iconst_" + dice.below(6), "bipush " + dice.below(100), "ldc int " + dice.anyInt());
      case "J" -> dice.of("lconst_" + dice.below(2), "ldc long " + dice.anyLong());
      case "F" -> dice.of("fconst_" + dice.below(3), "ldc float " + (float) dice.anyInt());
      case "D" -> dice.of("dconst_" + dice.below(2), "ldc double " + (double) dice.anyLong());
      case Types.STRING, Types.OBJECT -> dice.of("ldc text a", "ldc text", "aconst_null");
      default -> "aconst_null";
    };
  }

  void add(String line) {
    code.add(line);
  }

  /** A label of its own: no two lines of a function are the same place. */
  String label() {
    return "l" + name + "_" + code.size();
  }

  boolean holds(List<String> types, Map<Integer, String> claimed) {
    return common(types) == types.size() && types.size() == stack.size() && has(claimed);
  }

  private boolean has(Map<Integer, String> claimed) {
    return claimed.entrySet().stream()
        .allMatch(
            e ->
                locals.containsKey(e.getKey())
                    && isAssignable(locals.get(e.getKey()), e.getValue()));
  }

  private int common(List<String> types) {
    int common = 0;
    while (common < Math.min(stack.size(), types.size())
        && isAssignable(stack.get(common), types.get(common))) {
      common++;
    }
    return common;
  }

  /** Brings these types about. */
  void adapt(List<String> types, Map<Integer, String> claimed) {
    claimed.forEach(
        (slot, type) -> {
          if (!locals.containsKey(slot) || !isAssignable(locals.get(slot), type)) {
            push(type);
            store(slot);
          }
        });
    adaptStack(types);
  }

  void adaptStack(List<String> types) {
    int common = common(types);
    while (stack.size() > common) {
      pop();
    }
    types.subList(common, types.size()).forEach(this::push);
    for (int i = 0; i < types.size(); i++) {
      stack.set(i, types.get(i));
    }
  }

  void pop() {
    add(words(stack.removeLast()) == 2 ? "pop2" : "pop");
  }

  /** Pushes a value that may stand for the type. */
  void push(String type) {
    List<Integer> fitting =
        locals.entrySet().stream()
            .filter(e -> isAssignable(e.getValue(), type))
            .map(Map.Entry::getKey)
            .toList();
    if (!fitting.isEmpty() && !dice.oneIn(3)) {
      load(dice.of(fitting));
      return;
    }
    switch (type) {
      case Types.BASE -> create(Types.BASE);
      case Types.STATE, Types.THROWABLE, "java/lang/RuntimeException" -> create(Types.STATE);
      case "[I" -> {
        add("bipush " + dice.below(4));
        add("newarray 10");
        stack.add("[I");
      }
      default -> {
        String constant = constant(dice, type);
        add(constant);
        stack.add(constant.equals("aconst_null") ? "N" : isReference(type) ? Types.STRING : type);
      }
    }
  }

  private void load(int slot) {
    add(prefix(locals.get(slot)) + "load " + slot);
    stack.add(locals.get(slot));
  }

  private void store(int slot) {
    String type = stack.removeLast();
    add(prefix(type) + "store " + slot);
    String before = locals.get(slot - 1);
    if (before != null && words(before) == 2) {
      locals.remove(slot - 1);
    }
    if (words(type) == 2) {
      locals.remove(slot + 1);
    }
    locals.put(slot, type);
  }

  /** An object, mostly with a branch between its allocation and its constructor. */
  private void create(String type) {
    add("new " + type);
    add("dup");
    if (type.equals(Types.BASE) && dice.oneIn(2)) {
      String other = label();
      String joined = "j" + other;
      push("I");
      stack.removeLast();
      add("ifeq " + other);
      add("iconst_1");
      add("goto " + joined);
      add(other + ":");
      add("bipush " + (dice.below(9) - 1));
      add(joined + ":");
      add("invokespecial " + type + " <init> (I)V");
    } else {
      add("invokespecial " + type + " <init> ()V");
    }
    stack.add(type);
  }

  void statement() {
    switch (dice.below(16)) {
      case 0, 1 -> push(dice.of(TYPES));
      case 2, 3, 4, 5 -> shuffle();
      case 6, 7 -> operate();
      case 8 -> note();
      case 9 -> call();
      case 10 -> save();
      case 11 -> field();
      case 12 -> array();
      case 13 -> test();
      case 14 -> line();
      default -> add("iinc " + (stable.keySet().stream().toList().get(1)) + " " + dice.of(1, 300));
    }
  }

  private void line() {
    if (hasLines) {
      add("line " + (1 + dice.below(90)));
    }
  }

  /** Any form that the sizes on top of the stack allow. */
  private void shuffle() {
    ShuffleForm form = dice.of(ShuffleForm.values());
    List<String> rest = new ArrayList<>(stack);
    List<String> copied = take(rest, form.copiedWords());
    List<String> skipped = copied == null ? null : take(rest, form.skippedWords());
    if (skipped == null) {
      return;
    }
    add(form.name().toLowerCase(Locale.ROOT));
    stack.clear();
    stack.addAll(rest);
    stack.addAll(copied);
    stack.addAll(skipped);
    if (form != ShuffleForm.SWAP) {
      stack.addAll(copied);
    }
  }

  private static List<String> take(List<String> rest, int words) {
    List<String> taken = new ArrayList<>();
    int left = words;
    while (left > 0 && !rest.isEmpty()) {
      taken.addFirst(rest.removeLast());
      left -= words(taken.getFirst());
    }
    return left == 0 ? taken : null;
  }

  private void want(String... types) {
    int from = stack.size() - types.length;
    for (int i = 0; i < types.length; i++) {
      if (from < 0 || !isAssignable(stack.get(from + i), types[i])) {
        List.of(types).forEach(this::push);
        return;
      }
    }
  }

  private void replace(int operands, String result) {
    for (int i = 0; i < operands; i++) {
      stack.removeLast();
    }
    if (result != null) {
      stack.add(result);
    }
  }

  private void operate() {
    String[] words = dice.of(OPERATIONS).split(" ");
    want(words[1].split(""));
    add(words[0]);
    replace(words[1].length(), words[2]);
  }

  private void note() {
    if (stack.isEmpty()) {
      return;
    }
    String type = stack.getLast();
    String descriptor = isReference(type) ? "Ljava/lang/Object;" : type;
    add("invokestatic" + TRACE + "note (" + descriptor + ")V");
    replace(1, null);
  }

  private void call() {
    switch (dice.below(4)) {
      case 0, 1 -> {
        want("I");
        add("invokestatic" + TRACE + "fail (I)I");
      }
      case 2 -> {
        want(Types.STRING, Types.STRING);
        add(
            "invokestatic"
                + TRACE
                + "join (Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;");
        replace(2, Types.STRING);
      }
      default -> {
        want("I", "J", "F", "D", Types.OBJECT, "I");
        add("invokestatic" + TRACE + "mix (IJFDLjava/lang/Object;I)J");
        replace(6, "J");
      }
    }
  }

  /** Into a slot that takes anything, or one that keeps its type. */
  private void save() {
    if (stack.isEmpty()) {
      return;
    }
    String type = stack.getLast();
    List<Integer> fitting =
        stable.entrySet().stream()
            .filter(e -> e.getKey() > 0 && isAssignable(type, e.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!fitting.isEmpty() && dice.oneIn(3)) {
      int slot = dice.of(fitting);
      store(slot);
      locals.put(slot, stable.get(slot));
    } else {
      store(free[dice.below(free.length)]);
    }
  }

  private void field() {
    String[] words = dice.of(STATICS).split(" ");
    if (dice.oneIn(2)) {
      want(words[1]);
      add("putstatic" + TRACE + words[0] + " " + words[1]);
      replace(1, null);
    } else {
      add("getstatic" + TRACE + words[0] + " " + words[1]);
      stack.add(words[1]);
    }
  }

  private void array() {
    switch (dice.below(3)) {
      case 0 -> {
        want("[I", "I");
        add("iaload");
        replace(2, "I");
      }
      case 1 -> {
        want("[I", "I", "I");
        add("iastore");
        replace(3, null);
      }
      default -> {
        want("[I");
        add("arraylength");
        replace(1, "I");
      }
    }
  }

  private void test() {
    String type = dice.of(Types.STRING, "[I", Types.BASE);
    want(Types.OBJECT);
    boolean isCast = dice.oneIn(2);
    add((isCast ? "checkcast " : "instanceof ") + type);
    replace(1, isCast ? type : "I");
  }
}
