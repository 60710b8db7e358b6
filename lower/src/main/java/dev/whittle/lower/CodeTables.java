package dev.whittle.lower;

import dev.whittle.ir.Annotation.Retention;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.VType;
import java.util.Arrays;

/**
 * Reads the attributes of a {@code Code} attribute: frames, lines, variables, annotations (JVMS
 * 4.7.4, 4.7.12 to 4.7.14, 4.7.20).
 */
final class CodeTables {
  private static final int NONE = 0;
  private static final long[] NO_KEYS = {};

  private final CodeReader places;
  private final ByteCursor in;
  private final ConstantPool pool;
  private final Types types;
  private final RecordedCode code;
  private final CodeTypeAnnotations annotations;

  /** Locals of the last frame, one entry each, null for an unusable slot. */
  private VType[] locals = new VType[16];

  private int localCount;

  /** The same by slot, until they change. */
  private VType[] bySlot;

  /** Start, slot and number of the variables that have a generic signature, ascending. */
  private long[] genericKeys = NO_KEYS;

  private int genericTable;

  CodeTables(CodeReader places, ByteCursor in, ConstantPool pool, Types types, RecordedCode code) {
    this.places = places;
    this.in = in;
    this.pool = pool;
    this.types = types;
    this.code = code;
    annotations = new CodeTypeAnnotations(places, in, pool, code);
  }

  /** Reads all attributes of the code; {@code parameters} is null when frames do not count. */
  void read(VType[] parameters) {
    int frames = NONE;
    int variables = NONE;
    int generic = NONE;
    for (int i = in.u2(); i > 0; i--) {
      String name = Symbols.present(pool.text(in.u2()));
      int length = in.s4();
      int start = in.at;
      switch (name) {
        case "LineNumberTable" -> lines();
        case "LocalVariableTable" -> variables = start;
        case "LocalVariableTypeTable" -> generic = start;
        case "StackMapTable" -> frames = start;
        case "RuntimeVisibleTypeAnnotations" -> annotations.read(Retention.RUNTIME);
        case "RuntimeInvisibleTypeAnnotations" -> annotations.read(Retention.CLASS);
        default -> {}
      }
      in.at = start + length;
    }
    code.sortLines();
    if (frames != NONE && parameters != null) {
      in.at = frames;
      frames(parameters);
    }
    if (variables != NONE) {
      generic(generic);
      in.at = variables;
      variables();
    }
    annotations.finish();
  }

  private void lines() {
    for (int i = in.u2(); i > 0; i--) {
      int instruction = places.instructionAt(in.u2());
      int line = in.u2();
      if (instruction >= 0 && instruction < code.size) {
        code.addLine(instruction, line);
      }
    }
  }

  private void variables() {
    for (int i = in.u2(); i > 0; i--) {
      int pc = in.u2();
      int start = places.instructionAt(pc);
      int end = places.instructionAt(pc + in.u2());
      String name = Symbols.present(pool.text(in.u2()));
      String descriptor = pool.text(in.u2());
      int slot = in.u2();
      String signature = signature(pc, slot);
      Symbols.present(descriptor == null ? signature : descriptor);
      Kind kind = descriptor == null ? null : Descriptor.kind(descriptor);
      if (descriptor != null && kind == null) {
        throw new DamagedInput("broken class file (a variable of no type)");
      }
      // Before version 50 a range may start or end within an instruction, and says nothing then.
      if (start >= 0 && end >= 0) {
        Locations.Variable named = new Locations.Variable(name, descriptor, signature);
        code.variables.add(new RecordedCode.Variable(named, kind, start, end, slot));
      }
    }
  }

  private void generic(int table) {
    genericKeys = NO_KEYS;
    if (table == NONE) {
      return;
    }
    genericTable = table;
    in.at = table;
    genericKeys = new long[in.u2()];
    for (int i = 0; i < genericKeys.length; i++) {
      long pc = in.u2();
      in.at += 6;
      genericKeys[i] = pc << 32 | (long) in.u2() << 16 | i;
    }
    Arrays.sort(genericKeys);
  }

