package dev.whittle.codegen.fuzz;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;

/**
 * What generated code calls: it records the effects of a run, and holds the state outside of the
 * generated class. One run at a time.
 */
public final class Trace {
  private static final int MAX_LENGTH = 4000;
  private static final int MAX_TEXT = 60;
  private static final int MAX_CALLS = 100;
  private static final int MAX_TICKS = 20_000;
  private static int calls;
  private static volatile int ticks;
  private static final StringBuilder RECORD = new StringBuilder();

  public static int anInt;
  public static long aLong;
  public static float aFloat;
  public static double aDouble;
  public static byte aByte;
  public static char aChar;
  public static short aShort;
  public static boolean aBoolean;
  public static Object anObject;
  public static String aString;
  public static int[] ints;

  private Trace() {}

  /**
   * Something with fields of every kind, a constructor that may throw, and a method to override.
   */
  public static class Base implements Shape {
    public int anInt;
    public long aLong;
    public float aFloat;
    public double aDouble;
    public byte aByte;
    public boolean aBoolean;
    public char aChar;
    public Object anObject;

    public Base() {}

    public Base(int value) {
      note(value);
      if (value < 0) {
        throw new IllegalStateException("negative");
      }
      anInt = value;
    }

    public Base(double wide, Object value, long other) {
      aDouble = wide;
      anObject = value;
      aLong = other;
    }

    public int value(int by) {
      return anInt + by;
    }

    @Override
    public long area(long scale) {
      return scale * anInt;
    }
  }

  /** Overrides. */
  public static final class Derived extends Base {
    public Derived() {}

    public Derived(int value) {
      super(value);
    }

    @Override
    public int value(int by) {
      note(by);
      return anInt - by;
    }
  }

  /** An interface to call through. */
  public interface Shape {
    long area(long scale);

    default int corners() {
      return 4;
    }
  }

  /** Whether a run has called enough; counts the calls. */
  public static boolean isEnough() {
    return ++calls > MAX_CALLS;
  }

  /** Stops for ever after thousands of calls, whatever the code would catch. */
  public static void tick() {
    while (++ticks > MAX_TICKS) {
      java.util.concurrent.locks.LockSupport.park();
    }
  }

  /** Forgets everything. */
  static void reset() {
    calls = 0;
    ticks = 0;
    RECORD.setLength(0);
    anInt = 0;
    aLong = 0;
    aFloat = 0;
    aDouble = 0;
    aByte = 0;
    aChar = 0;
    aShort = 0;
    aBoolean = false;
    anObject = null;
    aString = null;
    ints = null;
  }

  /** What was recorded since {@link #reset}, and the state. */
  static String text() {
    Object[] state = {
      anInt, aLong, aFloat, aDouble, aByte, aChar, aShort, aBoolean, anObject, aString, ints
    };
    return RECORD + "| " + show(state);
  }

  public static void note(int value) {
    record("i" + value);
  }

  public static void note(long value) {
    record("j" + value);
  }

  public static void note(float value) {
    record("f" + value);
  }

  public static void note(double value) {
    record("d" + value);
  }

  public static void note(Object value) {
    record(show(value));
  }

  /** Whether this thread has the lock of an object. */
  public static void held(Object object) {
    held(object != null && Thread.holdsLock(object));
  }

  static void held(boolean is) {
    record(is ? "held" : "free");
  }

  public static boolean flag(boolean value) {
    record("z" + value);
    return !value;
  }

  public static byte octet(byte value) {
    record("b" + value);
    return (byte) (value + 1);
  }

  public static char letter(char value) {
    record("c" + (int) value);
    return (char) (value + 1);
  }

  public static short small(short value) {
    record("s" + value);
    return (short) (value + 1);
  }

  /** Throws for every third value. */
  public static int fail(int value) {
    record("fail" + value);
    if (value % 3 == 0) {
      throw new IllegalStateException("fail " + value);
    }
    return value;
  }

