package dev.whittle.codegen;

import dev.whittle.ir.Constant;
import dev.whittle.ir.OwnerKind;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** Constants in the form in which ASM takes them. */
final class AsmConstants {
  private AsmConstants() {}

  /** What {@code visitLdcInsn}, a bootstrap argument or a {@code ConstantValue} takes. */
  static Object of(Constant constant) {
    return switch (constant) {
      case Constant.Null _ -> throw new IllegalArgumentException("a constant pool holds no null");
      case Constant.Int c -> c.value();
      case Constant.Long c -> c.value();
      case Constant.Float c -> Float.intBitsToFloat(c.bits());
      case Constant.Double c -> Double.longBitsToDouble(c.bits());
      case Constant.Str c -> c.value();
      case Constant.ClassRef c -> Type.getObjectType(c.name());
      case Constant.MethodType c -> Type.getMethodType(c.descriptor());
      case Constant.Handle c -> handle(c);
      case Constant.Dynamic c ->
          new ConstantDynamic(c.name(), c.descriptor(), handle(c.bootstrap()), arguments(c));
    };
  }

  static Handle handle(Constant.Handle handle) {
    return new Handle(
        handle.kind().code(),
        handle.owner(),
        handle.name(),
        handle.descriptor(),
        handle.ownerKind() == OwnerKind.INTERFACE);
  }

  static Object[] arguments(Constant.Dynamic constant) {
    return constant.arguments().stream().map(AsmConstants::of).toArray();
  }
}
