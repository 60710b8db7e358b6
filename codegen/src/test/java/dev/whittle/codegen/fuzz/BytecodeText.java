package dev.whittle.codegen.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Bytecode as lines of text, of which any may be left out: instructions by their mnemonics, {@code
 * function name descriptor} where one starts, {@code label:}, {@code line 7}, {@code try from to
 * handler type}. The first line is {@code class name version}; with {@code bounded}, code that does
 * not end stops where a label stands ({@link Trace#tick}), for a reducer. Frames are computed for
 * versions that need them, and for no others.
 */
final class BytecodeText {
  private static final Map<String, Integer> OPCODES = opcodes();
  private static final int GOTO_W = 200;

  private final ClassWriter writer;
  private final boolean isBounded;
  private MethodVisitor code;
  private Map<String, Label> labels = new HashMap<>();

  private BytecodeText(String name, int version, boolean isBounded) {
    this.isBounded = isBounded;
    writer = new Writer(version >= Opcodes.V1_6 ? ClassWriter.COMPUTE_FRAMES : 1);
    writer.visit(version, Opcodes.ACC_PUBLIC | 0x20, name, null, "java/lang/Object", null);
    writer.visitSource(name + ".txt", null);
  }

  /**
   * The class file of these lines.
   *
   * @throws RuntimeException when they make none
   */
  static byte[] classFile(List<String> lines) {
    String[] head = lines.getFirst().split(" ");
    BytecodeText text = new BytecodeText(head[1], Integer.parseInt(head[2]), head.length > 3);
    lines.stream().skip(1).map(String::strip).forEach(text::line);
    text.end();
    text.writer.visitEnd();
    return text.writer.toByteArray();
  }

  private static Map<String, Integer> opcodes() {
    Map<String, Integer> opcodes = new HashMap<>();
    for (var field : Opcodes.class.getFields()) {
      boolean isOther = field.getName().matches("(V|V_|ACC_|SOURCE_|T_|H_|F_|ASM).*[0-9A-Z]");
      if (field.getType() == int.class && !isOther) {
        try {
          opcodes.put(field.getName().toLowerCase(Locale.ROOT), field.getInt(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    opcodes.put("goto_w", GOTO_W);
    return opcodes;
  }

  private void end() {
    if (code != null) {
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
  }

  private Label label(String name) {
    return labels.computeIfAbsent(name, _ -> new Label());
  }

  private void line(String line) {
    String[] words = line.split(" ");
    if (line.endsWith(":")) {
      code.visitLabel(label(line.substring(0, line.length() - 1)));
      if (isBounded) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Types.TRACE, "tick", "()V", false);
      }
      return;
    }
    switch (words[0]) {
      case "function" -> {
        end();
        labels = new HashMap<>();
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        code = writer.visitMethod(access, words[1], words[2], null, null);
        code.visitCode();
      }
      case "line" -> {
        Label here = new Label();
        code.visitLabel(here);
        code.visitLineNumber(Integer.parseInt(words[1]), here);
      }
      case "try" ->
          code.visitTryCatchBlock(
              label(words[1]),
              label(words[2]),
              label(words[3]),
              words[4].equals("any") ? null : words[4]);
      case "ldc" -> code.visitLdcInsn(constant(words));
      case "iinc" -> code.visitIincInsn(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "lookupswitch", "tableswitch" -> select(words);
      default -> {
        if (!OPCODES.containsKey(words[0])) {
          throw new IllegalArgumentException("no instruction: " + line);
        }
        instruction(OPCODES.get(words[0]), words);
      }
    }
  }

  private static Object constant(String[] words) {
    return switch (words[1]) {
      case "int" -> Integer.valueOf(words[2]);
      case "long" -> Long.valueOf(words[2]);
      case "float" -> Float.valueOf(words[2]);
      case "double" -> Double.valueOf(words[2]);
      default -> words.length > 2 ? words[2] : "";
    };
  }

  /** {@code lookupswitch 1:a 5:b default}; a table has no gaps. */
  private void select(String[] words) {
    List<Integer> keys = new ArrayList<>();
    List<Label> targets = new ArrayList<>();
    for (String one : Arrays.asList(words).subList(1, words.length - 1)) {
      keys.add(Integer.valueOf(one.substring(0, one.indexOf(':'))));
      targets.add(label(one.substring(one.indexOf(':') + 1)));
    }
    Label otherwise = label(words[words.length - 1]);
    Label[] all = targets.toArray(Label[]::new);
    if (words[0].equals("tableswitch")) {
      code.visitTableSwitchInsn(keys.getFirst(), keys.getLast(), otherwise, all);
    } else {
      code.visitLookupSwitchInsn(
          otherwise, keys.stream().mapToInt(Integer::intValue).toArray(), all);
    }
  }

  private void instruction(int opcode, String[] words) {
    switch (opcode) {
      case Opcodes.BIPUSH, Opcodes.SIPUSH, Opcodes.NEWARRAY ->
          code.visitIntInsn(opcode, Integer.parseInt(words[1]));
      case Opcodes.NEW, Opcodes.CHECKCAST, Opcodes.INSTANCEOF, Opcodes.ANEWARRAY ->
          code.visitTypeInsn(opcode, words[1]);
      case Opcodes.GETSTATIC, Opcodes.PUTSTATIC, Opcodes.GETFIELD, Opcodes.PUTFIELD ->
          code.visitFieldInsn(opcode, words[1], words[2], words[3]);
      case Opcodes.INVOKESTATIC, Opcodes.INVOKESPECIAL, Opcodes.INVOKEVIRTUAL ->
          code.visitMethodInsn(opcode, words[1], words[2], words[3], false);
      default -> {
        boolean isJump =
            opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR
                || opcode == Opcodes.IFNULL
                || opcode == Opcodes.IFNONNULL
                || opcode == GOTO_W;
        if (isJump) {
          code.visitJumpInsn(opcode, label(words[1]));
        } else if (words.length > 1) {
          code.visitVarInsn(opcode, Integer.parseInt(words[1]));
        } else {
          code.visitInsn(opcode);
        }
      }
    }
  }

  /** Finds common superclasses without loading what is being made. */
  private static final class Writer extends ClassWriter {
    Writer(int flags) {
      super(flags);
    }

    @Override
    protected String getCommonSuperClass(String one, String other) {
      return Types.isSubtype(one, other)
          ? other
          : Types.isSubtype(other, one)
              ? one
              : Types.isSubtype(one, Types.THROWABLE) && Types.isSubtype(other, Types.THROWABLE)
                  ? bothThrown(one, other)
                  : Types.OBJECT;
    }

    private static String bothThrown(String one, String other) {
      String runtime = "java/lang/RuntimeException";
      return Types.isSubtype(one, runtime) && Types.isSubtype(other, runtime)
          ? runtime
          : Types.THROWABLE;
    }
  }
}