  /** Arguments of both sizes in an order that shows. */
  public static long mix(int a, long b, float c, double d, Object e, int f) {
    record("mix " + a + ' ' + b + ' ' + c + ' ' + d + ' ' + show(e) + ' ' + f);
    return a + 31 * b + f;
  }

  /** Two texts in one that does not grow without end. */
  public static String join(String a, String b) {
    String joined = a + "," + b;
    return joined.length() > MAX_TEXT ? joined.substring(0, MAX_TEXT) : joined;
  }

  /**
   * Links to {@link #linked} or {@link #linkedNumber}, with name, static arguments and arguments.
   */
  public static CallSite link(
      MethodHandles.Lookup lookup, String name, MethodType type, Object... constants)
      throws ReflectiveOperationException {
    boolean isNumber = type.returnType().isPrimitive();
    MethodHandle target =
        MethodHandles.lookup()
            .findStatic(
                Trace.class,
                isNumber ? "linkedNumber" : "linked",
                MethodType.methodType(
                    isNumber ? int.class : Object.class,
                    String.class,
                    Object[].class,
                    Object[].class));
    return new ConstantCallSite(
        MethodHandles.insertArguments(target, 0, name, constants)
            .asCollector(Object[].class, type.parameterCount())
            .asType(type));
  }

  /** What a call site does that returns a reference. */
  public static Object linked(String name, Object[] constants, Object[] arguments) {
    record(name + show(constants) + show(arguments));
    return arguments.length % 2 == 0 ? name : null;
  }

  /** What a call site does that returns a number, or nothing. */
  public static int linkedNumber(String name, Object[] constants, Object[] arguments) {
    record(name + show(constants) + show(arguments));
    return constants.length + arguments.length;
  }

  /** A dynamic constant: a text of all there is to know, or a number from it. */
  public static Object constant(
      MethodHandles.Lookup lookup, String name, Class<?> type, Object... constants) {
    String text = name + show(constants);
    return type == int.class ? (Object) text.length() : text;
  }

  private static void record(String text) {
    if (RECORD.length() < MAX_LENGTH) {
      RECORD.append(text).append(' ');
    }
  }

  /**
   * A value as text, without identities, and without the JVM's messages, which compiled code may
   * leave out.
   */
  static String show(Object value) {
    return show(value, 3);
  }

  private static String show(Object value, int depth) {
    return switch (value) {
      case null -> "null";
      case String s -> '"' + s + '"';
      case Number n -> n.getClass().getSimpleName().charAt(0) + n.toString();
      case Character c -> "c" + (int) c;
      case Boolean b -> b.toString();
      case Class<?> c -> c.getName();
      case MethodType t -> t.toString();
      case MethodHandle h -> h.toString();
      case NullPointerException _ -> "NPE";
      case ClassCastException _ -> "CCE";
      case ArithmeticException _ -> "AE";
      case IndexOutOfBoundsException e -> e.getClass().getSimpleName();
      case ArrayStoreException _ -> "ASE";
      case NegativeArraySizeException _ -> "NASE";
      case Throwable t -> t.getClass().getName() + ": " + t.getMessage();
      case Base b ->
          (b instanceof Derived ? "Derived" : "Base")
              + (depth == 0
                  ? ""
                  : show(
                      new Object[] {
                        b.anInt,
                        b.aLong,
                        b.aFloat,
                        b.aDouble,
                        b.aByte,
                        b.aBoolean,
                        b.aChar,
                        b.anObject
                      },
                      depth - 1));
      case Object o when o.getClass().isArray() -> {
        StringBuilder text = new StringBuilder(o.getClass().getSimpleName()).append('{');
        for (int i = 0; depth > 0 && i < Math.min(12, Array.getLength(o)); i++) {
          text.append(show(Array.get(o, i), depth - 1)).append(' ');
        }
        yield text.append('}').append(Array.getLength(o)).toString();
      }
      case Object o -> o.getClass().getSimpleName();
    };
  }
}
