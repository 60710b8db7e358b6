package dev.whittle.ir.crate;

import dev.whittle.ir.Constant;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes function bodies; {@link BodyDecoder} is the inverse. One object serves one body.
 *
 * <p>What the invariants of a body make likely is short and what they exclude is refused: the
 * result of a statement is the next temp and takes no byte, an operand is its distance from the
 * next temp, entry types are a change to those of the block before or a reference to earlier ones.
 * Any body whose indices are in range survives unchanged, valid MIR or not.
 */
final class BodyEncoder {
  private final SymbolNumbers symbols;
  private final ByteOutput out;
  private final ConstantEncoder constants;
  private final Body body;
  private final Map<EntryTypes, Integer> entries = new HashMap<>();
  private EntryTypes entry = EntryTypes.EMPTY;
  private Ints handlers = Ints.EMPTY;
  private long entryTypes;
  private int nextTemp;
  private int block;

  private BodyEncoder(SymbolNumbers symbols, ByteOutput out, Body body) {
    this.symbols = symbols;
    this.out = out;
    this.constants = new ConstantEncoder(symbols, out);
    this.body = body;
    entries.put(EntryTypes.EMPTY, 0);
  }

  /**
   * Appends a body.
   *
   * @throws IllegalArgumentException if an index is out of range, temps are not dense, or a limit
   *     of {@link CrateFormat} is exceeded
   */
  static void write(Body body, SymbolNumbers symbols, ByteOutput out) {
    int start = out.size();
    new BodyEncoder(symbols, out, body).body();
    if (body.tempCount() < 0 || body.tempCount() > out.size() - start) {
      throw new IllegalArgumentException(body.tempCount() + " temps, more than are defined");
    }
  }

  private void body() {
    out.varint(body.tempCount());
    locals();
    out.varint(body.blocks().size());
    out.varint(body.handlers().size());
    for (Handler handler : body.handlers()) {
      out.varint(symbols.nullable(handler.catchType()));
      out.varint(within(handler.block(), body.blocks().size(), "block"));
    }
    for (Block next : body.blocks()) {
      block(next);
      block++;
    }
    points();
  }

  private void locals() {
    out.varint(body.locals().size());
    out.varint(within(body.parameterCount(), body.locals().size() + 1, "parameter count"));
    int expected = 0;
    for (Local local : body.locals()) {
      out.u8(local.kind().ordinal());
      out.signed(local.slot() - expected);
      expected = local.slot() + local.kind().slots();
    }
  }

  private void points() {
    out.varint(body.extents().size());
    int last = 0;
    for (Body.Extent extent : body.extents()) {
      out.varint(local(extent.local()));
      out.signed(extent.first() - last);
      out.signed(extent.end() - extent.first());
      last = extent.first();
    }
    deltas(body.anchors(), out);
  }

  /** A sequence of ints that mostly ascends by little. */
  static void deltas(Ints ints, ByteOutput out) {
    out.varint(ints.size());
    int last = 0;
    for (int i = 0; i < ints.size(); i++) {
      out.signed(ints.at(i) - last);
      last = ints.at(i);
    }
  }

  private void block(Block next) {
    boolean newEntry = !next.entry().equals(entry);
    boolean newHandlers = !next.handlers().equals(handlers);
    out.u8(
        (next.parameters().isEmpty() ? 0 : Code.HAS_PARAMETERS)
            | (newEntry ? Code.NEW_ENTRY : 0)
            | (newHandlers ? Code.NEW_HANDLERS : 0));
    if (newEntry) {
      entry(next.entry());
    }
    if (newHandlers) {
      handlers = next.handlers();
      out.varint(handlers.size());
      for (int i = 0; i < handlers.size(); i++) {
        out.varint(within(handlers.at(i), body.handlers().size(), "handler"));
      }
    }
    if (!next.parameters().isEmpty()) {
      out.varint(next.parameters().size());
      for (Block.Parameter parameter : next.parameters()) {
        out.signed(temp(parameter.temp()) - nextTemp);
        nextTemp = parameter.temp() + 1;
        type(parameter.type());
      }
    }
    for (Statement statement : next.statements()) {
      statement(statement);
    }
    terminator(next.terminator());
  }

