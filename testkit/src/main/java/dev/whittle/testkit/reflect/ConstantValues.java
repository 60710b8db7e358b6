package dev.whittle.testkit.reflect;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;

/**
 * Values that static fields have before their class is initialized: those of {@code ConstantValue}
 * (JVMS 4.7.2), which HotSpot sets when it makes a class.
 *
 * <p>Every public way to a static field initializes its class, but for {@code sun.misc.Unsafe},
 * which is called by reflection, as javac warns of each use.
 */
final class ConstantValues {
  private static final Object MEMORY = memory();

  private static final Map<Class<?>, String> READERS =
      Map.of(
          boolean.class, "getBoolean",
          byte.class, "getByte",
          char.class, "getChar",
          short.class, "getShort",
          int.class, "getInt",
          long.class, "getLong",
          float.class, "getInt",
          double.class, "getLong",
          String.class, "getObject");

  private ConstantValues() {}

  /**
   * One line per static field of a primitive type or {@code String} that is neither zero nor null,
   * or whose value cannot be read. The class must not be initialized yet. Fields of records are
   * left out, as {@code Unsafe} refuses them.
   */
  static List<String> of(Class<?> type) {
    Facts facts = new Facts(type.getClassLoader());
    Field[] fields = facts.ask("constants", type::getDeclaredFields);
    for (Field field : fields == null || type.isRecord() ? new Field[0] : fields) {
      if (Modifier.isStatic(field.getModifiers()) && READERS.containsKey(field.getType())) {
        facts.add("constant " + field.getName(), () -> value(field));
      }
    }
    return facts.lines();
  }

  /** Floating-point values as their bits, characters as their numbers. */
  private static Object value(Field field) throws ReflectiveOperationException {
    Object base = call("staticFieldBase", new Class<?>[] {Field.class}, field);
    Object offset = call("staticFieldOffset", new Class<?>[] {Field.class}, field);
    String reader = READERS.get(field.getType());
    Object value = call(reader, new Class<?>[] {Object.class, long.class}, base, offset);
    return value instanceof Character c ? (Object) (int) c : value;
  }

  private static Object call(String name, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    try {
      return MEMORY.getClass().getMethod(name, types).invoke(MEMORY, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(name, e.getCause());
    }
  }

  private static Object memory() {
    try {
      Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
