package dev.whittle.ir.crate;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of what a body says, equal exactly for equal bodies: the part of a cache key that stands
 * for a function's MIR.
 *
 * <p>It is taken over a canonical encoding of its own: every record a tag and its components in
 * order, every list and string preceded by its length, symbols as text. No number of a crate, no
 * address and no map order gets into it, and neither do {@link dev.whittle.ir.code.Locations}: a
 * line added above a function changes no hash. It is independent of the crate format, so a new
 * format version does not empty caches; a change of the encoding changes its schema.
 */
public record BodyHash(long first, long second, long third, long fourth) {
  private static final String SCHEMA = "whittle body 1";

  /** The hash of a body. */
  public static BodyHash of(Body body) {
    try {
      Encoding encoding = new Encoding();
      encoding.body(body);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest(encoding.out.toBytes()));
      return new BodyHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(32)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** 64 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }

  /** Writes the canonical encoding. Tags are letters; operations go by their opcodes. */
  private static final class Encoding {
    private final ByteOutput out = new ByteOutput();

    void body(Body body) {
      string(SCHEMA);
      ints('b', body.parameterCount(), body.tempCount());
      out.varint(body.locals().size());
      for (Local local : body.locals()) {
        out.u8(kind(local.kind()));
        out.signed(local.slot());
      }
      out.varint(body.handlers().size());
      for (Handler handler : body.handlers()) {
        nullable(handler.catchType());
        out.signed(handler.block());
      }
      out.varint(body.blocks().size());
      body.blocks().forEach(this::block);
      out.varint(body.extents().size());
      for (Body.Extent extent : body.extents()) {
        ints('x', extent.local(), extent.first(), extent.end());
      }
      ints(body.anchors());
    }

    private void block(Block block) {
      out.varint(block.parameters().size());
      for (Block.Parameter parameter : block.parameters()) {
        out.signed(parameter.temp());
        type(parameter.type());
      }
      EntryTypes entry = block.entry();
      ints(entry.locals());
      out.varint(entry.types().size());
      entry.types().forEach(this::type);
      ints(block.handlers());
      out.varint(block.statements().size());
      block.statements().forEach(this::statement);
      terminator(block.terminator());
    }

    private void statement(Statement statement) {
      switch (statement) {
        case Statement.Const(int result, Constant constant) -> {
          ints('c', result);
          constant(constant);
        }
        case Statement.Load(int result, int local) -> ints('l', result, local);
        case Statement.Store(int local, int value) -> ints('s', local, value);
        case Statement.Increment(int local, int amount) -> ints('+', local, amount);
        case Statement.Unary(int result, var op, int operand) ->
            ints('1', op.opcode(), result, operand);
        case Statement.Binary(int result, var op, int left, int right) ->
            ints('2', op.opcode(), result, left, right);
        case Statement.GetField(int result, var field, int object) -> {
          ints('f', result, object);
          field(field);
        }
        case Statement.PutField(var field, int object, int value) -> {
          ints('F', object, value);
          field(field);
        }
        case Statement.GetStatic(int result, var field) -> {
          ints('g', result);
          field(field);
        }
        case Statement.PutStatic(var field, int value) -> {
          ints('G', value);
          field(field);
        }
        case Statement.ArrayLoad(int result, var element, int array, int index) ->
            ints('a', element.loadOpcode(), result, array, index);
        case Statement.ArrayStore(var element, int array, int index, int value) ->
            ints('A', element.storeOpcode(), array, index, value);
        case Statement.ArrayLength(int result, int array) -> ints('#', result, array);
        case Statement.New(int result, String className) -> {
          ints('n', result);
          string(className);
        }
        case Statement.NewArray(int result, String descriptor, int length) -> {
          ints('N', result, length);
          string(descriptor);
        }
        case Statement.NewMultiArray(int result, String descriptor, Ints lengths) -> {
          ints('M', result);
          string(descriptor);
          ints(lengths);
        }
        case Statement.Invoke(int result, var kind, MethodRef method, Ints arguments) -> {
          ints('i', result, kind.opcode());
          method(method);
          ints(arguments);
        }
        case Statement.InvokeDynamic(int result, Constant.Dynamic site, Ints arguments) -> {
          ints('I', result);
          constant(site);
          ints(arguments);
        }
        case Statement.Cast(int result, String type, int value) -> {
          ints('t', result, value);
          string(type);
        }
        case Statement.InstanceOf(int result, String type, int value) -> {
          ints('?', result, value);
          string(type);
        }
        case Statement.MonitorEnter(int object) -> ints('<', object);
        case Statement.MonitorExit(int object) -> ints('>', object);
        case Statement.Discard(Ints values) -> {
          out.u8('d');
          ints(values);
        }
        case Statement.Shuffle(var form, Ints values) -> {
          ints('h', form.opcode());
          ints(values);
        }
        case Statement.Nop() -> out.u8('0');
      }
    }

