package dev.whittle.codegen;

import dev.whittle.codegen.GeneratedCode.Frame;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the frames of a function's code.
 *
 * <p>Each frame is written as its difference to the one before (JVMS 4.7.4), although ASM would
 * find it: it interns the types of full frames to compare them, which took a tenth of emission.
 */
final class CodeFrames {
  private static final Object[] NOTHING = {};

  /** The most locals that a chop or append frame is about. */
  private static final int MAX_DELTA = 3;

  /** Below this many bytes the offset is in the tag of a frame without new locals. */
  private static final int SHORT_OFFSETS = 64;

  private final Label[] labels;

  /** Locals of the last frame. */
  private VType[] previous;

  /**
   * @param labels by position; each {@code new} that a frame names has one
   */
  CodeFrames(String className, FunctionDef function, Label[] labels) {
    this.labels = labels;
    this.previous = parameters(className, function);
  }

  /** The frame before the first is the one that the descriptor implies (JVMS 4.10.1.6). */
  private static VType[] parameters(String className, FunctionDef function) {
    List<VType> types = new ArrayList<>();
    if (!function.isStatic()) {
      boolean isRaw = function.isConstructor() && !className.equals("java/lang/Object");
      types.add(isRaw ? new VType.UninitThis() : new VType.Class(className));
    }
    for (String parameter : Descriptor.parameters(function.descriptor())) {
      types.add(VType.of(parameter));
    }
    return types.toArray(VType[]::new);
  }

  void emit(Frame frame, MethodVisitor to) {
    VType[] current = frame.locals();
    VType[] stack = frame.stack();
    int delta = current.length - previous.length;
    int form = form(current, stack);
    switch (form) {
      case Opcodes.F_SAME -> to.visitFrame(form, 0, NOTHING, 0, NOTHING);
      case Opcodes.F_CHOP -> to.visitFrame(form, -delta, NOTHING, 0, NOTHING);
      case Opcodes.F_APPEND ->
          to.visitFrame(form, delta, entries(current, previous.length), 0, NOTHING);
      case Opcodes.F_SAME1 -> to.visitFrame(form, 0, NOTHING, 1, entries(stack, 0));
      default ->
          to.visitFrame(form, current.length, entries(current, 0), stack.length, entries(stack, 0));
    }
    previous = current;
  }

  /**
   * How many bytes the frame takes that comes next (JVMS 4.7.4).
   *
   * @param offset its {@code offset_delta}
   */
  int size(Frame frame, int offset) {
    VType[] current = frame.locals();
    VType[] stack = frame.stack();
    int size =
        switch (form(current, stack)) {
          case Opcodes.F_SAME -> offset < SHORT_OFFSETS ? 1 : 3;
          case Opcodes.F_CHOP -> 3;
          case Opcodes.F_APPEND -> 3 + size(current, previous.length);
          case Opcodes.F_SAME1 -> (offset < SHORT_OFFSETS ? 1 : 3) + size(stack, 0);
          default -> 7 + size(current, 0) + size(stack, 0);
        };
    previous = current;
    return size;
  }

  private static int size(VType[] types, int from) {
    int size = 0;
    for (int i = from; i < types.length; i++) {
      size += types[i] instanceof VType.Class || types[i] instanceof VType.Uninit ? 3 : 1;
    }
    return size;
  }

  private int form(VType[] current, VType[] stack) {
    int delta = current.length - previous.length;
    if (stack.length > 1 || stack.length == 1 && delta != 0 || !startsAlike(current)) {
      return Opcodes.F_FULL;
    }
    if (delta == 0) {
      return stack.length == 0 ? Opcodes.F_SAME : Opcodes.F_SAME1;
    }
    if (delta < -MAX_DELTA || delta > MAX_DELTA) {
      return Opcodes.F_FULL;
    }
    return delta < 0 ? Opcodes.F_CHOP : Opcodes.F_APPEND;
  }

  /** Whether the shorter of this frame and the last is how the longer starts. */
  private boolean startsAlike(VType[] current) {
    for (int i = 0; i < current.length && i < previous.length; i++) {
      if (current[i] != previous[i] && !Objects.equals(current[i], previous[i])) {
        return false;
      }
    }
    return true;
  }

  private Object[] entries(VType[] types, int from) {
    Object[] entries = new Object[types.length - from];
    for (int i = from; i < types.length; i++) {
      entries[i - from] = types[i] == null ? Opcodes.TOP : type(types[i]);
    }
    return entries;
  }

  private Object type(VType type) {
    return switch (type) {
      case VType.Primitive primitive ->
          switch (primitive) {
            case INT -> Opcodes.INTEGER;
            case LONG -> Opcodes.LONG;
            case FLOAT -> Opcodes.FLOAT;
            case DOUBLE -> Opcodes.DOUBLE;
          };
      case VType.Null _ -> Opcodes.NULL;
      case VType.Class c -> c.name();
      case VType.Uninit(int site) -> labels[site];
      case VType.UninitThis _ -> Opcodes.UNINITIALIZED_THIS;
      case VType.Join _ ->
          throw new IllegalStateException("a join in a class that needs frames: " + type);
    };
  }
}
