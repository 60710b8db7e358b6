// An object under construction while its arguments branch, switch, catch and construct others: where a
// switch has a try block, what lies under it waits in locals, also what is not yet an object
// (hazards 5, 6).
import java.util.*;

public class Arguments {
  final Object[] parts;

  Arguments(Object... parts) { this.parts = parts; }

  static int number(String s) { return Integer.parseInt(s); }

  static Arguments caught(String s, int k) {
    return new Arguments(
        k,
        switch (k) {
          case 0 -> {
            try { yield number(s); }
            catch (NumberFormatException e) { yield "no number"; }
            finally { k += 10; }
          }
          case 1 -> new Arguments(s, switch (s) {
            case "a" -> { try { yield new Arguments(number(s)); } catch (RuntimeException e) { yield k; } }
            default -> s.isEmpty() ? new Arguments() : null;
          });
          default -> k > 5 ? new Arguments(k < 7 ? s : 2L) : s;
        },
        k);
  }

  @Override public String toString() { return "A" + Arrays.toString(parts); }

  public static String run() {
    StringBuilder out = new StringBuilder();
    for (String s : new String[] {"12", "a", ""}) {
      for (int k : new int[] {0, 1, 2, 6, 9}) out.append(caught(s, k));
    }
    return out.toString();
  }
}
