package dev.whittle.codegen.fuzz;

import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.List;

/**
 * Random Java: a class of static functions {@code f0}, {@code f1}, … of two ints, as lines of which
 * any balanced part may be left out. Loops are bounded, and calls lead to earlier functions.
 */
final class RandomSource {
  private static final String HEAD =
      """
      import dev.whittle.codegen.fuzz.Trace;
      import java.util.function.*;
      import java.util.*;
      public class %s {
        enum Color { RED, GREEN, BLUE }
        static int state;
        static long total;
        static class Res implements AutoCloseable {
          final int n;
          Res(int n) { this.n = n; if (n %% 5 == 4) throw new IllegalStateException("open"); }
          public void close() { Trace.note(n); if (n %% 3 == 1) throw new IllegalArgumentException("close"); }
        }
        class Inner { int x = state++; int get() { return x + state; } }
        static <T extends Comparable<T>> T max(T a, T b) { return a.compareTo(b) > 0 ? a : b; }
        static int sum(Integer... all) { int s = 0; for (Integer i : all) { s += i; } return s; }
        static synchronized int locked(int a) { return Trace.fail(a) + 1; }
      """;
  private static final String HEAD_17 =
      """
        sealed interface Shape permits Circle, Square {}
        record Circle(int r) implements Shape {}
        record Square(int side, Object tag) implements Shape {}
      """;

  private final Dice dice;
  private final int release;
  private final List<String> lines = new ArrayList<>();
  private int functions;
  private int names;
  private int depth;

  private RandomSource(Dice dice, int release) {
    this.dice = dice;
    this.release = release;
  }

  /** The lines of the class of this seed, for {@code javac --release} of that number. */
  static List<String> of(String name, long seed, int functions, int release) {
    RandomSource source = new RandomSource(new Dice(seed), release);
    source.lines.addAll(HEAD.formatted(name).lines().toList());
    if (release >= 17) {
      source.lines.addAll(HEAD_17.lines().toList());
    }
    for (source.functions = 0; source.functions < functions; source.functions++) {
      source.function();
    }
    source.lines.add("}");
    return source.lines;
  }

  private void function() {
    lines.add("  public static int f" + functions + "(int a, int b) {");
    lines.add("    if (Trace.isEnough()) { return a; }");
    lines.add("    int c = a; long l = b; String s = \"s\"; double d = a / 2.0; Object o = s;");
    lines.add("    int[] v = {a, b, 3}; int limit = 0;");
    for (int i = 2 + dice.below(4); i > 0; i--) {
      statement();
    }
    lines.add("    Trace.note(l); Trace.note(d); Trace.note(o); Trace.note(s); Trace.note(v);");
    lines.add("    return c + a - b;");
    lines.add("  }");
  }

  private String variable() {
    return dice.of("a", "b", "c", "v[1]", "state", "v[0]");
  }

  private String number() {
    return switch (dice.below(20)) {
      case 0, 1, 2, 3 -> variable();
      case 4, 5 -> String.valueOf(dice.below(9) - 3);
      case 6 ->
          "("
              + number()
              + dice.of(" + ", " - ", " * ", " ^ ", " & ", " / ", " % ")
              + number()
              + ")";
      case 7 -> "(" + variable() + dice.of("++", "--") + " + " + variable() + ")";
      case 8 -> "(" + test() + " ? " + number() + " : " + number() + ")";
      case 9 -> "s.length()";
      case 10 ->
          functions == 0 ? "a" : "f" + dice.below(functions) + "(" + small() + ", " + small() + ")";
      case 11 -> "Trace.fail(" + number() + ")";
      case 12 -> "sum(" + number() + ", " + number() + ")";
      case 13 -> "max(" + number() + ", " + number() + ")";
      case 14 -> "(int) (l " + dice.of(">>", ">>>", "<<", "*", "-") + " " + number() + ")";
      case 15 ->
          "(" + variable() + dice.of(" = ", " += ", " -= ", " <<= ", " ^= ") + number() + ")";
      case 16 ->
          "((Function<Integer, Integer>) (q"
              + names
              + " -> q"
              + names++
              + " + state)).apply("
              + small()
              + ")";
      case 17 -> "v[" + number() + " & 3]";
      case 18 -> "locked(" + small() + ")";
      default -> "(int) (byte) " + variable();
    };
  }

