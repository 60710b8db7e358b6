package dev.whittle.codegen;

import dev.whittle.ir.Constant;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Gives the constants that {@code ldc} loads the low indices of a class's constant pool: {@code
 * ldc} has one byte for its index. Where there are more constants, {@link LowIndices} chooses, and
 * the others take {@code ldc_w}.
 *
 * <p>A {@code ClassWriter} numbers a constant after what the constant refers to, so half of the low
 * indices would go to strings' bytes, which no instruction names. It takes over the pool of a
 * reader as it stands, though: so the pool's start is written here, in the shape of a class file of
 * which only the pool is ever read.
 *
 * <p>Method handles and dynamic constants are left to the writer: {@code ldc} of them is rare, and
 * what they refer to goes three levels deep.
 */
final class ConstantLayout {
  // Tags of JVMS 4.4.
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD_TYPE = 16;

  /** Bytes from access_flags to the counts of an empty class file. */
  private static final int AFTER_POOL = 16;

  private final String className;
  private final List<GeneratedCode> codes = new ArrayList<>();
  private final Set<Constant> loaded = new LinkedHashSet<>();

  ConstantLayout(String className) {
    this.className = className;
  }

  /** Takes note of what {@code code} loads. */
  void add(GeneratedCode code) {
    codes.add(code);
    for (int i = 0; i < code.size(); i++) {
      if (code.opcodes()[i] == Opcodes.LDC) {
        Constant constant = (Constant) code.symbols()[i];
        if (isLaidOut(constant)) {
          loaded.add(constant);
        }
      }
    }
  }

  private static boolean isLaidOut(Constant constant) {
    return text(constant) != null
        || constant instanceof Constant.Int
        || constant instanceof Constant.Float;
  }

  /** A reader whose pool is the start of the class's, or null when nothing needs a low index. */
  ClassReader start() {
    if (loaded.isEmpty()) {
      return null;
    }
    Set<Constant> constants = loaded;
    if (loaded.size() > LowIndices.COUNT) {
      constants = new LinkedHashSet<>(LowIndices.choose(className, codes, loaded));
      constants.addAll(loaded);
    }
    Map<String, Integer> texts = new LinkedHashMap<>();
    for (Constant constant : constants) {
      String text = text(constant);
      if (text != null) {
        texts.putIfAbsent(text, 1 + constants.size() + texts.size());
      }
    }
    int count = 1 + constants.size() + texts.size();
    if (count > 0xffff) {
      throw new CodegenLimit("constant pool", className, null, count);
    }
    return new ClassReader(file(constants, texts, count));
  }

  private byte[] file(Set<Constant> constants, Map<String, Integer> texts, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0xcafebabe);
      out.writeInt(Opcodes.V1_8);
      out.writeShort(count);
      for (Constant constant : constants) {
        out.writeByte(tag(constant));
        switch (constant) {
          case Constant.Int c -> out.writeInt(c.value());
          case Constant.Float c -> out.writeInt(c.bits());
          case Constant c -> out.writeShort(texts.get(text(c)));
        }
      }
      for (String text : texts.keySet()) {
        out.writeByte(UTF8);
        writeText(out, text);
      }
      out.write(new byte[AFTER_POOL]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void writeText(DataOutputStream out, String text) throws IOException {
    try {
      out.writeUTF(text);
    } catch (UTFDataFormatException tooLong) {
      throw new CodegenLimit("string constant", className, null, encodedLength(text));
    }
  }

  private static int encodedLength(String text) {
    return text.chars().map(c -> c > 0 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3).sum();
  }

  /** The text that a constant refers to, null when it is none of those laid out here by a text. */
  private static String text(Constant constant) {
    return switch (constant) {
      case Constant.Str c -> c.value();
      case Constant.ClassRef c -> c.name();
      case Constant.MethodType c -> c.descriptor();
      case Constant.Null _,
          Constant.Int _,
          Constant.Long _,
          Constant.Float _,
          Constant.Double _,
          Constant.Handle _,
          Constant.Dynamic _ ->
          null;
    };
  }

  private static int tag(Constant constant) {
    return switch (constant) {
      case Constant.Int _ -> INTEGER;
      case Constant.Float _ -> FLOAT;
      case Constant.ClassRef _ -> CLASS;
      case Constant.Str _ -> STRING;
      case Constant.MethodType _ -> METHOD_TYPE;
      case Constant c -> throw new IllegalStateException("not laid out: " + c);
    };
  }
}
