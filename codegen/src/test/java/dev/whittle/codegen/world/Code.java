package dev.whittle.codegen.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The {@code Code} attribute of a method (JVMS 4.7.3), its instructions in normal form: short forms
 * of instructions read like long ones, and all ways to push a number alike.
 */
final class Code {
  private static final int WIDE = 196;
  private static final int LDC_W = 19;
  private static final int JSR = 168;
  private static final int JSR_W = 201;
  private static final int ATHROW = 191;
  private static final int[] NO_JUMPS = {};

  private final Pool pool;
  private final Bytes in;
  private final int start;
  final int length;

  /** By instruction, in the order of the code. */
  private final List<String> texts = new ArrayList<>();

  private final List<int[]> targets = new ArrayList<>();
  private int[] opcodes = new int[32];

  /** Constant-pool indices of members, call sites and loaded constants; else 0. */
  private int[] constants = new int[32];

  /** By pc: the instruction that starts there; where none does, the next one. */
  private final int[] instructionAt;

  final List<Handler> handlers = new ArrayList<>();
  final List<Line> lines = new ArrayList<>();
  final List<String> annotations = new ArrayList<>();
  final List<Variable> variables = new ArrayList<>();
  private final int longConstants;

  /** An entry of the exception table; bounds are instructions. */
  record Handler(int start, int end, int handler, String type) {}

  /** An entry of a line table. */
  record Line(int start, int line) {}

  /** An entry of a variable table. */
  record Variable(String text, int start, int end) {}

  Code(Pool pool, Bytes content) {
    this.pool = pool;
    this.in = content;
    in.skip(4);
    length = in.u4();
    start = in.position();
    instructionAt = new int[length + 1];
    int wide = 0;
    while (in.position() < start + length) {
      int pc = in.position() - start;
      wide += in.at(in.position()).u1() == LDC_W ? 1 : 0;
      instruction(pc);
      Arrays.fill(instructionAt, pc + 1, in.position() - start, texts.size());
      instructionAt[in.position() - start] = texts.size();
    }
    longConstants = wide;
    for (int count = in.u2(); count > 0; count--) {
      handlers.add(new Handler(at(in.u2()), at(in.u2()), at(in.u2()), pool.text(in.u2())));
    }
    tables();
  }

  int size() {
    return texts.size();
  }

  int opcode(int instruction) {
    return opcodes[instruction];
  }

  String text(int instruction) {
    return texts.get(instruction);
  }

  int[] targets(int instruction) {
    return targets.get(instruction);
  }

  /** The descriptor of the member or call site that an instruction names. */
  String descriptor(int instruction) {
    return pool.descriptor(constants[instruction]);
  }

  /** Whether what {@code ldc} loads takes resolution, which may run code and throw. */
  boolean isResolved(int instruction) {
    return constants[instruction] != 0 && pool.isResolved(constants[instruction]);
  }

  /** How many instructions are {@code ldc_w}. */
  int longConstants() {
    return longConstants;
  }

  boolean hasSubroutines() {
    return Arrays.stream(opcodes, 0, size()).anyMatch(opcode -> opcode == JSR);
  }

  boolean hasLocks() {
    return Arrays.stream(opcodes, 0, size()).anyMatch(opcode -> opcode == 194);
  }

  /** The most bytes that the padding of switches can differ by. */
  int maxPadding() {
    return 3 * (int) Arrays.stream(opcodes, 0, size()).filter(o -> o == 170 || o == 171).count();
  }

  /** Whether control never passes to the next instruction. */
  boolean endsFlow(int instruction) {
    int opcode = opcodes[instruction];
    return opcode == 167 || opcode >= 169 && opcode <= 177 || opcode == ATHROW;
  }

  /** The instructions that control can reach. */
  BitSet reachable() {
    BitSet reached = new BitSet();
    List<Integer> work = new ArrayList<>(List.of(0));
    boolean[] entered = new boolean[handlers.size()];
    while (!work.isEmpty()) {
      for (int i = work.removeLast(); i < size() && !reached.get(i); i++) {
        reached.set(i);
        for (int h = 0; h < entered.length; h++) {
          Handler handler = handlers.get(h);
          if (!entered[h] && handler.start <= i && i < handler.end) {
            entered[h] = true;
            work.add(handler.handler);
          }
        }
        for (int target : targets(i)) {
          work.add(target);
        }
        if (endsFlow(i)) {
          break;
        }
      }
    }
    return reached;
  }

  private int at(int pc) {
    return instructionAt[pc];
  }

  private void add(int opcode, String text) {
    add(opcode, text, NO_JUMPS);
  }

  private void add(int opcode, String text, int[] jumps) {
    if (texts.size() == opcodes.length) {
      opcodes = Arrays.copyOf(opcodes, 2 * opcodes.length);
      constants = Arrays.copyOf(constants, opcodes.length);
    }
    opcodes[texts.size()] = opcode;
    texts.add(text);
    targets.add(jumps);
  }