  private String small() {
    return dice.oneIn(2) ? String.valueOf(dice.below(5)) : dice.of("a", "b", "state");
  }

  private String test() {
    return switch (dice.below(8)) {
      case 0 -> number() + dice.of(" < ", " == ", " >= ", " != ") + number();
      case 1 -> "(" + test() + dice.of(" && ", " || ", " ^ ") + test() + ")";
      case 2 -> "!" + "(" + test() + ")";
      case 3 -> "o instanceof Integer";
      case 4 -> "l > " + number();
      case 5 -> "d != " + number();
      case 6 -> "o == null";
      default -> variable() + " > 1";
    };
  }

  private void block() {
    depth++;
    for (int i = 1 + dice.below(2); i > 0; i--) {
      statement();
    }
    depth--;
  }

  private void statement() {
    if (depth > 2 || lines.size() > 4000) {
      simple();
      return;
    }
    switch (dice.below(release >= 17 ? 24 : 20)) {
      case 0, 1 -> conditional();
      case 2, 3 -> loop();
      case 4, 5, 6 -> attempt();
      case 7 -> selectNumber();
      case 8 -> selectText();
      case 9 -> enclosed("synchronized (v) {");
      case 10 -> resource();
      case 11 -> lambda();
      case 12 -> anonymous();
      case 20 -> pattern();
      case 21 -> arrow();
      case 22 -> record();
      default -> simple();
    }
  }

  private void add(String line) {
    lines.add("    " + "  ".repeat(depth) + line);
  }

  private void enclosed(String head) {
    add(head);
    block();
    add("}");
  }

  private void simple() {
    switch (dice.below(12)) {
      case 0 -> add("Trace.note((int) (" + number() + "));");
      case 1 -> add("c = c++ + c; a = a-- - --a;");
      case 2 -> add("l " + dice.of("+=", "*=", "-=", ">>=") + " " + number() + ";");
      case 3 ->
          add(
              "s = Trace.join(s, \"x\" + "
                  + number()
                  + " + d + l + o.getClass().getSimpleName());");
      case 4 -> add("d = d * " + number() + " - l;");
      case 5 ->
          add(
              "o = "
                  + dice.of("s", "v", "null", "(Integer) 7", "new Object[] {1, null}", "Color.RED")
                  + ";");
      case 6 -> add("v[" + number() + " & 3] " + dice.of("+=", "=", "^=") + " " + number() + ";");
      case 7 -> add("total += l++; state = (char) total;");
      case 8 -> add("if (limit++ > 60) { return " + number() + "; }");
      case 9 -> add("assert " + number() + " > -2000000000 : \"no\";");
      case 10 -> add("{ Integer boxed = " + number() + "; boxed++; boxed += c; c = boxed; }");
      default -> add(variable() + " = " + number() + ";");
    }
  }

  private void conditional() {
    add("if (" + test() + ") {");
    block();
    if (dice.oneIn(2)) {
      add("} else {");
      block();
    }
    add("}");
  }

  private void loop() {
    int loop = names++;
    String head =
        switch (dice.below(4)) {
          case 0 -> "while (limit++ < 40 && " + test() + ") {";
          case 1 ->
              "for (int i" + loop + " = 0; i" + loop + " < 3 && limit++ < 40; i" + loop + "++) {";
          case 2 -> "for (int e" + loop + " : v) {";
          default -> "do {";
        };
    add("loop" + loop + ": " + head);
    block();
    if (dice.oneIn(2)) {
      add("  if (" + test() + ") { " + dice.of("break", "continue") + " loop" + loop + "; }");
    }
    block();
    add(head.equals("do {") ? "} while (limit++ < 40 && " + test() + ");" : "}");
  }