  /** 0 and a change to the entry types before, or how far back the same ones are. */
  private void entry(EntryTypes next) {
    Integer known = entries.putIfAbsent(next, entries.size());
    if (known != null) {
      out.varint(entries.size() - known);
      entry = next;
      return;
    }
    int before = entry.types().size();
    int after = next.types().size();
    entryTypes += after;
    if (next.locals().size() != after || entryTypes > CrateFormat.MAX_ENTRY_TYPES) {
      throw new IllegalArgumentException("entry types without locals, or too many of them");
    }
    int prefix = 0;
    while (prefix < Math.min(before, after) && same(prefix, next, prefix)) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < Math.min(before, after) - prefix
        && same(before - 1 - suffix, next, after - 1 - suffix)) {
      suffix++;
    }
    out.varint(0);
    out.varint(prefix);
    out.varint(suffix);
    out.varint(after - prefix - suffix);
    int expected = prefix == 0 ? 0 : next.locals().at(prefix - 1) + 1;
    for (int i = prefix; i < after - suffix; i++) {
      out.signed(local(next.locals().at(i)) - expected);
      expected = next.locals().at(i) + 1;
      type(next.types().get(i));
    }
    entry = next;
  }

  private boolean same(int index, EntryTypes next, int nextIndex) {
    return entry.locals().at(index) == next.locals().at(nextIndex)
        && entry.types().get(index).equals(next.types().get(nextIndex));
  }

  private void type(VType type) {
    switch (type) {
      case VType.Null() -> out.varint(Code.TYPE_NULL);
      case VType.Primitive primitive -> out.varint(Code.TYPE_INT + primitive.ordinal());
      case VType.UninitThis() -> out.varint(Code.TYPE_UNINIT_THIS);
      case VType.Uninit(int site) -> {
        out.varint(Code.TYPE_UNINIT);
        out.varint(temp(site));
      }
      case VType.Join(List<String> names) -> {
        out.varint(Code.TYPE_JOIN);
        out.varint(names.size());
        for (String name : names) {
          out.varint(symbols.string(name));
        }
      }
      case VType.Class(String name) -> out.varint(Code.TYPE_CLASS + symbols.string(name));
    }
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Const(int result, Constant constant) -> {
        skipTo(result);
        constant(constant);
        nextTemp++;
      }
      case Statement.Load(int result, int local) -> {
        skipTo(result);
        local(Code.LOAD_0, Code.LOAD, local);
        nextTemp++;
      }
      case Statement.Store(int local, int value) -> {
        local(Code.STORE_0, Code.STORE, local);
        operand(value);
      }
      case Statement.Increment(int local, int amount) -> {
        out.u8(Code.INCREMENT);
        out.varint(local(local));
        out.signed(amount);
      }
      case Statement.Unary(int result, var op, int operand) -> define(result, op.opcode(), operand);
      case Statement.Binary(int result, var op, int left, int right) ->
          define(result, op.opcode(), left, right);
      case Statement.GetField(int result, var field, int object) ->
          defineWith(result, Code.GET_FIELD, symbols.field(field), object);
      case Statement.PutField(var field, int object, int value) -> {
        effect(Code.PUT_FIELD, object, value);
        out.varint(symbols.field(field));
      }
      case Statement.GetStatic(int result, var field) ->
          defineWith(result, Code.GET_STATIC, symbols.field(field));
      case Statement.PutStatic(var field, int value) -> {
        effect(Code.PUT_STATIC, value);
        out.varint(symbols.field(field));
      }
      case Statement.ArrayLoad(int result, var element, int array, int index) ->
          define(result, element.loadOpcode(), array, index);
      case Statement.ArrayStore(var element, int array, int index, int value) ->
          effect(element.storeOpcode(), array, index, value);
      case Statement.ArrayLength(int result, int array) -> define(result, Code.ARRAY_LENGTH, array);
      case Statement.New(int result, String className) ->
          defineWith(result, Code.NEW, symbols.string(className));
      case Statement.NewArray(int result, String descriptor, int length) ->
          defineWith(result, Code.NEW_ARRAY, symbols.string(descriptor), length);
      case Statement.NewMultiArray(int result, String descriptor, Ints lengths) -> {
        skipTo(result);
        out.u8(Code.NEW_MULTI_ARRAY);
        out.varint(symbols.string(descriptor));
        operands(lengths);
        nextTemp++;
      }
      case Statement.Invoke(int result, var kind, var method, Ints arguments) ->
          call(result, kind.opcode(), symbols.method(method), arguments);
      case Statement.InvokeDynamic(int result, var site, Ints arguments) -> {
        call(result, Code.INVOKE_DYNAMIC, 0, arguments);
        constants.dynamic(site);
      }
      case Statement.Cast(int result, String type, int value) ->
          defineWith(result, Code.CAST, symbols.string(type), value);
      case Statement.InstanceOf(int result, String type, int value) ->
          defineWith(result, Code.INSTANCE_OF, symbols.string(type), value);
      case Statement.MonitorEnter(int object) -> effect(Code.MONITOR_ENTER, object);
      case Statement.MonitorExit(int object) -> effect(Code.MONITOR_EXIT, object);
      case Statement.Discard(Ints values) -> {
        out.u8(Code.DISCARD);
        operands(values);
      }
      case Statement.Shuffle(var form, Ints values) -> {
        out.u8(form.opcode());
        operands(values);
      }
      case Statement.Nop() -> out.u8(Code.NOP);
    }
  }

  private void constant(Constant constant) {
    switch (constant) {
      case Constant.Null() -> out.u8(Code.CONST_NULL);
      case Constant.Int(int value) when value >= -1 && value <= 5 ->
          out.u8(Code.CONST_INT_0 + value);
      case Constant.Int(int value) -> {
        out.u8(Code.CONST_INT);
        out.signed(value);
      }
      case Constant.Long(long value) when value == 0 || value == 1 ->
          out.u8(Code.CONST_LONG_0 + (int) value);
      case Constant.Long(long value) -> {
        out.u8(Code.CONST_LONG);
        out.signedLong(value);
      }
      case Constant.Float(int bits) when bits == 0 -> out.u8(Code.CONST_FLOAT_0);
      case Constant.Float(int bits) when bits == Code.FLOAT_1 -> out.u8(Code.CONST_FLOAT_0 + 1);
      case Constant.Float(int bits) when bits == Code.FLOAT_2 -> out.u8(Code.CONST_FLOAT_0 + 2);
      case Constant.Double(long bits) when bits == 0 -> out.u8(Code.CONST_DOUBLE_0);
      case Constant.Double(long bits) when bits == Code.DOUBLE_1 -> out.u8(Code.CONST_DOUBLE_0 + 1);
      case Constant.Str(String value) -> {
        out.u8(Code.CONST_STRING);
        out.varint(symbols.string(value));
      }
      case Constant.Float _,
          Constant.Double _,
          Constant.ClassRef _,
          Constant.MethodType _,
          Constant.Handle _,
          Constant.Dynamic _ -> {
        out.u8(Code.CONST_TREE);
        constants.constant(constant);
      }
    }
  }

  private void terminator(Terminator terminator) {
    switch (terminator) {
      case Terminator.Goto(Edge target) -> {
        out.u8(Code.GOTO);
        edge(target);
      }
      case Terminator.Branch(var condition, int left, int right, Edge taken, Edge otherwise) -> {
        if (condition.operands() == 2) {
          effect(condition.opcode(), left, right);
        } else {
          effect(condition.opcode(), left);
          if (right != Terminator.NONE) {
            throw new IllegalArgumentException("a second operand of " + condition);
          }
        }
        edge(taken);
        edge(otherwise);
      }
      case Terminator.Switch(var form, int key, List<Terminator.Case> cases, Edge otherwise) -> {
        effect(
            switch (form) {
              case TABLE -> Code.TABLE_SWITCH;
              case LOOKUP -> Code.LOOKUP_SWITCH;
            },
            key);
        edge(otherwise);
        out.varint(cases.size());
        int expected = 0;
        for (Terminator.Case next : cases) {
          out.signed(next.key() - expected);
          expected = next.key() + 1;
          edge(next.target());
        }
      }
      case Terminator.Return(int value) when value == Terminator.NONE -> out.u8(Code.RETURN);
      case Terminator.Return(int value) -> effect(Code.RETURN_VALUE, value);
      case Terminator.Throw(int value) -> effect(Code.THROW, value);
    }
  }

  /** The low bit says whether arguments follow; the next block in layout is distance 0. */
  private void edge(Edge edge) {
    int distance = within(edge.block(), body.blocks().size(), "block") - block - 1;
    int zigzag = distance << 1 ^ distance >> 31;
    out.varint(zigzag << 1 | (edge.arguments().isEmpty() ? 0 : 1));
    if (!edge.arguments().isEmpty()) {
      operands(edge.arguments());
    }
  }

  private void call(int result, int opcode, int method, Ints arguments) {
    if (result != Statement.NONE) {
      skipTo(result);
    }
    out.u8(opcode);
    if (opcode != Code.INVOKE_DYNAMIC) {
      out.varint(method);
    }
    out.varint(arguments.size() << 1 | (result == Statement.NONE ? 0 : 1));
    for (int i = 0; i < arguments.size(); i++) {
      operand(arguments.at(i));
    }
    if (result != Statement.NONE) {
      nextTemp++;
    }
  }

  private void define(int result, int opcode, int... operands) {
    skipTo(result);
    effect(opcode, operands);
    nextTemp++;
  }

  private void defineWith(int result, int opcode, int symbol, int... operands) {
    skipTo(result);
    effect(opcode, operands);
    out.varint(symbol);
    nextTemp++;
  }

  private void effect(int opcode, int... operands) {
    out.u8(opcode);
    for (int operand : operands) {
      operand(operand);
    }
  }

  private void local(int shortOpcode, int longOpcode, int local) {
    if (local(local) < Code.SHORT_LOCALS) {
      out.u8(shortOpcode + local);
    } else {
      out.u8(longOpcode);
      out.varint(local);
    }
  }

  private void skipTo(int result) {
    if (temp(result) != nextTemp) {
      out.u8(Code.SKIP_TEMPS);
      out.signed(result - nextTemp);
      nextTemp = result;
    }
  }

  private void operands(Ints operands) {
    out.varint(operands.size());
    for (int i = 0; i < operands.size(); i++) {
      operand(operands.at(i));
    }
  }

  private void operand(int operand) {
    out.signed(nextTemp - 1 - temp(operand));
  }

  private int temp(int temp) {
    return within(temp, body.tempCount(), "temp");
  }

  private int local(int local) {
    return within(local, body.locals().size(), "local");
  }

  private static int within(int index, int count, String what) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(what + " " + index + " of " + count);
    }
    return index;
  }
}
