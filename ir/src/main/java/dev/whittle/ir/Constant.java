package dev.whittle.ir;

import java.util.List;

/**
 * A constant: the operand of a {@code const} statement, a static argument of a bootstrap method, or
 * the value of a field. One recursive tree serves bodies and summaries.
 */
public sealed interface Constant {
  /** Whether loading it neither runs code nor throws, so that it may be made at any place. */
  default boolean isLeaf() {
    return switch (this) {
      case Null _, Int _, Long _, Float _, Double _, Str _ -> true;
      case ClassRef _, MethodType _, Handle _, Dynamic _ -> false;
    };
  }

  /** The null reference. Only a body may hold it; a constant pool has none. */
  record Null() implements Constant {}

  /** An int, which also stands for boolean, byte, char and short. */
  record Int(int value) implements Constant {}

  /** A long. */
  record Long(long value) implements Constant {}

  /** A float, compared and stored bit for bit so that -0.0 and NaN payloads survive. */
  record Float(int bits) implements Constant {}

  /** A double, compared and stored bit for bit. */
  record Double(long bits) implements Constant {}

  /** A string, possibly with lone surrogates or U+0000. */
  record Str(String value) implements Constant {}

  /** A class constant. {@code name} is an internal name or an array descriptor (JVMS 4.4.1). */
  record ClassRef(String name) implements Constant {}

  /** A method type (JVMS 4.4.9). */
  record MethodType(String descriptor) implements Constant {}

  /**
   * A method handle (JVMS 4.4.8). {@code descriptor} is a field descriptor for the four field kinds
   * and a method descriptor otherwise.
   */
  record Handle(HandleKind kind, String owner, String name, String descriptor, OwnerKind ownerKind)
      implements Constant {}

  /**
   * A dynamically computed constant or call site (JVMS 4.4.10): with a field descriptor a condy,
   * with a method descriptor the static part of an {@code invokedynamic}.
   */
  record Dynamic(String name, String descriptor, Handle bootstrap, List<Constant> arguments)
      implements Constant {
    public Dynamic {
      arguments = List.copyOf(arguments);
    }
  }

  /** Reference kinds of method handles; {@code code} is the class-file number (JVMS 5.4.3.5). */
  enum HandleKind {
    GET_FIELD(1),
    GET_STATIC(2),
    PUT_FIELD(3),
    PUT_STATIC(4),
    INVOKE_VIRTUAL(5),
    INVOKE_STATIC(6),
    INVOKE_SPECIAL(7),
    NEW_INVOKE_SPECIAL(8),
    INVOKE_INTERFACE(9);

    private final int code;

    HandleKind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /** Whether the handle reads or writes a field. */
    public boolean isField() {
      return code <= 4;
    }

    /** The kind of this class-file number, 1 to 9. */
    public static HandleKind of(int code) {
      return values()[code - 1];
    }
  }
}
