package dev.whittle.testkit.check;

import dev.whittle.testkit.check.TypeState.Value.Basic;
import dev.whittle.testkit.check.TypeState.Value.Fresh;
import dev.whittle.testkit.check.TypeState.Value.Refs;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.UninitializedVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The types of locals and operand stack at one point of a method. A wide value takes two locals,
 * the second {@code TOP}, and one element of the stack.
 */
final class TypeState {

  /** A verification type. */
  sealed interface Value {
    /** The types without a name. */
    enum Basic implements Value {
      TOP,
      INT,
      FLOAT,
      LONG,
      DOUBLE,
      UNINITIALIZED_THIS
    }

    /** An object that its constructor has not made yet, by its {@code new}. */
    record Fresh(Object site) implements Value {}

    /** A reference that has one of these types; of none it is null. Several only without frames. */
    record Refs(Set<String> names) implements Value {
      static final Refs NULL = new Refs(Set.of());

      static Refs of(String name) {
        return new Refs(Set.of(name));
      }
    }

    default boolean isWide() {
      return this == Basic.LONG || this == Basic.DOUBLE;
    }

    /** The value of a field, parameter or result of this descriptor. */
    static Value of(String descriptor) {
      return switch (descriptor.charAt(0)) {
        case 'J' -> Basic.LONG;
        case 'F' -> Basic.FLOAT;
        case 'D' -> Basic.DOUBLE;
        case 'L', '[' -> Refs.of(Descriptors.className(descriptor));
        default -> Basic.INT;
      };
    }

    static Value of(TypeKind kind) {
      return switch (kind) {
        case LONG -> Basic.LONG;
        case FLOAT -> Basic.FLOAT;
        case DOUBLE -> Basic.DOUBLE;
        case REFERENCE -> Refs.NULL;
        case BOOLEAN, BYTE, CHAR, SHORT, INT -> Basic.INT;
        case VOID -> Basic.TOP;
      };
    }

    private static Value of(VerificationTypeInfo info) {
      return switch (info) {
        case ObjectVerificationTypeInfo object -> Refs.of(object.className().asInternalName());
        case UninitializedVerificationTypeInfo fresh -> new Fresh(fresh.newTarget());
        case SimpleVerificationTypeInfo simple ->
            switch (simple) {
              case TOP -> Basic.TOP;
              case INTEGER -> Basic.INT;
              case FLOAT -> Basic.FLOAT;
              case DOUBLE -> Basic.DOUBLE;
              case LONG -> Basic.LONG;
              case NULL -> Refs.NULL;
              case UNINITIALIZED_THIS -> Basic.UNINITIALIZED_THIS;
            };
      };
    }
  }

  private final List<Value> locals;
  private final List<Value> stack;

  private TypeState(List<Value> locals, List<Value> stack) {
    this.locals = new ArrayList<>(locals);
    this.stack = new ArrayList<>(stack);
  }

  /** The state at the first instruction of a method. */
  static TypeState atEntry(MethodModel method, String owner) {
    var state = new TypeState(List.of(), List.of());
    if (!ClassFacts.isStatic(method.flags().flagsMask())) {
      boolean isConstructor =
          method.methodName().equalsString("<init>") && !owner.equals(Universe.OBJECT);
      state.locals.add(isConstructor ? Basic.UNINITIALIZED_THIS : Refs.of(owner));
    }
    for (String parameter : Descriptors.parameters(method.methodType().stringValue())) {
      state.addLocal(Value.of(parameter));
    }
    return state;
  }

  /** The state that a frame of a StackMapTable claims. */
  static TypeState of(StackMapFrameInfo frame) {
    var state = new TypeState(List.of(), List.of());
    frame.locals().forEach(l -> state.addLocal(Value.of(l)));
    frame.stack().forEach(s -> state.push(Value.of(s)));
    return state;
  }

  private void addLocal(Value value) {
    locals.add(value);
    if (value.isWide()) {
      locals.add(Basic.TOP);
    }
  }

  TypeState copy() {
    return new TypeState(locals, stack);
  }

  /** The state at a handler: these locals, and the caught value alone on the stack. */
  TypeState caught(String type) {
    return new TypeState(locals, List.of(Refs.of(type)));
  }

  void push(Value value) {
    stack.add(value);
  }

  Value pop() {
    return stack.removeLast();
  }

  Value peek() {
    return stack.getLast();
  }

  /** Puts a value under the top ones, as the dup instructions do. */
  void insertBelow(int values, Value value) {
    stack.add(stack.size() - values, value);
  }

  /** The value that lies this many values below the top. */
  Value below(int values) {
    return stack.get(stack.size() - 1 - values);
  }

  Value local(int slot) {
    return slot < locals.size() ? locals.get(slot) : Basic.TOP;
  }

  void store(int slot, Value value) {
    int end = value.isWide() ? slot + 2 : slot + 1;
    while (locals.size() < end) {
      locals.add(Basic.TOP);
    }
    if (slot > 0 && locals.get(slot - 1).isWide()) {
      locals.set(slot - 1, Basic.TOP);
    }
    if (locals.get(end - 1).isWide()) {
      locals.set(end, Basic.TOP);
    }
    locals.set(slot, value);
    if (value.isWide()) {
      locals.set(slot + 1, Basic.TOP);
    }
  }

  /** What a constructor does to every copy of the object it makes. */
  void replaceAll(Value old, Value made) {
    locals.replaceAll(v -> v.equals(old) ? made : v);
    stack.replaceAll(v -> v.equals(old) ? made : v);
  }

  /** What a second run of a {@code new} does to what its first run left behind. */
  void forget(Fresh fresh) {
    locals.replaceAll(v -> v.equals(fresh) ? Basic.TOP : v);
  }

  /** Where two values meet one. */
  @FunctionalInterface
  interface Meeting {
    void meet(Value from, Value to);
  }

  /** Compares this state with the one that a target expects, value by value. */
  void flowsTo(TypeState target, Meeting meeting) {
    for (int slot = 0; slot < target.locals.size(); slot++) {
      meeting.meet(local(slot), target.locals.get(slot));
    }
    for (int i = 0; i < Math.min(stack.size(), target.stack.size()); i++) {
      meeting.meet(stack.get(i), target.stack.get(i));
    }
  }

  /** Widens this state so that it holds what another one does; true where that changed it. */
  boolean join(TypeState other) {
    boolean changed = false;
    for (int slot = 0; slot < locals.size(); slot++) {
      changed |= join(locals, slot, other.local(slot));
    }
    for (int i = 0; i < Math.min(stack.size(), other.stack.size()); i++) {
      changed |= join(stack, i, other.stack.get(i));
    }
    return changed;
  }

  private static boolean join(List<Value> values, int at, Value other) {
    Value old = values.get(at);
    Value joined =
        switch (old) {
          case Refs(Set<String> names) when other instanceof Refs(Set<String> more) -> {
            if (names.containsAll(more)) {
              yield old;
            }
            var union = new HashSet<>(names);
            union.addAll(more);
            yield new Refs(union);
          }
          case Refs _, Basic _, Fresh _ -> old.equals(other) ? old : Basic.TOP;
        };
    values.set(at, joined);
    return !joined.equals(old);
  }

  /** The site of a {@code new}: the label in front of it, where a frame can name it. */
  static Fresh fresh(Label label) {
    return new Fresh(label == null ? new Object() : label);
  }
}
