// Everything a declaration can carry (hazards 32 to 37): the reader must see the same afterwards.
import java.io.Serializable;
import java.lang.annotation.*;
import java.util.*;
import java.util.function.*;

public class Declarations<T extends Comparable<? super T> & Serializable> implements Serializable {
  enum Level { LOW, HIGH { @Override String text() { return "h"; } }; String text() { return "l"; } }

  @Retention(RetentionPolicy.RUNTIME) @Repeatable(Many.class) @interface Rich {
    byte b() default 1; char c() default 'c'; short s() default -2; int i() default 3; long l() default 4;
    float f() default -0.0f; double d() default Double.NaN; boolean z() default true;
    String text() default "t"; Class<?> type() default int[].class; Class<?> none() default void.class;
    Level level() default Level.LOW; Simple nested() default @Simple("n"); Simple[] many() default {};
    int[] ints() default {1, 2}; String[] texts() default {}; Level[] levels() default {Level.HIGH};
  }
  @Retention(RetentionPolicy.RUNTIME) @interface Many { Rich[] value(); }
  @Retention(RetentionPolicy.CLASS) @interface Simple { String value(); }
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER}) @interface Use { int value() default 0; }
  @Target(ElementType.TYPE_USE) @interface ClassUse {}

  static final int CONSTANT = 42; static final String TEXT = "const"; static final double NEGATIVE = -0.0;
  static final boolean YES = true; static final char CHAR = '\uffff'; static final long LONG = Long.MIN_VALUE;
  @Deprecated @Rich(i = 9, texts = {"a", ""}, nested = @Simple("deep")) protected volatile transient int old;
  @Use Map<@Use(1) String, @Use(2) List<@Use(3) ? extends @Use(4) Object @Use(5) [] @ClassUse []>> map;

  sealed interface Shape permits Round, Flat {}
  @Rich @Rich(d = 1) record Round(@Use @Rich double radius, List<@Use(7) String>... names) implements Shape {
    @SafeVarargs Round { Objects.requireNonNull(names); }
  }
  record Flat() implements Shape {}
  static non-sealed class Open extends Base implements Marker {} 
  sealed static abstract class Base permits Open {}
  interface Marker { private void hidden() {} static void visible() { } default void both() { hidden(); } }

  class Inner {
    Inner(@Simple("p") int a, @Rich final String b) { old = a; }
    class Deep<@Use(8) X extends @Use(9) Number> { X get(Declarations<T>.@Use(10) Inner i) { return null; } }
  }

  @Deprecated
  synchronized strictfp final <@Use(11) E extends @Use(12) Exception> @Use(13) T generic(
      @Use(14) Declarations<@Use(15) T> this, final @Rich @Simple("q") int first, @Use(16) T... rest)
      throws @Use(17) E, java.io.IOException {
    @Use(18) T local = rest.length > 0 ? (@Use(19) T) rest[0] : null;
    List<@Use(20) T> list = new @Use(21) ArrayList<@Use(22) T>();
    Supplier<List<T>> maker = @Use(23) ArrayList<@Use(24) T>::new;
    if ((Object) local instanceof @Use(25) String s) { list.add(local); }
    try (@Use(26) AutoCloseable c = () -> {}) { list.addAll(maker.get()); }
    catch (@Use(27) RuntimeException | @Use(28) Error e) { throw e; }
    catch (@Use(29) Exception e) { list.clear(); }
    for (@Use(30) int i = 0; i < 2; i++) { long wide = i; list.size(); }
    Function<T, @Use(31) T> f = (@Use(32) T x) -> x;
    Object o = new @Use(33) Object() { int field = first; };
    class Local { T t = local; }
    return f.apply(new Local().t);
  }

  native void nothing(int a);
}
