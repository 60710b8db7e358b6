package dev.whittle.codegen.fuzz;

import dev.whittle.ir.Descriptor;
import dev.whittle.testkit.gen.Dice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Defines classes and runs one function of each, for the same. */
final class Comparison {
  /**
   * What a run does.
   *
   * @param text the result or exception, and the effects
   * @param places of the exception's stack trace, innermost first; none without one
   */
  record Outcome(String text, List<Place> places) {}

  private Comparison() {}

  private static final class Loader extends ClassLoader {
    Loader() {
      super(Loader.class.getClassLoader());
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /**
   * The class, linked.
   *
   * @throws Finding of this kind when the JVM has a complaint
   */
  static Class<?> define(String kind, String name, byte[] bytes) {
    try {
      Class<?> type = new Loader().define(name, bytes);
      type.getDeclaredMethods();
      Class.forName(type.getName(), true, type.getClassLoader());
      return type;
    } catch (LinkageError | ClassNotFoundException e) {
      throw new Finding(kind, e.toString(), e);
    }
  }

  static Method method(Class<?> type, String function) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(function))
        .findFirst()
        .orElseThrow();
  }

  /** Arguments of a function whose first parameter is fuel, in MIR's types. */
  static Object[] arguments(String descriptor, long seed) {
    Dice dice = new Dice(seed);
    List<Object> values = new ArrayList<>();
    values.add(dice.below(12));
    List<String> types = Descriptor.parameters(descriptor);
    types.subList(1, types.size()).forEach(t -> values.add(RandomClass.argument(dice, t)));
    return values.toArray();
  }

  /**
   * Runs a function of several classes, which are named by the comparison that they are for.
   *
   * @param expected what each has to do, null when the first decides
   * @throws Finding at the first that does something else, or throws from another line
   */
  static void run(String descriptor, long seed, Outcome expected, Map<String, Method> methods) {
    String outcome = expected == null ? null : expected.text();
    List<StackTraceElement> first = null;
    for (Map.Entry<String, Method> method : methods.entrySet()) {
      List<StackTraceElement> places = new ArrayList<>();
      String actual = ran(method.getValue(), arguments(descriptor, seed), places);
      String name = method.getValue().getName();
      outcome = outcome == null ? actual : outcome;
      same(method.getKey(), name, outcome, actual);
      if (first == null) {
        first = places;
        if (expected != null && !places.isEmpty()) {
          String lines = Place.of(places).toString();
          same("lines, " + method.getKey(), name, expected.places().toString(), lines);
        }
      } else if (!first.isEmpty() && !places.isEmpty()) {
        same("stack trace, " + method.getKey(), name, first.toString(), places.toString());
      }
    }
  }

  private static void same(String kind, String function, String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new Finding(
          kind, function + "\n  expected " + expected + "\n  was      " + actual, null);
    }
  }

  /** Where exceptions come from goes to {@code places}, as far as it is in the class. */
  private static String ran(Method method, Object[] arguments, List<StackTraceElement> places) {
    Trace.reset();
    String outcome;
    Object[] boxed = arguments.clone();
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = Arithmetic.boxed(types[i].descriptorString(), boxed[i]);
    }
    try {
      outcome = Trace.show(Arithmetic.widen(method.invoke(null, boxed)));
    } catch (InvocationTargetException e) {
      outcome = "throws " + Trace.show(e.getCause());
      for (StackTraceElement place : e.getCause().getStackTrace()) {
        if (place.getClassName().equals(method.getDeclaringClass().getName())) {
          places.add(place);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return outcome + " after " + Trace.text();
  }
}
