package dev.whittle.ir.crate;

import dev.whittle.ir.Constant;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.UnaryOp;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what {@link BodyEncoder} writes, in one pass. Every index is checked against its table, so
 * a body that was decoded can be walked without fear; that it is valid MIR is the verifier's to
 * say.
 */
final class BodyDecoder {
  private static final Kind[] KINDS = Kind.values();
  private static final VType[] PRIMITIVES = VType.Primitive.values();
  private static final Statement NOP = new Statement.Nop();
  private static final Constant NULL = new Constant.Null();

  /** The enum constant of each opcode, from the tables of the enums; null where there is none. */
  private static final Enum<?>[] OPERATIONS = operations();

  private final ClassSymbols symbols;
  private final ByteInput in;
  private final ConstantDecoder constants;
  private final List<EntryTypes> entries = new ArrayList<>();
  private EntryTypes entry = EntryTypes.EMPTY;
  private Ints handlers = Ints.EMPTY;
  private Statement[] statements = new Statement[64];
  private int[] scratch = new int[16];
  private long entryTypes;
  private int tempCount;
  private int localCount;
  private int blockCount;
  private int handlerCount;
  private int nextTemp;
  private int block;

  private BodyDecoder(ClassSymbols symbols, ByteInput in) {
    this.symbols = symbols;
    this.in = in;
    this.constants = new ConstantDecoder(symbols, in);
    entries.add(EntryTypes.EMPTY);
  }

  static Body read(byte[] bytes, ClassSymbols symbols) {
    return new BodyDecoder(symbols, new ByteInput(bytes)).body();
  }

  /** Why there is no body, null if there is one. */
  static String refusal(byte[] bytes) {
    ByteInput in = new ByteInput(bytes);
    if (in.varint() != Code.REFUSED) {
      return null;
    }
    String reason = in.inlineString();
    in.end();
    return reason;
  }

  private Body body() {
    tempCount = in.count();
    localCount = in.count();
    int parameterCount = within(in.varint(), localCount + 1, "parameter count");
    Local[] locals = new Local[localCount];
    int expected = 0;
    for (int i = 0; i < localCount; i++) {
      Kind kind = KINDS[in.u8()];
      int slot = expected + in.signed();
      locals[i] = new Local(slot, kind);
      expected = slot + kind.slots();
    }
    blockCount = in.count();
    handlerCount = in.count();
    Handler[] table = new Handler[handlerCount];
    for (int i = 0; i < handlerCount; i++) {
      String catchType = symbols.nullable(in.varint());
      table[i] = new Handler(catchType, within(in.varint(), blockCount, "block"));
    }
    Block[] blocks = new Block[blockCount];
    for (block = 0; block < blockCount; block++) {
      blocks[block] = block();
    }
    List<Body.Extent> extents = extents();
    Ints anchors = deltas(in);
    in.end();
    return new Body(
        List.of(locals),
        parameterCount,
        List.of(blocks),
        List.of(table),
        tempCount,
        extents,
        anchors);
  }

  private List<Body.Extent> extents() {
    Body.Extent[] extents = new Body.Extent[in.count()];
    int last = 0;
    for (int i = 0; i < extents.length; i++) {
      int local = local(in.varint());
      int first = last + in.signed();
      extents[i] = new Body.Extent(local, first, first + in.signed());
      last = first;
    }
    return List.of(extents);
  }

  static Ints deltas(ByteInput in) {
    int[] values = new int[in.count()];
    int last = 0;
    for (int i = 0; i < values.length; i++) {
      last += in.signed();
      values[i] = last;
    }
    return Ints.copyOf(values, 0, values.length);
  }

