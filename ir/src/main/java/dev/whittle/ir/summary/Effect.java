package dev.whittle.ir.summary;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Statement.InvokeKind;
import java.util.List;

/**
 * One thing that running, linking or verifying a body does to the rest of the program.
 *
 * <p>Of the commonest, {@code equals} and {@code hashCode} are as a record's, but without the
 * method handles that HotSpot's first compiler does not inline. ▸ As a record's: 1.2 % more
 * instructions of a cold build of gjf, 0.9 % of ecj, 0.5 % of closure.
 */
public sealed interface Effect {
  /** Calls a method by one of the four invoke instructions. */
  record Call(InvokeKind kind, MethodRef method) implements Effect {
    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Call call && kind == call.kind && method.equals(call.method);
    }

    @Override
    public int hashCode() {
      return 31 * method.hashCode() + kind.ordinal();
    }
  }

  /** Calls through {@code invokedynamic}: links the site, then calls its target. */
  record CallDynamic(Constant.Dynamic site) implements Effect {}

  /** Executes {@code new}: initializes the class, and instances of exactly this class exist. */
  record Instantiate(String className) implements Effect {
    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof Instantiate made && className.equals(made.className);
    }

    @Override
    public int hashCode() {
      return className.hashCode();
    }
  }

  /** Reads or writes a field. */
  record AccessField(FieldAccess access, FieldRef field) implements Effect {
    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof AccessField accessed
              && access == accessed.access
              && field.equals(accessed.field);
    }

    @Override
    public int hashCode() {
      return 31 * field.hashCode() + access.ordinal();
    }
  }

  /**
   * Names a class.
   *
   * @param name an internal name or an array descriptor
   */
  record UseClass(ClassUse use, String name) implements Effect {
    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof UseClass used && use == used.use && name.equals(used.name);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + use.ordinal();
    }
  }

  /** Loads a constant that is resolved when executed: a handle, a method type, a condy. */
  record UseConstant(Constant constant) implements Effect {}

  /** Loads a string constant; it may name something. */
  record UseText(String text) implements Effect {
    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof UseText used && text.equals(used.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /**
   * The verifier checks that {@code from} is assignable to {@code to} (JVMS 4.10.1.2), and loads
   * classes to find out: {@code to}, and {@code from} with its superclasses unless {@code to} is an
   * interface. The names differ, and {@code to} is not {@code java/lang/Object}. Either may be an
   * array descriptor, but not both.
   */
  record Assign(String from, String to) implements Effect {
    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Assign assigned
              && from.equals(assigned.from)
              && to.equals(assigned.to);
    }

    @Override
    public int hashCode() {
      return 31 * from.hashCode() + to.hashCode();
    }
  }

  /**
   * A call some of whose arguments are known, or whose arguments matter to reflection. It stands
   * beside the {@link Call}, and there is one for every call site.
   *
   * @param point of the call, for reports; {@link #ANYWHERE} when nothing is known of any argument
   * @param reflection what the called method is to reflection, null for any other method
   * @param arguments values, starting with the receiver unless the kind is static
   */
  record PassValues(
      int point,
      InvokeKind kind,
      MethodRef method,
      ReflectiveCall reflection,
      List<Value> arguments)
      implements Effect {
    /** Stands for all calls of a method that pass nothing known. */
    public static final int ANYWHERE = -1;

    public PassValues {
      arguments = List.copyOf(arguments);
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof PassValues pass
              && point == pass.point
              && kind == pass.kind
              && method.equals(pass.method)
              && reflection == pass.reflection
              && (arguments == pass.arguments || arguments.equals(pass.arguments));
    }

    @Override
    public int hashCode() {
      return 31 * (31 * method.hashCode() + kind.ordinal()) + point;
    }
  }

  /** What a body hands on otherwise than by a call: for whoever follows values. */
  sealed interface Flow extends Effect {
    /** Stores a string or class to a field; it stands beside the {@link AccessField}. */
    record Store(FieldRef field, Value value) implements Flow {}

    /**
     * Returns a value: a string or class, or some other reference of which something is known. A
     * function may do so in several places.
     */
    record Return(Value value) implements Flow {}

    /** Makes a string of several parts that may turn out to be the name of a class. */
    record Concatenation(Value value) implements Flow {}

    /** Compares with a string, in a function that asks such members for their names. */
    record Comparison(Member member, Value value) implements Flow {}

    /** What may be listed and chosen by name. */
    enum Member {
      METHOD,
      FIELD
    }
  }

  /** How a field is accessed. */
  enum FieldAccess {
    GET_FIELD,
    PUT_FIELD,
    GET_STATIC,
    PUT_STATIC;

    public boolean isStatic() {
      return this == GET_STATIC || this == PUT_STATIC;
    }
  }

  /** Why a class is named. */
  enum ClassUse {
    /** A class literal: the {@code Class} object escapes into the program. */
    LITERAL,
    /** The type of a {@code checkcast}. */
    CAST,
    /** The type of an {@code instanceof}. */
    INSTANCE_OF,
    /** The type of a new array, in its widest dimension. */
    ARRAY,
    /** The type of an exception handler: loaded by the verifier though never thrown. */
    CATCH,
    /** A member of a join, which the type-inferring verifier loads (class version 50 and below). */
    MERGE
  }
}
