package dev.whittle.testkit.check;

import dev.whittle.testkit.check.TypeState.Value;
import dev.whittle.testkit.check.TypeState.Value.Basic;
import dev.whittle.testkit.check.TypeState.Value.Fresh;
import dev.whittle.testkit.check.TypeState.Value.Refs;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What each instruction does to the types, and which types it compares (JVMS 4.10.1.9). */
final class TypeSteps {
  private final String thisClass;
  private final BiConsumer<Value, String> compare;

  /**
   * @param compare takes a value and the name of the type that an instruction wants it to have
   */
  TypeSteps(String thisClass, BiConsumer<Value, String> compare) {
    this.thisClass = thisClass;
    this.compare = compare;
  }

  /**
   * Changes the state as the instruction does; jumps are the caller's, and so is the value that a
   * return or a throw takes. True where locals may have changed.
   *
   * @param label the label directly in front of the instruction, or null
   */
  boolean run(Instruction instruction, TypeState state, Label label) {
    switch (instruction) {
      case LoadInstruction i -> state.push(state.local(i.slot()));
      case StoreInstruction i -> state.store(i.slot(), state.pop());
      case ConstantInstruction i -> state.push(constant(i));
      case FieldInstruction i -> field(i, state);
      case InvokeInstruction i -> invoke(i, state);
      case InvokeDynamicInstruction i -> call(i.type().stringValue(), state);
      case NewObjectInstruction i -> {
        Fresh fresh = TypeState.fresh(label);
        state.forget(fresh);
        state.push(fresh);
      }
      case NewReferenceArrayInstruction i -> {
        state.pop();
        state.push(Refs.of("[" + Descriptors.ofClassName(i.componentType().asInternalName())));
      }
      case NewPrimitiveArrayInstruction i -> {
        state.pop();
        state.push(Refs.of("[" + i.typeKind().upperBound().descriptorString()));
      }
      case NewMultiArrayInstruction i -> {
        pop(i.dimensions(), state);
        state.push(Refs.of(i.arrayType().asInternalName()));
      }
      case TypeCheckInstruction i -> {
        state.pop();
        state.push(i.opcode() == Opcode.CHECKCAST ? Refs.of(i.type().asInternalName()) : Basic.INT);
      }
      case ArrayLoadInstruction i -> {
        state.pop();
        Value array = state.pop();
        state.push(i.typeKind() == TypeKind.REFERENCE ? component(array) : Value.of(i.typeKind()));
      }
      case ArrayStoreInstruction _ -> pop(3, state);
      case OperatorInstruction i -> operator(i, state);
      case ConvertInstruction i -> {
        state.pop();
        state.push(Value.of(i.toType()));
      }
      case StackInstruction i -> permute(i.opcode(), state);
      case MonitorInstruction _ -> state.pop();
      case BranchInstruction i -> pop(operands(i.opcode()), state);
      case TableSwitchInstruction _, LookupSwitchInstruction _ -> state.pop();
      case IncrementInstruction _, NopInstruction _ -> {}
      case ReturnInstruction _, ThrowInstruction _ -> {}
      case DiscontinuedInstruction _ -> throw new IllegalArgumentException("jsr or ret");
    }
    return instruction instanceof StoreInstruction
        || instruction instanceof NewObjectInstruction
        || instruction instanceof InvokeInstruction;
  }

  private static void pop(int values, TypeState state) {
    for (int i = 0; i < values; i++) {
      state.pop();
    }
  }

  private static Value constant(ConstantInstruction instruction) {
    return switch (instruction) {
      case ConstantInstruction.LoadConstantInstruction load -> constant(load.constantEntry());
      case ConstantInstruction other -> Value.of(other.typeKind());
    };
  }

  private static Value constant(LoadableConstantEntry entry) {
    return switch (entry) {
      case StringEntry _ -> Refs.of("java/lang/String");
      case ClassEntry _ -> Refs.of("java/lang/Class");
      case MethodTypeEntry _ -> Refs.of("java/lang/invoke/MethodType");
      case MethodHandleEntry _ -> Refs.of("java/lang/invoke/MethodHandle");
      case ConstantDynamicEntry dynamic -> Value.of(dynamic.type().stringValue());
      case LoadableConstantEntry number -> Value.of(number.typeKind());
    };
  }

