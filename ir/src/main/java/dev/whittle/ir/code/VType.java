package dev.whittle.ir.code;

import dev.whittle.ir.Constant;
import java.util.List;

/**
 * A verification type (JVMS 4.10.1.2). Narrow integer types do not exist here: they live in
 * descriptors.
 */
public sealed interface VType {
  Kind kind();

  /** int, long, float or double. */
  enum Primitive implements VType {
    INT(Kind.INT),
    LONG(Kind.LONG),
    FLOAT(Kind.FLOAT),
    DOUBLE(Kind.DOUBLE);

    private final Kind kind;

    Primitive(Kind kind) {
      this.kind = kind;
    }

    @Override
    public Kind kind() {
      return kind;
    }
  }

  /** A reference to an instance of a class, interface or array. */
  sealed interface Reference extends VType {
    @Override
    default Kind kind() {
      return Kind.REFERENCE;
    }
  }

  /** The type of null. */
  record Null() implements Reference {}

  /** {@code name} is an internal name or an array descriptor. */
  record Class(String name) implements Reference {}

  /**
   * The least upper bound of these types, never resolved at lowering (it would need other crates).
   * Only classes without frames (JVMS 4.10.2) have it. Names ascend and differ; there are at least
   * two and at most {@link #MAX_NAMES}; a join of more is {@code java/lang/Object}.
   */
  record Join(List<String> names) implements Reference {
    public static final int MAX_NAMES = 16;

    public Join {
      names = List.copyOf(names);
    }
  }

  /** The object made by the {@code new} that defines temp {@code site}, not yet initialized. */
  record Uninit(int site) implements Reference {}

  /** {@code this} of a constructor before {@code this()} or {@code super()} has returned. */
  record UninitThis() implements Reference {}

  /** The primitive type of a kind. The kind must not be {@link Kind#REFERENCE}. */
  static Primitive of(Kind kind) {
    return switch (kind) {
      case INT -> Primitive.INT;
      case LONG -> Primitive.LONG;
      case FLOAT -> Primitive.FLOAT;
      case DOUBLE -> Primitive.DOUBLE;
      case REFERENCE -> throw new IllegalArgumentException("a reference has more than a kind");
    };
  }

  /** The type that a value of this field descriptor has. */
  static VType of(String descriptor) {
    Kind kind = dev.whittle.ir.Descriptor.kind(descriptor);
    return kind == Kind.REFERENCE
        ? new Class(dev.whittle.ir.Descriptor.className(descriptor))
        : of(kind);
  }

  /** The type that pushing this constant gives (JVMS 4.10.1.9, ldc). */
  static VType of(Constant constant) {
    return switch (constant) {
      case Constant.Null _ -> new Null();
      case Constant.Int _ -> Primitive.INT;
      case Constant.Long _ -> Primitive.LONG;
      case Constant.Float _ -> Primitive.FLOAT;
      case Constant.Double _ -> Primitive.DOUBLE;
      case Constant.Str _ -> new Class("java/lang/String");
      case Constant.ClassRef _ -> new Class("java/lang/Class");
      case Constant.MethodType _ -> new Class("java/lang/invoke/MethodType");
      case Constant.Handle _ -> new Class("java/lang/invoke/MethodHandle");
      case Constant.Dynamic dynamic -> of(dynamic.descriptor());
    };
  }
}