  /** The signature of the variable that starts at this pc in this slot, or null. */
  private String signature(int pc, int slot) {
    if (genericKeys.length == 0) {
      return null;
    }
    // Of several, the last in the table.
    long behind = (((long) pc << 16 | slot) + 1) << 16;
    int at = -Arrays.binarySearch(genericKeys, behind - 1) - 1;
    int last = at < 0 ? -at - 1 : at - 1;
    if (last < 0 || genericKeys[last] >>> 16 != ((long) pc << 16 | slot)) {
      return null;
    }
    int entry = (int) genericKeys[last] & 0xffff;
    int after = in.at;
    in.at = genericTable + 2 + 10 * entry + 6;
    String signature = pool.text(in.u2());
    in.at = after;
    return signature;
  }

  private void frames(VType[] parameters) {
    localCount = 0;
    for (VType parameter : parameters) {
      addLocal(parameter);
    }
    bySlot = null;
    int pc = -1;
    for (int i = in.u2(); i > 0; i--) {
      int tag = in.u1();
      int delta = tag < 64 ? tag : tag < 128 ? tag - 64 : in.u2();
      VType[] stack = frame(tag);
      pc += delta + 1;
      int instruction = places.find(pc);
      if (instruction < 0) {
        // No frame from here on is one: version 50 may do without (JVMS 4.10).
        return;
      }
      if (bySlot == null) {
        bySlot = localsBySlot();
      }
      if (stack != null) {
        code.frames.add(new RecordedCode.Frame(instruction, bySlot, stack));
      }
    }
  }

  /** Reads what a frame changes (JVMS 4.7.4); null when its stack has a hole: it is no frame. */
  private VType[] frame(int tag) {
    if (tag < 64 || tag == 251) {
      return EntryStates.EMPTY_STACK;
    }
    if (tag < 128 || tag == 247) {
      return stack(1);
    }
    if (tag < 247) {
      throw new DamagedInput("broken class file (a frame of type " + tag + ")");
    }
    bySlot = null;
    if (tag < 251) {
      localCount -= 251 - tag;
      if (localCount < 0) {
        throw new DamagedInput("broken class file (a frame without locals to chop)");
      }
      return EntryStates.EMPTY_STACK;
    }
    int added = tag - 251;
    if (tag == 255) {
      localCount = 0;
      added = in.u2();
    }
    for (int i = 0; i < added; i++) {
      addLocal(type());
    }
    return tag == 255 ? stack(in.u2()) : EntryStates.EMPTY_STACK;
  }

  private void addLocal(VType type) {
    if (localCount == locals.length) {
      locals = Arrays.copyOf(locals, 2 * localCount);
    }
    locals[localCount++] = type;
  }

  private VType[] stack(int count) {
    VType[] stack = count == 0 ? EntryStates.EMPTY_STACK : new VType[count];
    boolean whole = true;
    for (int i = 0; i < count; i++) {
      stack[i] = type();
      whole &= stack[i] != null;
    }
    return whole ? stack : null;
  }

  /** A {@code verification_type_info}; null for top. */
  private VType type() {
    int tag = in.u1();
    return switch (tag) {
      case 0 -> null;
      case 1 -> VType.Primitive.INT;
      case 2 -> VType.Primitive.FLOAT;
      case 3 -> VType.Primitive.DOUBLE;
      case 4 -> VType.Primitive.LONG;
      case 5 -> Types.NULL;
      case 6 -> Types.UNINIT_THIS;
      case 7 -> pool.classAt(in.u2()).type();
      case 8 -> new VType.Uninit(places.instructionAt(in.u2()));
      default -> throw new DamagedInput("broken class file (a type with the tag " + tag + ")");
    };
  }

  private VType[] localsBySlot() {
    int slots = 0;
    for (int i = 0; i < localCount; i++) {
      slots += slots(locals[i]);
    }
    VType[] types = new VType[slots];
    int slot = 0;
    for (int i = 0; i < localCount; i++) {
      types[slot] = locals[i];
      slot += slots(locals[i]);
    }
    return types;
  }

  private static int slots(VType entry) {
    return entry == VType.Primitive.LONG || entry == VType.Primitive.DOUBLE ? 2 : 1;
  }
}