  /** An instruction that names a constant. */
  private void add(int opcode, String text, int constant) {
    add(opcode, text);
    constants[texts.size() - 1] = constant;
  }

  private void instruction(int pc) {
    int opcode = in.u1();
    switch (opcode) {
      case 2, 3, 4, 5, 6, 7, 8 -> add(18, "int " + (opcode - 3));
      case 9, 10 -> add(20, "long " + (opcode - 9));
      case 11, 12, 13 -> add(18, "float " + Float.floatToRawIntBits(opcode - 11));
      case 14, 15 -> add(20, "double " + Double.doubleToRawLongBits(opcode - 14));
      case 16 -> add(18, "int " + (byte) in.u1());
      case 17 -> add(18, "int " + (short) in.u2());
      case 18 -> constant(18, in.u1());
      case LDC_W -> constant(18, in.u2());
      case 20 -> constant(20, in.u2());
      case 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169 -> variable(opcode, in.u1());
      case 132 -> add(132, "iinc " + in.u1() + " " + (byte) in.u1());
      case WIDE -> wide(in.u1());
      case 170, 171 -> switchOn(opcode, pc);
      case 188 -> add(opcode, "188 " + in.u1());
      case 185, 186 -> {
        named(opcode, in.u2());
        in.skip(2);
      }
      case 197 -> add(opcode, opcode + " " + pool.text(in.u2()) + " " + in.u1());
      case 200, JSR_W -> jump(opcode - 33, pc + in.u4());
      default -> plain(opcode, pc);
    }
  }

  private void plain(int opcode, int pc) {
    if (opcode >= 26 && opcode <= 45) {
      variable(21 + (opcode - 26) / 4, (opcode - 26) % 4);
    } else if (opcode >= 59 && opcode <= 78) {
      variable(54 + (opcode - 59) / 4, (opcode - 59) % 4);
    } else if (opcode >= 153 && opcode <= JSR || opcode == 198 || opcode == 199) {
      jump(opcode, pc + (short) in.u2());
    } else if (opcode >= 178 && opcode <= 193 && opcode != 190 && opcode != ATHROW) {
      named(opcode, in.u2());
    } else {
      add(opcode, "" + opcode);
    }
  }

  private void named(int opcode, int index) {
    add(opcode, opcode + " " + pool.text(index), index);
  }

  private void variable(int opcode, int slot) {
    add(opcode, opcode + " _" + slot);
  }

  private void wide(int opcode) {
    int slot = in.u2();
    if (opcode == 132) {
      add(132, "iinc " + slot + " " + (short) in.u2());
    } else {
      variable(opcode, slot);
    }
  }

  private void constant(int opcode, int index) {
    if (pool.isNumber(index)) {
      String kind = List.of("int ", "float ", "long ", "double ").get(pool.tag(index) - 3);
      add(opcode, kind + pool.number(index));
    } else {
      add(opcode, "ldc " + pool.text(index), index);
    }
  }

  /** Jumps are recorded by pc, and translated when all instructions are known. */
  private void jump(int opcode, int pc) {
    add(opcode, "" + opcode, new int[] {pc});
  }

  private void switchOn(int opcode, int pc) {
    in.skip((3 - pc) & 3);
    List<Integer> jumps = new ArrayList<>(List.of(pc + in.u4()));
    StringBuilder text = new StringBuilder().append(opcode);
    if (opcode == 170) {
      int low = in.u4();
      int high = in.u4();
      text.append(' ').append(low);
      for (long key = low; key <= high; key++) {
        jumps.add(pc + in.u4());
      }
    } else {
      for (int count = in.u4(); count > 0; count--) {
        text.append(' ').append(in.u4());
        jumps.add(pc + in.u4());
      }
    }
    add(opcode, text.toString(), jumps.stream().mapToInt(Integer::intValue).toArray());
  }

  private void tables() {
    for (int[] jumps : targets) {
      Arrays.setAll(jumps, j -> at(jumps[j]));
    }
    for (int count = in.u2(); count > 0; count--) {
      String name = pool.text(in.u2());
      int size = in.u4();
      Bytes content = in.at(in.position());
      in.skip(size);
      switch (name) {
        case "StackMapTable" -> {}
        case "LineNumberTable" -> lines(content);
        case "LocalVariableTable", "LocalVariableTypeTable" -> variables(name, content);
        default -> {
          String text = AttributeText.of(name, content, pool, this::at);
          if (text != null) {
            annotations.add(name + text);
          }
        }
      }
    }
  }

  private void lines(Bytes content) {
    for (int count = content.u2(); count > 0; count--) {
      lines.add(new Line(at(content.u2()), content.u2()));
    }
  }

  private void variables(String table, Bytes content) {
    for (int count = content.u2(); count > 0; count--) {
      int first = content.u2();
      int end = Math.min(first + content.u2(), length);
      String type = pool.text(content.u2()) + " " + pool.text(content.u2());
      variables.add(
          new Variable(
              table + " " + type + " _" + content.u2(), at(Math.min(first, length)), at(end)));
    }
  }
}