  private Block block() {
    int head = in.u8();
    if (head > 7) {
      throw new Malformed("a block that starts with " + head);
    }
    if ((head & Code.NEW_ENTRY) != 0) {
      entry = entry();
    }
    if ((head & Code.NEW_HANDLERS) != 0) {
      handlers = handlers();
    }
    List<Block.Parameter> parameters = (head & Code.HAS_PARAMETERS) != 0 ? parameters() : List.of();
    int count = 0;
    while (true) {
      int opcode = in.u8();
      if (opcode == Code.SKIP_TEMPS) {
        nextTemp += in.signed();
        opcode = in.u8();
      }
      Statement statement = statement(opcode);
      if (statement == null) {
        List<Statement> list = List.of(Arrays.copyOf(statements, count));
        return new Block(parameters, entry, handlers, list, terminator(opcode));
      }
      if (count == statements.length) {
        statements = Arrays.copyOf(statements, 2 * count);
      }
      statements[count++] = statement;
    }
  }

  private Ints handlers() {
    int count = in.count();
    int[] values = scratch(count);
    for (int i = 0; i < count; i++) {
      values[i] = within(in.varint(), handlerCount, "handler");
    }
    return Ints.copyOf(values, 0, count);
  }

  private List<Block.Parameter> parameters() {
    Block.Parameter[] parameters = new Block.Parameter[in.count()];
    for (int i = 0; i < parameters.length; i++) {
      int temp = temp(nextTemp + in.signed());
      nextTemp = temp + 1;
      parameters[i] = new Block.Parameter(temp, type());
    }
    return List.of(parameters);
  }

  private EntryTypes entry() {
    int back = in.varint();
    if (back != 0) {
      return entries.get(within(entries.size() - back, entries.size(), "entry types"));
    }
    int before = entry.types().size();
    int prefix = within(in.varint(), before + 1, "entry types");
    int suffix = within(in.varint(), before - prefix + 1, "entry types");
    int fresh = in.count();
    int size = prefix + fresh + suffix;
    entryTypes += size;
    if (entryTypes > CrateFormat.MAX_ENTRY_TYPES) {
      throw new Malformed("too many entry types");
    }
    int[] locals = new int[size];
    VType[] types = new VType[size];
    for (int i = 0; i < prefix; i++) {
      locals[i] = entry.locals().at(i);
      types[i] = entry.types().get(i);
    }
    int expected = prefix == 0 ? 0 : locals[prefix - 1] + 1;
    for (int i = prefix; i < prefix + fresh; i++) {
      locals[i] = local(expected + in.signed());
      expected = locals[i] + 1;
      types[i] = type();
    }
    for (int i = prefix + fresh; i < size; i++) {
      locals[i] = entry.locals().at(before - size + i);
      types[i] = entry.types().get(before - size + i);
    }
    EntryTypes result = new EntryTypes(Ints.copyOf(locals, 0, size), List.of(types));
    entries.add(result);
    return result;
  }

  private VType type() {
    int code = in.varint();
    return switch (code) {
      case Code.TYPE_NULL -> new VType.Null();
      case Code.TYPE_INT, Code.TYPE_LONG, Code.TYPE_FLOAT, Code.TYPE_DOUBLE ->
          PRIMITIVES[code - Code.TYPE_INT];
      case Code.TYPE_UNINIT_THIS -> new VType.UninitThis();
      case Code.TYPE_UNINIT -> new VType.Uninit(temp(in.varint()));
      case Code.TYPE_JOIN -> new VType.Join(Decode.list(in, () -> symbols.string(in.varint())));
      default -> new VType.Class(symbols.string(code - Code.TYPE_CLASS));
    };
  }

