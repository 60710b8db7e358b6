// Values that lie on the stack across branches and calls, assignments as expressions, compound
// operations on longs, doubles and arrays of them (hazards 16, 60).
import java.util.*;
import java.util.function.*;

public class Stacks {
  long l = 5; double d = 1.5; int i = 2; Integer boxed = 7;
  static long sl = 3; static int si = 4;
  long[] la = {1, 2, 3}; double[] da = {1, 2}; byte[] ba = {1, 2}; Object[] oa = new Object[3];

  static int side(StringBuilder b, int v) { b.append(v).append(';'); return v; }

  String compound(boolean p) {
    StringBuilder b = new StringBuilder();
    long x = l++ + ++l; double y = d++ * --d; int z = i-- - --i; int w = boxed++ + ++boxed;
    x += la[side(b, 1)]++; x += (la[side(b, 2)] += side(b, 7)); y += da[side(b, 0)]--;
    z += ba[side(b, 1)]++ + (ba[0] <<= 3);
    x += (sl += 4) + sl++ + (si = si + 1) + si--;
    oa[side(b, 0)] = oa[side(b, 1)] = oa[side(b, 2)] = p ? "t" : Integer.valueOf(side(b, 9));
    long m = p ? (l = 8) : (l = side(b, 4)), n = m = l = x;
    b.append(side(b, p ? side(b, 5) : 6) + (p ? b.length() > 3 ? 1 : 2 : 3));
    return b.append(x).append(' ').append(y).append(z).append(w).append(l).append(m + n)
        .append(Arrays.toString(oa)).append(Arrays.toString(la)).append(Arrays.toString(ba)).toString();
  }

  interface A { default String who() { return "A"; } }
  interface B { default String who() { return "B"; } }
  static class C implements A, B { public String who() { return A.super.who() + B.super.who(); } }
  static class D implements A, B { public String who() { return "D"; } }

  static String merge(boolean p) {
    var m = p ? new C() : new D();
    Comparable<?> c = p ? "s" : 5;
    Object[] os = p ? new String[] {"x"} : new Integer[] {1};
    Runnable[] rs = {() -> {}, null};
    CharSequence[][] cs = {{"a"}, new String[] {"b"}};
    return m.who() + c + os[0] + rs.length + cs[1][0];
  }

  static boolean logic(int a, int b, Object o) {
    return (a > b || o instanceof String s && s.length() == a) && !(a == b ^ o == null) || a != 3 && b <= 4;
  }

  static <T extends Comparable<T>> T max(List<? extends T> list) {
    T best = null;
    for (T t : list) best = best == null || t.compareTo(best) > 0 ? t : best;
    return best;
  }

  public static String run() {
    Function<Integer, BiFunction<Long, String, String>> curried = a -> (b, c) -> a + b + c;
    Supplier<List<String>> maker = ArrayList::new;
    List<String> list = maker.get();
    Consumer<String> add = list::add;
    add.accept("z"); add.accept("a");
    StringBuilder b = new StringBuilder();
    for (int a = 1; a < 5; a++) for (int c = 2; c < 5; c++)
      b.append(logic(a, c, null) ? 1 : 0).append(logic(a, c, "xyz") ? 1 : 0);
    return new Stacks().compound(true) + new Stacks().compound(false) + merge(true) + merge(false)
        + b + curried.apply(1).apply(2L, "c") + max(list) + max(List.of(3, 9, 4))
        + "concat" + 1 + 2L + 'c' + 1.5f + null + true;
  }
}
