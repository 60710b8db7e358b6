package dev.whittle.codegen;

import dev.whittle.codegen.CodePlan.SwitchTargets;
import dev.whittle.codegen.GeneratedCode.ExceptionRange;
import dev.whittle.codegen.GeneratedCode.Extent;
import dev.whittle.codegen.GeneratedCode.Frame;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Terminator.SwitchForm;
import dev.whittle.ir.code.VType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Generated code as bytes, for a cache: written and read by the same version of Whittle only, as
 * the key of an entry has it. Numbers are varints but where a difference is likely to be small:
 * positions are written as the difference to the one before.
 */
final class GeneratedCodeFormat {
  private GeneratedCodeFormat() {}

  /**
   * The bytes of {@code code}.
   *
   * @throws IOException when a text in it is longer than a class file could hold
   */
  static byte[] write(GeneratedCode code) throws IOException {
    Writer writer = new Writer();
    writer.write(code);
    return writer.toBytes();
  }

  /**
   * The code in {@code bytes}.
   *
   * @throws IOException when they are not what {@link #write} gives
   */
  static GeneratedCode read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      GeneratedCode code = new Reader(in).read();
      if (in.read() >= 0) {
        throw new IOException("generated code with something behind it");
      }
      return code;
    } catch (RuntimeException malformed) {
      throw new IOException("not generated code", malformed);
    }
  }

  // Tags of symbols.
  private static final int NONE = 0;
  private static final int AMOUNT = 1;
  private static final int NAME = 2;
  private static final int FIELD = 3;
  private static final int METHOD = 4;
  private static final int INTERFACE_METHOD = 5;
  private static final int SWITCH = 6;
  private static final int CONSTANT = 7;

  // Tags of constants.
  private static final int INT = 0;
  private static final int LONG = 1;
  private static final int FLOAT = 2;
  private static final int DOUBLE = 3;
  private static final int STRING = 4;
  private static final int CLASS = 5;
  private static final int METHOD_TYPE = 6;
  private static final int HANDLE = 7;
  private static final int DYNAMIC = 8;

  // Tags of types in frames; primitives are PRIMITIVE plus their ordinal.
  private static final int UNUSABLE = 0;
  private static final int NULL = 1;
  private static final int UNINITIALIZED_THIS = 2;
  private static final int UNINITIALIZED = 3;
  private static final int OBJECT = 4;
  private static final int JOIN = 5;
  private static final int PRIMITIVE = 6;

  /** Texts are numbered in order of first use and written before all else. */
  private static final class Writer {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
    private final DataOutputStream textOut = new DataOutputStream(texts);
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(rest);

    byte[] toBytes() throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      new DataOutputStream(all).writeInt(numbers.size());
      texts.writeTo(all);
      rest.writeTo(all);
      return all.toByteArray();
    }

    void write(GeneratedCode code) throws IOException {
      number(code.size());
      for (int i = 0; i < code.size(); i++) {
        out.writeByte(code.opcodes()[i]);
        number(code.arguments()[i]);
        symbol(code.symbols()[i]);
      }
      ascending(code.labels());
      for (boolean isTarget : code.isTarget()) {
        out.writeBoolean(isTarget);
      }
      ascending(code.points());
      number(code.frames().size());
      for (Frame frame : code.frames()) {
        number(frame.position());
        types(frame.locals());
        types(frame.stack());
      }
      number(code.ranges().size());
      for (ExceptionRange range : code.ranges()) {
        number(range.handler());
        number(range.start());
        number(range.end());
        number(range.target());
        text(range.catchType());
      }
      ascending(code.anchors());
      number(code.extents().size());
      for (Extent extent : code.extents()) {
        number(extent.start());
        number(extent.end());
        number(extent.slot());
      }
      ascending(code.slots());
      number(code.maxStack());
      number(code.maxLocals());
      out.writeBoolean(code.hasJoin());
    }

    /** Seven bits at a time, low ones first; small negative numbers are short, too. */
    private void number(int value) throws IOException {
      int rest = value << 1 ^ value >> 31;
      for (; (rest & ~0x7f) != 0; rest >>>= 7) {
        out.writeByte(rest | 0x80);
      }
      out.writeByte(rest);
    }

    private void ascending(int[] numbers) throws IOException {
      number(numbers.length);
      int last = 0;
      for (int number : numbers) {
        number(number - last);
        last = number;
      }
    }

    /** A text or null. */
    private void text(String text) throws IOException {
      if (text == null) {
        number(-1);
        return;
      }
      Integer known = numbers.putIfAbsent(text, numbers.size());
      if (known == null) {
        textOut.writeUTF(text);
      }
      number(numbers.get(text));
    }

    private void symbol(Object symbol) throws IOException {
      switch (symbol) {
        case null -> out.writeByte(NONE);
        case Integer amount -> {
          out.writeByte(AMOUNT);
          number(amount);
        }
        case String name -> {
          out.writeByte(NAME);
          text(name);
        }
        case FieldRef field -> {
          out.writeByte(FIELD);
          member(field.owner(), field.name(), field.descriptor());
        }
        case MethodRef method -> {
          out.writeByte(method.ownerKind() == OwnerKind.INTERFACE ? INTERFACE_METHOD : METHOD);
          member(method.owner(), method.name(), method.descriptor());
        }
        case SwitchTargets targets -> {
          out.writeByte(SWITCH);
          out.writeByte(targets.form().ordinal());
          ascending(targets.keys());
          ascending(targets.labels());
          number(targets.otherwise());
        }
        case Constant constant -> {
          out.writeByte(CONSTANT);
          constant(constant);
        }
        default -> throw new IllegalArgumentException("no symbol: " + symbol);
      }
    }

    private void member(String owner, String name, String descriptor) throws IOException {
      text(owner);
      text(name);
      text(descriptor);
    }

    private void constant(Constant constant) throws IOException {
      switch (constant) {
        case Constant.Null _ -> throw new IllegalArgumentException("no pool holds null");
        case Constant.Int(int value) -> {
          out.writeByte(INT);
          number(value);
        }
        case Constant.Long(long value) -> {
          out.writeByte(LONG);
          out.writeLong(value);
        }
        case Constant.Float(int bits) -> {
          out.writeByte(FLOAT);
          out.writeInt(bits);
        }
        case Constant.Double(long bits) -> {
          out.writeByte(DOUBLE);
          out.writeLong(bits);
        }
        case Constant.Str(String value) -> {
          out.writeByte(STRING);
          text(value);
        }
        case Constant.ClassRef(String name) -> {
          out.writeByte(CLASS);
          text(name);
        }
        case Constant.MethodType(String descriptor) -> {
          out.writeByte(METHOD_TYPE);
          text(descriptor);
        }
        case Constant.Handle handle -> {
          out.writeByte(HANDLE);
          handle(handle);
        }
        case Constant.Dynamic dynamic -> {
          out.writeByte(DYNAMIC);
          text(dynamic.name());
          text(dynamic.descriptor());
          handle(dynamic.bootstrap());
          number(dynamic.arguments().size());
          for (Constant argument : dynamic.arguments()) {
            constant(argument);
          }
        }
      }
    }

    private void handle(Constant.Handle handle) throws IOException {
      out.writeByte(handle.kind().code());
      member(handle.owner(), handle.name(), handle.descriptor());
      out.writeBoolean(handle.ownerKind() == OwnerKind.INTERFACE);
    }

    private void types(VType[] types) throws IOException {
      number(types.length);
      for (VType type : types) {
        type(type);
      }
    }

    private void type(VType type) throws IOException {
      switch (type) {
        case null -> out.writeByte(UNUSABLE);
        case VType.Null _ -> out.writeByte(NULL);
        case VType.UninitThis _ -> out.writeByte(UNINITIALIZED_THIS);
        case VType.Uninit(int site) -> {
          out.writeByte(UNINITIALIZED);
          number(site);
        }
        case VType.Class(String name) -> {
          out.writeByte(OBJECT);
          text(name);
        }
        case VType.Join(List<String> names) -> {
          out.writeByte(JOIN);
          number(names.size());
          for (String name : names) {
            text(name);
          }
        }
        case VType.Primitive primitive -> out.writeByte(PRIMITIVE + primitive.ordinal());
      }
    }
  }

  private static final class Reader {
    private final DataInputStream in;
    private final String[] texts;

    Reader(DataInputStream in) throws IOException {
      this.in = in;
      this.texts = new String[checked(in.readInt())];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = in.readUTF();
      }
    }

    /** No more elements than there are bytes: damage must not take the memory. */
    private int checked(int count) throws IOException {
      if (count < 0 || count > in.available()) {
        throw new IOException("a count of " + count);
      }
      return count;
    }

    GeneratedCode read() throws IOException {
      int size = checked(number());
      int[] opcodes = new int[size];
      int[] arguments = new int[size];
      Object[] symbols = new Object[size];
      for (int i = 0; i < size; i++) {
        opcodes[i] = in.readUnsignedByte();
        arguments[i] = number();
        symbols[i] = symbol();
      }
      int[] labels = ascending();
      boolean[] isTarget = new boolean[labels.length];
      for (int i = 0; i < isTarget.length; i++) {
        isTarget[i] = in.readBoolean();
      }
      int[] points = ascending();
      List<Frame> frames = new ArrayList<>();
      for (int i = checked(number()); i > 0; i--) {
        frames.add(new Frame(number(), types(), types()));
      }
      List<ExceptionRange> ranges = new ArrayList<>();
      for (int i = checked(number()); i > 0; i--) {
        ranges.add(new ExceptionRange(number(), number(), number(), number(), text()));
      }
      int[] anchors = ascending();
      List<Extent> extents = new ArrayList<>();
      for (int i = checked(number()); i > 0; i--) {
        extents.add(new Extent(number(), number(), number()));
      }
      return new GeneratedCode(
          opcodes,
          arguments,
          symbols,
          labels,
          isTarget,
          points,
          frames,
          ranges,
          anchors,
          extents,
          ascending(),
          number(),
          number(),
          in.readBoolean());
    }

    private int number() throws IOException {
      int value = 0;
      for (int shift = 0; shift < Integer.SIZE; shift += 7) {
        int next = in.readUnsignedByte();
        value |= (next & 0x7f) << shift;
        if (next < 0x80) {
          return value >>> 1 ^ -(value & 1);
        }
      }
      throw new IOException("a number of more than 32 bits");
    }

    private int[] ascending() throws IOException {
      int[] numbers = new int[checked(number())];
      int last = 0;
      for (int i = 0; i < numbers.length; i++) {
        last += number();
        numbers[i] = last;
      }
      return numbers;
    }

    private String text() throws IOException {
      int index = number();
      return index < 0 ? null : texts[index];
    }

    private Object symbol() throws IOException {
      int tag = in.readUnsignedByte();
      return switch (tag) {
        case NONE -> null;
        case AMOUNT -> number();
        case NAME -> text();
        case FIELD -> new FieldRef(text(), text(), text());
        case METHOD -> new MethodRef(text(), text(), text(), OwnerKind.CLASS);
        case INTERFACE_METHOD -> new MethodRef(text(), text(), text(), OwnerKind.INTERFACE);
        case SWITCH ->
            new SwitchTargets(
                SwitchForm.values()[in.readUnsignedByte()], ascending(), ascending(), number());
        case CONSTANT -> constant();
        default -> throw new IOException("a symbol of tag " + tag);
      };
    }

    private Constant constant() throws IOException {
      int tag = in.readUnsignedByte();
      return switch (tag) {
        case INT -> new Constant.Int(number());
        case LONG -> new Constant.Long(in.readLong());
        case FLOAT -> new Constant.Float(in.readInt());
        case DOUBLE -> new Constant.Double(in.readLong());
        case STRING -> new Constant.Str(text());
        case CLASS -> new Constant.ClassRef(text());
        case METHOD_TYPE -> new Constant.MethodType(text());
        case HANDLE -> handle();
        case DYNAMIC -> {
          String name = text();
          String descriptor = text();
          Constant.Handle bootstrap = handle();
          List<Constant> arguments = new ArrayList<>();
          for (int i = checked(number()); i > 0; i--) {
            arguments.add(constant());
          }
          yield new Constant.Dynamic(name, descriptor, bootstrap, arguments);
        }
        default -> throw new IOException("a constant of tag " + tag);
      };
    }

    private Constant.Handle handle() throws IOException {
      return new Constant.Handle(
          Constant.HandleKind.of(in.readUnsignedByte()),
          text(),
          text(),
          text(),
          in.readBoolean() ? OwnerKind.INTERFACE : OwnerKind.CLASS);
    }

    private VType[] types() throws IOException {
      VType[] types = new VType[checked(number())];
      for (int i = 0; i < types.length; i++) {
        types[i] = type();
      }
      return types;
    }

    private VType type() throws IOException {
      int tag = in.readUnsignedByte();
      return switch (tag) {
        case UNUSABLE -> null;
        case NULL -> new VType.Null();
        case UNINITIALIZED_THIS -> new VType.UninitThis();
        case UNINITIALIZED -> new VType.Uninit(number());
        case OBJECT -> new VType.Class(text());
        case JOIN -> {
          String[] names = new String[checked(number())];
          for (int i = 0; i < names.length; i++) {
            names[i] = text();
          }
          yield new VType.Join(Arrays.asList(names));
        }
        default -> VType.Primitive.values()[tag - PRIMITIVE];
      };
    }
  }
}
