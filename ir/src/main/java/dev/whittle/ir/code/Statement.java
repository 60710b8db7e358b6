package dev.whittle.ir.code;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;

/**
 * A statement: one JVM instruction without its stack. Temps are ints; {@code result} is the temp a
 * statement defines.
 */
public sealed interface Statement {
  /** Stands where a call has no result. */
  int NONE = -1;

  /** {@code result = constant}. A leaf for numbers, strings and null; others run code and throw. */
  record Const(int result, Constant constant) implements Statement {}

  /** {@code result = local}: a leaf. */
  record Load(int result, int local) implements Statement {}

  /** {@code local = value}. */
  record Store(int local, int value) implements Statement {}

  /** {@code local += amount} on an int local; {@code amount} fits 16 bits. */
  record Increment(int local, int amount) implements Statement {}

  /** {@code result = op operand}. */
  record Unary(int result, UnaryOp op, int operand) implements Statement {}

  /** {@code result = left op right}. */
  record Binary(int result, BinaryOp op, int left, int right) implements Statement {}

  /** Reads an instance field. */
  record GetField(int result, FieldRef field, int object) implements Statement {}

  /** Writes an instance field. */
  record PutField(FieldRef field, int object, int value) implements Statement {}

  /** Reads a static field. */
  record GetStatic(int result, FieldRef field) implements Statement {}

  /** Writes a static field. */
  record PutStatic(FieldRef field, int value) implements Statement {}

  /** {@code result = array[index]}. */
  record ArrayLoad(int result, ElementKind element, int array, int index) implements Statement {}

  /** {@code array[index] = value}. */
  record ArrayStore(ElementKind element, int array, int index, int value) implements Statement {}

  /** {@code result = array.length}. */
  record ArrayLength(int result, int array) implements Statement {}

  /** Allocates without initializing; {@code result} names the site of {@link VType.Uninit}. */
  record New(int result, String className) implements Statement {}

  /** A one-dimensional array whose elements have this field descriptor. */
  record NewArray(int result, String elementDescriptor, int length) implements Statement {}

  /** {@code multianewarray}: {@code lengths} are the given dimensions, outermost first. */
  record NewMultiArray(int result, String arrayDescriptor, Ints lengths) implements Statement {}

  /**
   * A call. {@code arguments} start with the receiver unless the kind is static; {@code result} is
   * {@link #NONE} for void.
   */
  record Invoke(int result, InvokeKind kind, MethodRef method, Ints arguments)
      implements Statement {}

  /** An {@code invokedynamic}; {@code site.descriptor()} is a method descriptor. */
  record InvokeDynamic(int result, Constant.Dynamic site, Ints arguments) implements Statement {}

  /** {@code checkcast}; {@code type} is an internal name or an array descriptor. */
  record Cast(int result, String type, int value) implements Statement {}

  /** {@code instanceof}; {@code type} is an internal name or an array descriptor. */
  record InstanceOf(int result, String type, int value) implements Statement {}

  /** {@code monitorenter}. */
  record MonitorEnter(int object) implements Statement {}

  /** {@code monitorexit}. */
  record MonitorExit(int object) implements Statement {}

  /**
   * Evaluated and not used: {@code pop} of one value, or {@code pop2} of two one-slot values or one
   * of two slots; the last value is the top of the stack.
   */
  record Discard(Ints values) implements Statement {}

  /**
   * An order hint, without meaning: here the lowered code had {@code values} on top of its stack
   * (the last one topmost) and applied {@code form} to them.
   */
  record Shuffle(ShuffleForm form, Ints values) implements Statement {}

  /** Does nothing; kept because a line anchor may sit on it. */
  record Nop() implements Statement {}

  /** Kinds of method calls; {@code opcode} is the JVM's. */
  enum InvokeKind {
    VIRTUAL(182),
    SPECIAL(183),
    STATIC(184),
    INTERFACE(185);

    private final int opcode;

    InvokeKind(int opcode) {
      this.opcode = opcode;
    }

    public int opcode() {
      return opcode;
    }
  }
}
