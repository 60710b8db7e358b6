// What reflection can ask for and Declarations.java does not have (hazards 33, 34).
import java.lang.annotation.*;
import java.util.*;
import java.util.concurrent.Callable;

public class Reflected<A> {
  @Retention(RetentionPolicy.RUNTIME) @Inherited @interface Mark { int value() default 0; Class<?>[] types() default {}; }
  @Retention(RetentionPolicy.RUNTIME) @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER}) @interface Use { int value(); }
  @Retention(RetentionPolicy.RUNTIME) @interface Gone { Class<?> value(); Absent more() default Absent.ONE; }
  enum Absent { ONE }
  static class Missing<T> { class Part {} static class Failure extends Exception {} }

  static final byte B = -1; static final short S = -2; static final char C = 'c'; static final int I = 1 << 30;
  static final long J = -5; static final float F = -0.0f; static final double D = Double.MIN_VALUE;
  static final boolean Z = true; static final String TEXT = "a\0\ud800"; final int instance = 7;
  static final Integer BOXED = 5; static int plain = 6; static final int COMPUTED = new int[3].length;

  // Parameters that no source names, beside annotated ones.
  enum Coloured {
    RED(1) { @Override void paint(@Mark(3) int shade) {} }, @Deprecated BLUE(2);
    Coloured(@Mark(1) int code) {}
    void paint(int shade) {}
  }
  class Inner<B> {
    Inner(@Mark(2) @Use(1) A a, B... rest) {}
    class Innermost { Innermost(Reflected<A>.@Use(2) Inner<@Use(3) B> this$, int n) {} }
  }
  Object local(@Mark int captured) {
    class Local { Local(@Mark(4) String s) { Objects.requireNonNull(s + captured); } }
    record Pair<X>(@Mark(5) @Use(4) X left, int... right) {}
    enum Season { DRY }
    interface Shape {}
    return List.of(new Local(""), new Pair<>(1, 2), Season.DRY, new Shape() {});
  }
  static final Object IN_FIELD = new Object() { int x = I; };
  final Object inConstructor;
  { class InInitializer { int y; } plain = new InInitializer().y; }
  Reflected(A a) { inConstructor = new Comparable<A>() { public int compareTo(A other) { return 0; } }; }

  // Bridges, covariance, lambdas, serializable ones, too.
  static abstract class Task implements Callable<String>, Comparable<Task> {
    @Mark(6) public String call() throws IllegalStateException { return ""; }
    public int compareTo(Task t) { return 0; }
    protected abstract @Use(5) Task clone() throws CloneNotSupportedException;
  }
  Runnable lambda = (Runnable & java.io.Serializable) () -> plain++;
  @Mark(7) static class Heir extends Reflected<int @Use(6) []> { Heir() { super(null); } }
  static class Child extends Heir implements @Use(7) Cloneable {}

  sealed interface Tree<N extends @Use(8) Number & Comparable<@Use(9) N>> {
    record Leaf<N extends Number & Comparable<N>>(N value) implements Tree<N> {}
    final class Fork<N extends Number & Comparable<N>> implements Tree<N> { private Fork() {} }
    int DEPTH = 4;
  }
  static <@Mark @Use(10) T extends Throwable> @Use(11) List<? super @Use(12) T> @Use(13) [] thrower(
      final Map<@Use(14) ?, ? extends Map.@Use(15) Entry<T, T>> map) throws @Use(16) T, java.io.IOException { return null; }

  // Without Missing, Absent and Gone's argument these fail, each in its way.
  @Gone(Missing.class) static class Failing {
    Missing<String> field; @Gone(String.class) List<Missing<?>> generic;
    Missing<?>.Part method(@Gone(int.class) List<Missing.Failure> p) throws Missing.Failure { return null; }
  }
  @Mark(types = {Missing.class, int.class}) static class Quiet { List<Missing<?>> generic; @Gone(int.class) void method() {} }
}