  /** The statement of this opcode, null if it is one of a terminator. */
  private Statement statement(int opcode) {
    if (opcode >= Code.LOAD_0 && opcode < Code.LOAD_0 + Code.SHORT_LOCALS) {
      return new Statement.Load(result(), local(opcode - Code.LOAD_0));
    }
    if (opcode >= Code.STORE_0 && opcode < Code.STORE_0 + Code.SHORT_LOCALS) {
      return new Statement.Store(local(opcode - Code.STORE_0), operand());
    }
    return switch (opcode) {
      case Code.NOP -> NOP;
      case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> {
        Constant constant = constant(opcode);
        yield new Statement.Const(result(), constant);
      }
      case Code.LOAD -> new Statement.Load(result(), local(in.varint()));
      case Code.STORE -> {
        int local = local(in.varint());
        yield new Statement.Store(local, operand());
      }
      case Code.INCREMENT -> new Statement.Increment(local(in.varint()), in.signed());
      case Code.GET_FIELD -> {
        int object = operand();
        yield new Statement.GetField(result(), symbols.field(in.varint()), object);
      }
      case Code.PUT_FIELD -> {
        int object = operand();
        int value = operand();
        yield new Statement.PutField(symbols.field(in.varint()), object, value);
      }
      case Code.GET_STATIC -> new Statement.GetStatic(result(), symbols.field(in.varint()));
      case Code.PUT_STATIC -> {
        int value = operand();
        yield new Statement.PutStatic(symbols.field(in.varint()), value);
      }
      case Code.INVOKE_VIRTUAL, 183, 184, 185, Code.INVOKE_DYNAMIC -> call(opcode);
      case Code.NEW -> new Statement.New(result(), symbols.string(in.varint()));
      case Code.NEW_ARRAY -> {
        int length = operand();
        yield new Statement.NewArray(result(), symbols.string(in.varint()), length);
      }
      case Code.NEW_MULTI_ARRAY -> {
        String descriptor = symbols.string(in.varint());
        Ints lengths = operands(in.count());
        yield new Statement.NewMultiArray(result(), descriptor, lengths);
      }
      case Code.ARRAY_LENGTH -> {
        int array = operand();
        yield new Statement.ArrayLength(result(), array);
      }
      case Code.CAST -> {
        int value = operand();
        yield new Statement.Cast(result(), symbols.string(in.varint()), value);
      }
      case Code.INSTANCE_OF -> {
        int value = operand();
        yield new Statement.InstanceOf(result(), symbols.string(in.varint()), value);
      }
      case Code.MONITOR_ENTER -> new Statement.MonitorEnter(operand());
      case Code.MONITOR_EXIT -> new Statement.MonitorExit(operand());
      case Code.DISCARD -> new Statement.Discard(operands(in.count()));
      default -> operation(opcode);
    };
  }

  /** Statements whose opcodes stand in the tables of enums. */
  private Statement operation(int opcode) {
    return switch (OPERATIONS[opcode]) {
      case BinaryOp op -> {
        int left = operand();
        int right = operand();
        yield new Statement.Binary(result(), op, left, right);
      }
      case UnaryOp op -> {
        int operand = operand();
        yield new Statement.Unary(result(), op, operand);
      }
      case ElementKind element when opcode == element.loadOpcode() -> {
        int array = operand();
        int index = operand();
        yield new Statement.ArrayLoad(result(), element, array, index);
      }
      case ElementKind element -> {
        int array = operand();
        int index = operand();
        yield new Statement.ArrayStore(element, array, index, operand());
      }
      case ShuffleForm form -> new Statement.Shuffle(form, operands(in.count()));
      case null, default -> null;
    };
  }

  private Constant constant(int opcode) {
    return switch (opcode) {
      case Code.CONST_NULL -> NULL;
      case Code.CONST_INT -> new Constant.Int(in.signed());
      case Code.CONST_LONG -> new Constant.Long(in.signedLong());
      case Code.CONST_LONG_0 -> new Constant.Long(0);
      case Code.CONST_LONG_0 + 1 -> new Constant.Long(1);
      case Code.CONST_FLOAT_0 -> new Constant.Float(0);
      case Code.CONST_FLOAT_0 + 1 -> new Constant.Float(Code.FLOAT_1);
      case Code.CONST_FLOAT_0 + 2 -> new Constant.Float(Code.FLOAT_2);
      case Code.CONST_DOUBLE_0 -> new Constant.Double(0);
      case Code.CONST_DOUBLE_0 + 1 -> new Constant.Double(Code.DOUBLE_1);
      case Code.CONST_STRING -> new Constant.Str(symbols.string(in.varint()));
      case Code.CONST_TREE -> constants.constant();
      default -> new Constant.Int(opcode - Code.CONST_INT_0);
    };
  }

