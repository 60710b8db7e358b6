// Both forms of switch with extreme keys, empty and sparse ones, on strings, enums and patterns
// (hazard 25).
import java.util.*;

public class Switches {
  enum Color { RED, GREEN, BLUE }
  sealed interface Shape {}
  record Circle(double r) implements Shape {}
  record Square(int side, Color color) implements Shape {}
  record Pair(Shape a, Shape b) implements Shape {}

  static String extremes(int i) {
    return switch (i) {
      case Integer.MIN_VALUE -> "min"; case Integer.MAX_VALUE -> "max"; case -1 -> "-1";
      case 1000000 -> "million"; default -> "d" + i;
    };
  }

  static int table(int i) {
    int n = 0;
    switch (i) { case 1: n += 1; case 2: n += 2; break; case 4: n += 4; case 5: default: n += 50; case 7: n += 7; }
    return n;
  }

  static int empty(int i) { switch (i) { } switch (i) { default: i++; } return i; }

  static int string(String s) {
    return switch (s) { case "Aa" -> 1; case "BB" -> 2; case "C" -> 3; case "" -> 4; default -> -1; };
  }

  static String pattern(Object o) {
    return switch (o) {
      case null -> "null";
      case Integer i when i > 10 -> "big" + i;
      case Integer i -> "int" + i;
      case String s -> s;
      case Pair(Circle(double r), Square(int side, var c)) when side > 1 -> r + "/" + side + c;
      case Pair(var a, var b) -> pattern(a) + pattern(b);
      case Circle c -> "c" + c.r();
      case Square s -> "s" + s.side();
      case Color c when c == Color.RED -> "red!";
      case Color c -> c.name();
      default -> o.getClass().getSimpleName();
    };
  }

  static String color(Color c) {
    switch (c) { case RED: return "r"; case BLUE: return "b"; default: return "?"; }
  }

  public static String run() {
    StringBuilder b = new StringBuilder();
    for (int i : new int[] {Integer.MIN_VALUE, -1, 0, 1, 2, 3, 4, 5, 6, 7, 1000000, Integer.MAX_VALUE})
      b.append(extremes(i)).append(table(i)).append(empty(i)).append(' ');
    for (String s : new String[] {"Aa", "BB", "C", "", "D"}) b.append(string(s));
    Circle c = new Circle(1.5); Square s = new Square(2, Color.GREEN);
    for (Object o : new Object[] {null, 5, 50, "x", c, s, new Pair(c, s), new Pair(s, c), Color.RED, Color.BLUE, 'c'})
      b.append(pattern(o)).append(' ');
    for (Color k : Color.values()) b.append(color(k));
    return b.toString();
  }
}