  private void expect(Value value, String descriptor) {
    if (Descriptors.isReference(descriptor)) {
      compare.accept(value, Descriptors.className(descriptor));
    }
  }

  private void field(FieldInstruction i, TypeState state) {
    String type = i.type().stringValue();
    if (i.opcode() == Opcode.PUTFIELD || i.opcode() == Opcode.PUTSTATIC) {
      expect(state.pop(), type);
    }
    if (i.opcode() == Opcode.PUTFIELD || i.opcode() == Opcode.GETFIELD) {
      compare.accept(state.pop(), i.owner().asInternalName());
    }
    if (i.opcode() == Opcode.GETFIELD || i.opcode() == Opcode.GETSTATIC) {
      state.push(Value.of(type));
    }
  }

  private void invoke(InvokeInstruction i, TypeState state) {
    String type = i.type().stringValue();
    String owner = i.owner().asInternalName();
    if (i.opcode() == Opcode.INVOKESTATIC) {
      call(type, state);
      return;
    }
    arguments(type, state);
    Value receiver = state.pop();
    if (i.name().equalsString("<init>")) {
      state.replaceAll(receiver, Refs.of(receiver == Basic.UNINITIALIZED_THIS ? thisClass : owner));
      return;
    }
    if (i.opcode() == Opcode.INVOKESPECIAL) {
      compare.accept(receiver, thisClass);
      compare.accept(Refs.of(thisClass), owner);
    } else {
      compare.accept(receiver, owner);
    }
    result(type, state);
  }

  private void call(String type, TypeState state) {
    arguments(type, state);
    result(type, state);
  }

  private void arguments(String type, TypeState state) {
    List<String> parameters = Descriptors.parameters(type);
    for (String parameter : parameters.reversed()) {
      expect(state.pop(), parameter);
    }
  }

  private static void result(String type, TypeState state) {
    String result = Descriptors.result(type);
    if (!result.equals("V")) {
      state.push(Value.of(result));
    }
  }

  private static Value component(Value array) {
    return array instanceof Refs(var names)
        ? new Refs(
            names.stream()
                .filter(n -> n.startsWith("["))
                .map(n -> Descriptors.className(n.substring(1)))
                .collect(Collectors.toSet()))
        : Refs.NULL;
  }

  private static void operator(OperatorInstruction i, TypeState state) {
    switch (i.opcode()) {
      case ARRAYLENGTH, LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> {
        pop(i.opcode() == Opcode.ARRAYLENGTH ? 1 : 2, state);
        state.push(Basic.INT);
      }
      case INEG, LNEG, FNEG, DNEG -> {}
      default -> state.pop(); // the result has the type of the left operand
    }
  }

  private static int operands(Opcode branch) {
    return switch (branch) {
      case GOTO, GOTO_W -> 0;
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> 1;
      default -> 2;
    };
  }

  private static void permute(Opcode opcode, TypeState state) {
    switch (opcode) {
      case POP -> state.pop();
      case POP2 -> pop(slots(2, 0, state), state);
      case DUP -> duplicate(1, 0, state);
      case DUP_X1 -> duplicate(1, 1, state);
      case DUP_X2 -> duplicate(1, 2, state);
      case DUP2 -> duplicate(2, 0, state);
      case DUP2_X1 -> duplicate(2, 1, state);
      case DUP2_X2 -> duplicate(2, 2, state);
      case SWAP -> state.insertBelow(1, state.pop());
      default -> throw new IllegalArgumentException(opcode.toString());
    }
  }

  /** Copies the values in the top {@code slots} under those in the next {@code skipped} slots. */
  private static void duplicate(int slots, int skipped, TypeState state) {
    int copied = slots(slots, 0, state);
    int depth = copied + slots(skipped, copied, state);
    for (int i = 0; i < copied; i++) {
      state.insertBelow(depth, state.below(copied - 1 - i));
    }
  }

  /** How many values fill so many slots, below the given number of values. */
  private static int slots(int slots, int below, TypeState state) {
    if (slots == 2) {
      return state.below(below).isWide() ? 1 : 2;
    }
    return slots;
  }
}
