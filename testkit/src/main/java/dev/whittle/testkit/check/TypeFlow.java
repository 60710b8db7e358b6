package dev.whittle.testkit.check;

import dev.whittle.testkit.check.TypeState.Value;
import dev.whittle.testkit.check.TypeState.Value.Refs;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pairs of reference types that the verifier compares in a method (JVMS 4.10.1): where a value
 * of one type meets an instruction, a frame or a result of another.
 *
 * <p>With frames, the code is read once, in order, and the frames are taken at their word, as the
 * type checker does. Without them (class versions up to 49, and 50 where it falls back), types flow
 * to a fixed point; a merge holds the set of what came in, and each of them is compared (JVMS
 * 4.10.2). Methods with {@code jsr} are left out.
 */
final class TypeFlow {
  private static final String THROWABLE = "java/lang/Throwable";

  /** Takes the pairs, by the names that class constants have. */
  @FunctionalInterface
  interface Pairs {
    void compare(String from, String to);
  }

  private final CodeModel code;
  private final MethodModel method;
  private final ClassModel owner;
  private final boolean isFramed;
  private final Map<Label, TypeState> entries = new HashMap<>();
  private final List<ExceptionCatch> handlers = new ArrayList<>();
  private final TypeSteps steps;
  private final Pairs sink;

  private TypeState state;
  private boolean isSettled = true;
  private boolean isReporting;

  private TypeFlow(CodeModel code, Pairs sink) {
    this.code = code;
    this.method = code.parent().orElseThrow();
    this.owner = method.parent().orElseThrow();
    List<StackMapFrameInfo> frames =
        code.findAttribute(Attributes.stackMapTable()).map(a -> a.entries()).orElse(List.of());
    frames.forEach(f -> entries.put(f.target(), TypeState.of(f)));
    boolean isLinear = code.elementStream().noneMatch(TypeFlow::jumps);
    this.isFramed =
        owner.majorVersion() >= ClassFile.JAVA_6_VERSION && (isLinear || !frames.isEmpty());
    this.sink = sink;
    this.steps = new TypeSteps(thisClass(), this::compare);
  }

  /** Passes every pair of the method to the sink, some of them more than once. */
  static void check(CodeModel code, Pairs sink) {
    if (code.elementStream().noneMatch(DiscontinuedInstruction.class::isInstance)) {
      new TypeFlow(code, sink).run();
    }
  }

  private static boolean jumps(CodeElement e) {
    return switch (e) {
      case BranchInstruction _, LookupSwitchInstruction _, TableSwitchInstruction _ -> true;
      case ExceptionCatch _ -> true;
      default -> false;
    };
  }

  private String thisClass() {
    return owner.thisClass().asInternalName();
  }

  private void run() {
    if (!isFramed) {
      entries.clear();
      do {
        isSettled = true;
        pass();
      } while (!isSettled);
    }
    isReporting = true;
    pass();
  }

  private void pass() {
    state = TypeState.atEntry(method, thisClass());
    handlers.clear();
    Label label = null;
    boolean localsChanged = true;
    for (CodeElement element : code) {
      switch (element) {
        case LabelTarget target -> {
          label = target.label();
          enter(label);
          localsChanged = true;
        }
        case Instruction instruction when state != null -> {
          if (localsChanged) {
            handlers.forEach(this::flowToHandler);
          }
          localsChanged = step(instruction, label);
          label = null;
        }
        default -> {}
      }
    }
  }

  /** Where control can come from elsewhere, or a range begins or ends. */
  private void enter(Label label) {
    handlers.removeIf(h -> h.tryEnd().equals(label));
    for (ExceptionCatch handler : code.exceptionHandlers()) {
      if (handler.tryStart().equals(label)) {
        handlers.add(handler);
      }
    }
    TypeState entry = entries.get(label);
    if (entry != null) {
      if (state != null) {
        flow(state, label);
      }
      state = entry.copy();
    } else if (!isFramed && state != null) {
      // Not known yet whether something jumps here; if so, its types must join these.
      entries.put(label, state.copy());
    }
  }

  private void flowToHandler(ExceptionCatch handler) {
    String type = handler.catchType().map(ClassEntry::asInternalName).orElse(THROWABLE);
    compare(Refs.of(type), THROWABLE);
    flow(state.caught(type), handler.handler());
  }

  private void flow(TypeState from, Label target) {
    TypeState entry = entries.get(target);
    if (isFramed) {
      if (entry != null) {
        from.flowsTo(entry, this::meet);
      }
    } else if (entry == null) {
      entries.put(target, from.copy());
      isSettled = false;
    } else if (entry.join(from)) {
      isSettled = false;
    }
  }

  private void meet(Value from, Value to) {
    if (to instanceof Refs(var names)) {
      names.forEach(name -> compare(from, name));
    }
  }

  private void compare(Value from, String to) {
    if (isReporting && from instanceof Refs(var names)) {
      for (String name : names) {
        if (!name.equals(to) && !to.equals(Universe.OBJECT)) {
          sink.compare(name, to);
        }
      }
    }
  }

  /** Runs one instruction; true where it may have changed locals. */
  private boolean step(Instruction instruction, Label label) {
    boolean localsChanged = steps.run(instruction, state, label);
    switch (instruction) {
      case BranchInstruction i -> {
        flow(state, i.target());
        if (i.opcode() == Opcode.GOTO || i.opcode() == Opcode.GOTO_W) {
          state = null;
        }
      }
      case TableSwitchInstruction i -> flowToCases(i.cases(), i.defaultTarget());
      case LookupSwitchInstruction i -> flowToCases(i.cases(), i.defaultTarget());
      case ReturnInstruction i -> {
        if (i.opcode() == Opcode.ARETURN) {
          String result = Descriptors.result(method.methodType().stringValue());
          compare(state.peek(), Descriptors.className(result));
        }
        state = null;
      }
      case ThrowInstruction _ -> {
        compare(state.peek(), THROWABLE);
        state = null;
      }
      default -> {}
    }
    return localsChanged;
  }

  private void flowToCases(List<SwitchCase> cases, Label defaultTarget) {
    flow(state, defaultTarget);
    cases.forEach(c -> flow(state, c.target()));
    state = null;
  }
}
