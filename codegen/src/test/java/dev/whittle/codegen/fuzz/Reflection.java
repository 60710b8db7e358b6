package dev.whittle.codegen.fuzz;

import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the interpreter needs of classes that are not MIR. Values are as MIR has them: no narrow
 * types.
 */
final class Reflection {
  private static final Map<String, Class<?>> TYPES = new HashMap<>();
  private static final Map<FieldRef, Field> FIELDS = new HashMap<>();
  private static final Map<MethodRef, Method> METHODS = new HashMap<>();
  private static final Map<MethodRef, Constructor<?>> CONSTRUCTORS = new HashMap<>();

  /** The class of an internal name or array descriptor. */
  Class<?> type(String name) {
    return ofDescriptor(Descriptor.ofClass(name));
  }

  Class<?> ofDescriptor(String descriptor) {
    return TYPES.computeIfAbsent(
        descriptor, d -> MethodType.fromMethodDescriptorString("()" + d, loader()).returnType());
  }

  private static ClassLoader loader() {
    return Reflection.class.getClassLoader();
  }

  private static MethodType methodType(String descriptor) {
    return MethodType.fromMethodDescriptorString(descriptor, loader());
  }

  private Field field(FieldRef ref) throws ReflectiveOperationException {
    Field known = FIELDS.get(ref);
    if (known == null) {
      known = type(ref.owner()).getField(ref.name());
      FIELDS.put(ref, known);
    }
    return known;
  }

  Object read(FieldRef ref, Object object) throws ReflectiveOperationException {
    return Arithmetic.widen(field(ref).get(object));
  }

  /** {@code value} is of the field's own, perhaps narrow type. */
  void write(FieldRef ref, Object object, Object value) throws ReflectiveOperationException {
    field(ref).set(object, Arithmetic.boxed(ref.descriptor(), value));
  }

  Object construct(MethodRef ref, Object[] arguments) throws Throwable {
    Constructor<?> known = CONSTRUCTORS.get(ref);
    if (known == null) {
      known = type(ref.owner()).getConstructor(methodType(ref.descriptor()).parameterArray());
      CONSTRUCTORS.put(ref, known);
    }
    try {
      return known.newInstance(boxed(ref.descriptor(), arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  Object call(MethodRef ref, Object receiver, Object[] arguments) throws Throwable {
    Method known = METHODS.get(ref);
    if (known == null) {
      known =
          type(ref.owner()).getMethod(ref.name(), methodType(ref.descriptor()).parameterArray());
      METHODS.put(ref, known);
    }
    try {
      return Arithmetic.widen(known.invoke(receiver, boxed(ref.descriptor(), arguments)));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object[] boxed(String descriptor, Object[] arguments) {
    List<String> types = Descriptor.parameters(descriptor);
    Object[] boxed = new Object[arguments.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = Arithmetic.boxed(types.get(i), arguments[i]);
    }
    return boxed;
  }

  /** Calls a call site: all of them bootstrap through {@link Trace#link}. */
  Object call(Constant.Dynamic site, Object[] arguments) throws Throwable {
    Object[] boxed = boxed(site.descriptor(), arguments);
    String result = Descriptor.returnType(site.descriptor());
    if (!result.equals("V") && Descriptor.kind(result) == Kind.REFERENCE) {
      return Trace.linked(site.name(), constants(site), boxed);
    }
    int number = Trace.linkedNumber(site.name(), constants(site), boxed);
    return result.equals("J") ? (Object) (long) number : number;
  }

  private Object[] constants(Constant.Dynamic dynamic) throws Throwable {
    Object[] values = new Object[dynamic.arguments().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = constant(dynamic.arguments().get(i));
    }
    return values;
  }

  Object constant(Constant constant) throws Throwable {
    return switch (constant) {
      case Constant.Null _ -> null;
      case Constant.Int(int value) -> value;
      case Constant.Long(long value) -> value;
      case Constant.Float(int bits) -> Float.intBitsToFloat(bits);
      case Constant.Double(long bits) -> Double.longBitsToDouble(bits);
      case Constant.Str(String value) -> value.intern();
      case Constant.ClassRef(String name) -> type(name);
      case Constant.MethodType(String descriptor) -> methodType(descriptor);
      case Constant.Handle h ->
          MethodHandles.lookup().findStatic(type(h.owner()), h.name(), methodType(h.descriptor()));
      case Constant.Dynamic d ->
          Trace.constant(
              MethodHandles.lookup(), d.name(), ofDescriptor(d.descriptor()), constants(d));
    };
  }
}