  private Statement call(int opcode) {
    var method = opcode == Code.INVOKE_DYNAMIC ? null : symbols.method(in.varint());
    int shape = in.varint();
    Ints arguments = operands(within(shape >>> 1, in.remaining() + 1, "argument count"));
    int result = (shape & 1) == 0 ? Statement.NONE : result();
    if (method == null) {
      return new Statement.InvokeDynamic(result, constants.dynamic(), arguments);
    }
    Statement.InvokeKind kind = INVOKE_KINDS[opcode - Code.INVOKE_VIRTUAL];
    return new Statement.Invoke(result, kind, method, arguments);
  }

  private static final Statement.InvokeKind[] INVOKE_KINDS = Statement.InvokeKind.values();

  private Terminator terminator(int opcode) {
    return switch (opcode) {
      case Code.GOTO -> new Terminator.Goto(edge());
      case Code.RETURN -> new Terminator.Return(Terminator.NONE);
      case Code.RETURN_VALUE -> new Terminator.Return(operand());
      case Code.THROW -> new Terminator.Throw(operand());
      case Code.TABLE_SWITCH -> choice(Terminator.SwitchForm.TABLE);
      case Code.LOOKUP_SWITCH -> choice(Terminator.SwitchForm.LOOKUP);
      default -> {
        if (!(OPERATIONS[opcode] instanceof Condition condition)) {
          throw new Malformed("opcode " + opcode);
        }
        int left = operand();
        int right = condition.operands() == 2 ? operand() : Terminator.NONE;
        yield new Terminator.Branch(condition, left, right, edge(), edge());
      }
    };
  }

  private Terminator choice(Terminator.SwitchForm form) {
    int key = operand();
    Edge otherwise = edge();
    Terminator.Case[] cases = new Terminator.Case[in.count()];
    int expected = 0;
    for (int i = 0; i < cases.length; i++) {
      int caseKey = expected + in.signed();
      cases[i] = new Terminator.Case(caseKey, edge());
      expected = caseKey + 1;
    }
    return new Terminator.Switch(form, key, List.of(cases), otherwise);
  }

  private Edge edge() {
    int code = in.varint();
    int zigzag = code >>> 1;
    int distance = zigzag >>> 1 ^ -(zigzag & 1);
    int target = within(block + 1 + distance, blockCount, "block");
    return new Edge(target, (code & 1) == 0 ? Ints.EMPTY : operands(in.count()));
  }

  private Ints operands(int count) {
    int[] values = scratch(count);
    for (int i = 0; i < count; i++) {
      values[i] = operand();
    }
    return Ints.copyOf(values, 0, count);
  }

  private int[] scratch(int size) {
    if (size > scratch.length) {
      scratch = new int[size];
    }
    return scratch;
  }

  private int operand() {
    return temp(nextTemp - 1 - in.signed());
  }

  private int result() {
    return temp(nextTemp++);
  }

  private int temp(int temp) {
    return within(temp, tempCount, "temp");
  }

  private int local(int local) {
    return within(local, localCount, "local");
  }

  private static int within(int index, int count, String what) {
    if (index < 0 || index >= count) {
      throw new Malformed(what + " " + index + " of " + count);
    }
    return index;
  }

  private static Enum<?>[] operations() {
    Enum<?>[] table = new Enum<?>[256];
    for (BinaryOp op : BinaryOp.values()) {
      table[op.opcode()] = op;
    }
    for (UnaryOp op : UnaryOp.values()) {
      table[op.opcode()] = op;
    }
    for (ElementKind element : ElementKind.values()) {
      table[element.loadOpcode()] = element;
      table[element.storeOpcode()] = element;
    }
    for (ShuffleForm form : ShuffleForm.values()) {
      table[form.opcode()] = form;
    }
    for (Condition condition : Condition.values()) {
      table[condition.opcode()] = condition;
    }
    return table;
  }
}
