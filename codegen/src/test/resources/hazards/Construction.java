// Objects under construction: several at once, with branches, switches and calls in their arguments,
// branches and loops before super(), constructors that throw before it, fields written before it
// (hazards 5, 6, 8, 9, 10, 55).
import java.util.*;
import java.util.function.*;

public class Construction {
  static class Base {
    final String text;
    Base(Object... parts) { text = getClass().getSimpleName() + Arrays.toString(parts); hook(); }
    void hook() {}
    @Override public String toString() { return text; }
  }

  static class Early extends Base {
    final int seen;
    String atHook = "unset";
    Early(int n) {
      if (n < 0) throw new IllegalArgumentException("negative " + n);
      int sum = 0;
      for (int i = 0; i < n; i++) sum += i * i;
      seen = sum;
      super(n, sum > 10 ? "big" : "small");
    }
    @Override void hook() { atHook2 = "hook" + seen; }
    String atHook2;
  }

  static class Branchy extends Base {
    Branchy(boolean a, String b) { super(a ? b : null, a && b.length() > 2 ? 1 : 2L, b == null ? 'x' : b.charAt(0)); }
    Branchy(Object o) { this(o != null, o == null ? "none" : o.toString()); }
  }

  class Inner extends Base {
    final Supplier<String> s;
    Inner(int k, String captured) {
      super(k);
      s = () -> captured + k + Construction.this.name;
    }
  }

  String name = "outer";

  static int f(String s) { return s.length(); }

  static Object nested(int k) {
    return new Base(
        new Base(k > 1 ? new Base("yes") : new Base("no", new Base())),
        switch (k) { case 1 -> new Base("one"); case 2 -> "two"; default -> new int[] {k}; },
        new StringBuilder().append(new StringBuilder("in").append(k)).toString());
  }

  static String throwing(int n) {
    try { Early e = new Early(n); return e + e.atHook + e.atHook2; }
    catch (IllegalArgumentException e) { return e.getMessage(); }
  }

  public static String run() {
    Construction c = new Construction();
    Base[] two = {new Base(1), new Base(2, new Base(3))};
    Inner inner = c.new Inner(5, "cap");
    return nested(0) .toString().replaceAll("@[0-9a-f]+", "") + nested(1) + nested(2).toString()
        + throwing(-3) + throwing(2) + throwing(6) + new Branchy(true, "abc") + new Branchy(null)
        + new Branchy("q") + Arrays.toString(two) + inner + inner.s.get();
  }
}
