package dev.whittle.lower;

import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.code.VType;

/**
 * Reads the {@code Code} attributes of one class file (JVMS 4.7.3) into {@link RecordedCode}, and
 * leaves their tables to {@link CodeTables}.
 *
 * <p>ASM's reader makes a label for each place that anything refers to and hands each instruction
 * to a visitor with its names, which are looked up again: so lowering spent a third of its time on
 * reading. Here bytes become numbers of instructions at once, and what an instruction names comes
 * from {@link ConstantPool} with its meaning.
 */
final class CodeReader {
  private static final int ILOAD_0 = 26;
  private static final int ISTORE_0 = 59;
  private static final int LDC_W = 19;
  private static final int LDC2_W = 20;
  private static final int WIDE = 196;
  private static final int GOTO_W = 200;
  private static final int JSR_W = 201;

  private final ByteCursor in;
  private final ConstantPool pool;
  private final CodeTables tables;
  private final RecordedCode code = new RecordedCode();

  /** By pc: the instruction that starts there, or -1; at the end of the code, their number. */
  private int[] instructionAt = new int[256];

  private int codeStart;
  private int codeLength;

  CodeReader(ClassFileReader reader, ConstantPool pool, Types types) {
    in = new ByteCursor(reader.bytes);
    this.pool = pool;
    tables = new CodeTables(this, in, pool, types, code);
  }

  /**
   * Reads one attribute; the result is good until the next is read.
   *
   * @param start where its content starts
   * @param parameters types of the function's parameters, with {@code this}; null when its class
   *     has no frames
   * @throws DamagedInput or another unchecked exception when it does not hold together
   */
  RecordedCode read(int start, VType[] parameters) {
    code.clear();
    in.at = start + 2;
    code.maxLocals = in.u2();
    codeLength = in.s4();
    codeStart = in.at;
    instructions();
    resolveTargets();
    exceptionTable();
    tables.read(parameters);
    return code;
  }

  /**
   * The instruction at a pc, or -1 when the pc is within one. The end of the code counts as one.
   */
  int instructionAt(int pc) {
    if (pc < 0 || pc > codeLength) {
      throw new DamagedInput("broken class file (a place outside of the code)");
    }
    return instructionAt[pc];
  }

  /** Likewise, and -1 when the pc is outside of the code. */
  int find(int pc) {
    return pc < 0 || pc > codeLength ? -1 : instructionAt[pc];
  }

  private void instructions() {
    if (instructionAt.length <= codeLength) {
      instructionAt = new int[codeLength + codeLength / 2 + 1];
    }
    int end = codeStart + codeLength;
    while (in.at < end) {
      int pc = in.at - codeStart;
      instructionAt[pc] = code.size;
      instruction(in.u1(), pc);
      if (in.at > end) {
        throw new DamagedInput("broken class file (code ends within an instruction)");
      }
      for (int rest = pc + 1; rest < in.at - codeStart; rest++) {
        instructionAt[rest] = -1;
      }
    }
    instructionAt[codeLength] = code.size;
  }

  /** Targets are pcs until all instructions are known. */
  private void instruction(int opcode, int pc) {
    switch (opcode) {
      case ILOAD, LLOAD, FLOAD, DLOAD, ALOAD, ISTORE, LSTORE, FSTORE, DSTORE, ASTORE, NEWARRAY ->
          code.add(opcode, in.u1());
      case 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45 ->
          code.add(ILOAD + (opcode - ILOAD_0 >> 2), opcode - ILOAD_0 & 3);
      case 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78 ->
          code.add(ISTORE + (opcode - ISTORE_0 >> 2), opcode - ISTORE_0 & 3);
      case GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD -> code.add(opcode, 0, 0, pool.field(in.u2()));
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC ->
          code.add(opcode, 0, 0, pool.method(in.u2()));
      case INVOKEINTERFACE -> {
        code.add(opcode, 0, 0, pool.method(in.u2()));
        in.at += 2;
      }
      case INVOKEDYNAMIC -> {
        code.add(opcode, 0, 0, pool.callSite(in.u2()));
        in.at += 2;
      }
      case IRETURN, LRETURN, FRETURN, DRETURN, ARETURN, RETURN, ATHROW ->
          code.addControl(opcode, 0, null);
      case IFEQ,
          IFNE,
          IFLT,
          IFGE,
          IFGT,
          IFLE,
          IF_ICMPEQ,
          IF_ICMPNE,
          IF_ICMPLT,
          IF_ICMPGE,
          IF_ICMPGT,
          IF_ICMPLE,
          IF_ACMPEQ,
          IF_ACMPNE,
          GOTO,
          IFNULL,
          IFNONNULL ->
          code.addControl(opcode, pc + in.s2(), null);
      case NEW -> code.add(opcode, 0, RecordedCode.NO_TEMP, pool.classAt(in.u2()));
      case ANEWARRAY, CHECKCAST, INSTANCEOF -> code.add(opcode, 0, 0, pool.classAt(in.u2()));
      case MULTIANEWARRAY -> {
        ConstantPool.ClassEntry array = pool.classAt(in.u2());
        code.add(opcode, in.u1(), 0, array);
      }
      case BIPUSH -> code.add(opcode, in.s1());
      case SIPUSH -> code.add(opcode, in.s2());
      case LDC -> code.add(opcode, 0, 0, pool.loadable(in.u1()));
      case LDC_W, LDC2_W -> code.add(LDC, 0, 0, pool.loadable(in.u2()));
      case IINC -> {
        int slot = in.u1();
        code.add(opcode, slot, in.s1(), null);
      }
      case TABLESWITCH -> tableSwitch(pc);
      case LOOKUPSWITCH -> lookupSwitch(pc);
      case WIDE -> wide(in.u1());
      case JSR -> subroutineCall(pc + in.s2());
      case JSR_W -> subroutineCall(pc + in.s4());
      case GOTO_W -> code.addControl(GOTO, pc + in.s4(), null);
      case RET -> subroutineReturn(in.u1());
      default -> {
        if (opcode > JSR_W) {
          throw new DamagedInput("broken class file (opcode " + opcode + ")");
        }
        code.add(opcode, 0);
      }
    }
  }

