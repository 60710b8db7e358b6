package dev.whittle.lower;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Constant;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.OwnerKind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** ASM's constants as MIR constants. */
final class Symbols {
  private Symbols() {}

  /** A name that a class file has to give: ASM reads index 0 as null. */
  static String present(String name) {
    if (name == null) {
      throw new DamagedInput("broken class file (a name is missing)");
    }
    return name;
  }

  static Constant constant(Object value) {
    return switch (value) {
      case Integer i -> new Constant.Int(i);
      case Long l -> new Constant.Long(l);
      case Float f -> new Constant.Float(Float.floatToRawIntBits(f));
      case Double d -> new Constant.Double(Double.doubleToRawLongBits(d));
      case String s -> new Constant.Str(s);
      case Type t when t.getSort() == Type.METHOD -> new Constant.MethodType(t.getDescriptor());
      case Type t -> new Constant.ClassRef(t.getInternalName());
      case Handle h -> handle(h);
      case ConstantDynamic c ->
          new Constant.Dynamic(
              c.getName(), c.getDescriptor(), handle(c.getBootstrapMethod()), arguments(c));
      default -> throw new IllegalArgumentException("unknown constant " + value.getClass());
    };
  }

  static Constant.Handle handle(Handle handle) {
    return new Constant.Handle(
        Constant.HandleKind.of(handle.getTag()),
        handle.getOwner(),
        handle.getName(),
        handle.getDesc(),
        ownerKind(handle.isInterface()));
  }

  static OwnerKind ownerKind(boolean isInterface) {
    return isInterface ? OwnerKind.INTERFACE : OwnerKind.CLASS;
  }

  static Constant.Dynamic callSite(
      String name, String descriptor, Handle bootstrap, Object[] arguments) {
    List<Constant> constants = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      constants.add(constant(argument));
    }
    return new Constant.Dynamic(name, descriptor, handle(bootstrap), constants);
  }

  static Annotation.Retention retention(boolean visible) {
    return visible ? Annotation.Retention.RUNTIME : Annotation.Retention.CLASS;
  }

  private static List<Constant> arguments(ConstantDynamic dynamic) {
    List<Constant> constants = new ArrayList<>(dynamic.getBootstrapMethodArgumentCount());
    for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
      constants.add(constant(dynamic.getBootstrapMethodArgument(i)));
    }
    return constants;
  }
}