  private void attempt() {
    add("try {");
    block();
    if (dice.oneIn(5)) {
      add("  if (" + test() + ") { throw new IllegalStateException(\"t\" + a); }");
    }
    if (dice.oneIn(5)) {
      add("  if (" + test() + ") { return " + number() + "; }");
    }
    boolean caught = !dice.oneIn(3);
    if (caught) {
      String type =
          dice.of(
              "IllegalStateException",
              "ArithmeticException | NullPointerException",
              "RuntimeException");
      String name = "e" + names++;
      add("} catch (" + type + " " + name + ") {");
      add("  Trace.note((Object) " + name + ");");
      block();
      if (dice.oneIn(6)) {
        add("  if (" + test() + ") { throw " + name + "; }");
      }
    }
    if (!caught || dice.oneIn(2)) {
      add("} finally {");
      block();
      if (dice.oneIn(8)) {
        add("  if (" + test() + ") { return c; }");
      }
    }
    add("}");
  }

  private void selectNumber() {
    add("switch (" + number() + dice.of("", " & 3", " % 100") + ") {");
    for (int key : List.of(0, 1, dice.of(2, 1000), -5)) {
      add("  case " + key + ":");
      block();
      if (dice.oneIn(2)) {
        add("  break;");
      }
    }
    add("  default:");
    block();
    add("}");
  }

  private void selectText() {
    boolean color = dice.oneIn(2);
    add(
        "switch ("
            + (color ? "Color.values()[" + variable() + " & 1]" : "s + " + number())
            + ") {");
    for (String key : color ? List.of("RED", "BLUE") : List.of("\"s1\"", "\"Aa\"", "\"BB\"")) {
      add("  case " + key + ":");
      block();
      add("  break;");
    }
    add("}");
  }

  private void resource() {
    int name = names++;
    add("try (Res r" + name + " = new Res(" + small() + "); Res q" + name + " = new Res(c & 7)) {");
    add("  c += r" + name + ".n;");
    block();
    add("} catch (IllegalArgumentException x" + name + ") {");
    add("  Trace.note(x" + name + ".getSuppressed().length);");
    add("}");
  }

  private void lambda() {
    int name = names++;
    add("final int k" + name + " = c; final String t" + name + " = s;");
    add("IntSupplier g" + name + " = () -> k" + name + " + t" + name + ".length() + state++;");
    add(
        "Supplier<List<Integer>> h"
            + name
            + " = ArrayList::new; h"
            + name
            + ".get().add(k"
            + name
            + ");");
    add("c += g" + name + ".getAsInt();");
  }

  private void anonymous() {
    int name = names++;
    add("final long w" + name + " = l;");
    add(
        "Object n"
            + name
            + " = new Object() { long y = w"
            + name
            + "; public String toString() { return \"n\" + y + w"
            + name
            + "; } };");
    add("s = Trace.join(s, n" + name + ".toString());");
  }

  private void pattern() {
    int name = names++;
    add("if (o instanceof String p" + name + " && p" + name + ".length() > " + small() + ") {");
    add("  c += p" + name + ".length();");
    block();
    add("}");
  }

  private void arrow() {
    add("c += switch (" + variable() + ") {");
    add("  case 1, 2 -> " + number() + ";");
    add("  case 3 -> { Trace.note(c); yield " + number() + "; }");
    add(
        "  default -> "
            + (dice.oneIn(3) ? "throw new IllegalStateException(\"d\")" : number())
            + ";");
    add("};");
  }

  private void record() {
    int name = names++;
    add(
        "Shape r"
            + name
            + " = "
            + test()
            + " ? new Circle("
            + number()
            + ") : new Square("
            + number()
            + ", s);");
    if (release >= 21) {
      add("c += switch (r" + name + ") {");
      add("  case Circle(int x) when x > 2 -> x;");
      add("  case Circle z -> z.r() + 1;");
      add("  case Square(int x, String t) -> x + t.length();");
      add("  case Square z -> -1;");
      add("};");
    }
    add("s = Trace.join(r" + name + ".toString(), s); c += r" + name + ".equals(o) ? 1 : 0;");
  }
}