  private void wide(int opcode) {
    int slot = in.u2();
    if (opcode == IINC) {
      code.add(opcode, slot, in.s2(), null);
    } else if (opcode == RET) {
      subroutineReturn(slot);
    } else if (opcode >= ILOAD && opcode <= ALOAD || opcode >= ISTORE && opcode <= ASTORE) {
      code.add(opcode, slot);
    } else {
      throw new DamagedInput("broken class file (opcode wide " + opcode + ")");
    }
  }

  private void subroutineCall(int target) {
    code.usesSubroutines = true;
    code.addControl(JSR, target, null);
  }

  private void subroutineReturn(int slot) {
    code.usesSubroutines = true;
    code.addControl(RET, slot, null);
  }

  private void tableSwitch(int pc) {
    align(pc);
    int otherwise = pc + in.s4();
    int low = in.s4();
    int high = in.s4();
    int count = countOf((long) high - low + 1, 4);
    int[] keys = new int[count];
    int[] targets = new int[count + 1];
    for (int i = 0; i < count; i++) {
      keys[i] = low + i;
      targets[i] = pc + in.s4();
    }
    targets[count] = otherwise;
    code.addControl(TABLESWITCH, 0, new RecordedCode.SwitchTargets(keys, targets));
  }

  private void lookupSwitch(int pc) {
    align(pc);
    int otherwise = pc + in.s4();
    int count = countOf(in.s4(), 8);
    int[] keys = new int[count];
    int[] targets = new int[count + 1];
    for (int i = 0; i < count; i++) {
      keys[i] = in.s4();
      targets[i] = pc + in.s4();
    }
    targets[count] = otherwise;
    code.addControl(LOOKUPSWITCH, 0, new RecordedCode.SwitchTargets(keys, targets));
  }

  private void align(int pc) {
    in.at = codeStart + (pc + 4 & ~3);
  }

  /** So many entries of a switch, which must fit into the code. */
  private int countOf(long claimed, int size) {
    if (claimed < 0 || claimed * size > codeStart + codeLength - in.at) {
      throw new DamagedInput("broken class file (a switch of " + claimed + " cases)");
    }
    return (int) claimed;
  }

  private void resolveTargets() {
    for (int i = 0; i < code.controlCount; i++) {
      int at = code.controls[i];
      if (ControlFlow.isBranch(code.opcodes[at])) {
        code.operands[at] = instructionAt(code.operands[at]);
      } else if (ControlFlow.isSwitch(code.opcodes[at])) {
        int[] targets = ((RecordedCode.SwitchTargets) code.symbols[at]).targets();
        for (int t = 0; t < targets.length; t++) {
          targets[t] = instructionAt(targets[t]);
        }
      }
    }
  }

  private void exceptionTable() {
    for (int i = in.u2(); i > 0; i--) {
      int start = instructionAt(in.u2());
      int end = instructionAt(in.u2());
      int handler = instructionAt(in.u2());
      code.tryRanges.add(new RecordedCode.TryRange(start, end, handler, pool.className(in.u2())));
    }
  }
}