    private void terminator(Terminator terminator) {
      switch (terminator) {
        case Terminator.Goto(Edge target) -> {
          out.u8('g');
          edge(target);
        }
        case Terminator.Branch(var condition, int left, int right, Edge taken, Edge otherwise) -> {
          ints('b', condition.opcode(), left, right);
          edge(taken);
          edge(otherwise);
        }
        case Terminator.Switch(var form, int key, List<Terminator.Case> cases, Edge otherwise) -> {
          ints(
              switch (form) {
                case TABLE -> 't';
                case LOOKUP -> 'l';
              },
              key,
              cases.size());
          for (Terminator.Case next : cases) {
            out.signed(next.key());
            edge(next.target());
          }
          edge(otherwise);
        }
        case Terminator.Return(int value) -> ints('r', value);
        case Terminator.Throw(int value) -> ints('x', value);
      }
    }

    private void constant(Constant constant) {
      switch (constant) {
        case Constant.Null() -> out.u8('0');
        case Constant.Int(int value) -> ints('I', value);
        case Constant.Long(long value) -> {
          out.u8('J');
          out.signedLong(value);
        }
        case Constant.Float(int bits) -> {
          out.u8('F');
          out.u32(bits);
        }
        case Constant.Double(long bits) -> {
          out.u8('D');
          out.u64(bits);
        }
        case Constant.Str(String value) -> tagged('s', value);
        case Constant.ClassRef(String name) -> tagged('c', name);
        case Constant.MethodType(String descriptor) -> tagged('t', descriptor);
        case Constant.Handle handle -> {
          ints('h', handle.kind().code());
          method(
              new MethodRef(
                  handle.owner(), handle.name(), handle.descriptor(), handle.ownerKind()));
        }
        case Constant.Dynamic(String name, String descriptor, var bootstrap, var arguments) -> {
          tagged('y', name);
          string(descriptor);
          constant(bootstrap);
          out.varint(arguments.size());
          arguments.forEach(this::constant);
        }
      }
    }

    private void type(VType type) {
      switch (type) {
        case VType.Null() -> out.u8('0');
        case VType.Primitive primitive -> out.u8(kind(primitive.kind()));
        case VType.Class(String name) -> tagged('c', name);
        case VType.Join(List<String> names) -> {
          ints('j', names.size());
          names.forEach(this::string);
        }
        case VType.Uninit(int site) -> ints('u', site);
        case VType.UninitThis() -> out.u8('U');
      }
    }

    private static int kind(Kind kind) {
      return switch (kind) {
        case INT -> 'I';
        case LONG -> 'J';
        case FLOAT -> 'F';
        case DOUBLE -> 'D';
        case REFERENCE -> 'A';
      };
    }

    private void edge(Edge edge) {
      out.signed(edge.block());
      ints(edge.arguments());
    }

    private void field(FieldRef field) {
      string(field.owner());
      string(field.name());
      string(field.descriptor());
    }

    private void method(MethodRef method) {
      out.u8(
          switch (method.ownerKind()) {
            case CLASS -> 'C';
            case INTERFACE -> 'I';
          });
      string(method.owner());
      string(method.name());
      string(method.descriptor());
    }

    private void nullable(String string) {
      if (string == null) {
        out.u8('-');
      } else {
        tagged('s', string);
      }
    }

    private void tagged(char tag, String string) {
      out.u8(tag);
      string(string);
    }

    private void string(String string) {
      out.inlineString(string);
    }

    private void ints(Ints ints) {
      out.varint(ints.size());
      for (int i = 0; i < ints.size(); i++) {
        out.signed(ints.at(i));
      }
    }

    private void ints(char tag, int first) {
      out.u8(tag);
      out.signed(first);
    }

    private void ints(char tag, int first, int second) {
      ints(tag, first);
      out.signed(second);
    }

    private void ints(char tag, int first, int second, int third) {
      ints(tag, first, second);
      out.signed(third);
    }

    private void ints(char tag, int first, int second, int third, int fourth) {
      ints(tag, first, second, third);
      out.signed(fourth);
    }
  }
}
