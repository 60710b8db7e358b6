// Calls whose form the call site decides: special calls on interfaces, private and static methods of
// interfaces, methods of Object on interfaces and arrays, signature-polymorphic calls (hazard 36).
import java.lang.invoke.*;
import java.util.*;

public class Calls {
  interface Named {
    private String own() { return "own " + name(); }
    private static String shared(int n) { return "shared " + n; }
    static String open(Named n) { return n == null ? "none" : n.own(); }
    String name();
    default String both() { return own() + shared(name().length()); }
  }

  interface Loud extends Named {
    default String both() { return Named.super.both().toUpperCase(); }
  }

  static class Voice implements Loud {
    public String name() { return "voice"; }
    public String both() { return Loud.super.both() + super.toString().startsWith("Calls"); }
  }

  record Plain(String name) implements Named {}

  static int sum(int a, long b, double c) { return (int) (a + b + c); }
  static int field = 3;
  int[] cells = {1, 2, 3};

  static String polymorphic() throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle sum = lookup.findStatic(
        Calls.class, "sum", MethodType.methodType(int.class, int.class, long.class, double.class));
    int exact = (int) sum.invokeExact(1, 2L, 3.5);
    Object loose = sum.invoke((short) 1, 2, 3.5f);
    String wrong;
    try { long no = (long) sum.invokeExact(1, 2, 3); wrong = "called " + no; }
    catch (WrongMethodTypeException e) { wrong = "wrong type"; }
    VarHandle cell = MethodHandles.arrayElementVarHandle(int[].class);
    int[] cells = {5, 6};
    boolean swapped = cell.compareAndSet(cells, 1, 6, 60);
    int before = (int) cell.getAndAdd(cells, 0, 10);
    VarHandle shared = lookup.findStaticVarHandle(Calls.class, "field", int.class);
    shared.setVolatile(7);
    return exact + " " + loose + " " + wrong + swapped + before + Arrays.toString(cells) + field;
  }

  static String ofObject(Named n, int[] array, Object[][] nested) throws Exception {
    Object copy = array.clone();
    return n.equals(n) + " " + (n.hashCode() == n.hashCode()) + n.getClass().getSimpleName()
        + ((int[]) copy).length + nested.clone()[0].getClass().getSimpleName()
        + array.getClass().getName();
  }

  public static String run() throws Exception {
    try {
      return new Voice().both() + new Plain("p").both() + Named.open(new Plain("q")) + Named.open(null)
          + polymorphic() + ofObject(new Plain("r"), new int[] {1, 2}, new Object[][] {{}});
    } catch (Throwable e) {
      throw new Exception(e);
    }
  }
}
