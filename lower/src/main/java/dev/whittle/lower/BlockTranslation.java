package dev.whittle.lower;

import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.UnaryOp;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Turns the stack code of one block after the other into statements, following the types of locals
 * and operands (JVMS 4.10.1.9). A site of {@code new} is named by its instruction until the body is
 * assembled.
 */
final class BlockTranslation {
  /** Told whenever a local has another type than before, for handlers that see it. */
  interface LocalsListener {
    void localsChanged(VType[] locals);
  }

  private static final Constant NULL_CONSTANT = new Constant.Null();
  private static final Statement NOTHING = new Statement.Nop();
  private static final Terminator RETURN_NOTHING = new Terminator.Return(Terminator.NONE);
  private static final Statement.InvokeKind[] INVOKE_KINDS = Statement.InvokeKind.values();
  private static final Constant[] SMALL_INTS = new Constant[256 + 128];

  static {
    for (int i = 0; i < SMALL_INTS.length; i++) {
      SMALL_INTS[i] = new Constant.Int(i - 128);
    }
  }

  private final FunctionLowering.Function function;
  private final RecordedCode code;
  private final ControlFlow flow;
  private final IntUnaryOperator accessedLocal;
  private final LocalsListener listener;
  private final Types types;

  final OperandStack stack;

  /** Whether any edge passed operands. */
  boolean passesOperands;

  /** By slot; null where nothing usable is. */
  VType[] locals;

  private BlockDraft draft;
  private int at;

  BlockTranslation(
      FunctionLowering.Function function,
      RecordedCode code,
      ControlFlow flow,
      OperandStack stack,
      IntUnaryOperator accessedLocal,
      LocalsListener listener) {
    this.function = function;
    this.types = function.types();
    this.stack = stack;
    stack.reset();
    this.code = code;
    this.flow = flow;
    this.accessedLocal = accessedLocal;
    this.listener = listener;
    this.locals = new VType[code.maxLocals + 2];
  }

  /** Starts with these locals, or keeps the present ones when {@code types} is null. */
  void enterWithLocals(VType[] types) {
    if (types == null) {
      return;
    }
    if (types.length > locals.length) {
      locals = types.clone();
    } else {
      System.arraycopy(types, 0, locals, 0, types.length);
      Arrays.fill(locals, types.length, locals.length, null);
    }
  }

  /** Translates the block; its stack and locals stand ready, its parameters are in the draft. */
  void translate(int block, BlockDraft into) {
    draft = into;
    int end = flow.end(block);
    for (at = flow.start(block); at < end; at++) {
      instruction(code.opcodes[at]);
    }
    at = end - 1;
    terminate(code.opcodes[at], end);
  }

  private void terminate(int opcode, int end) {
    Terminator terminator;
    if (opcode == GOTO) {
      terminator = new Terminator.Goto(edge(target()));
    } else if (ControlFlow.isBranch(opcode)) {
      Condition condition = Condition.of(opcode);
      int right = condition.operands() == 2 ? stack.pop() : Terminator.NONE;
      int left = stack.pop();
      terminator =
          new Terminator.Branch(condition, left, right, edge(target()), edge(flow.blockAt(end)));
    } else if (ControlFlow.isSwitch(opcode)) {
      terminator = switchOn(opcode, stack.pop());
    } else if (opcode == RETURN) {
      terminator = RETURN_NOTHING;
    } else if (opcode >= IRETURN && opcode <= ARETURN) {
      terminator = new Terminator.Return(stack.pop());
    } else if (opcode == ATHROW) {
      terminator = new Terminator.Throw(stack.pop());
    } else {
      draft.terminator = new Terminator.Goto(edge(flow.blockAt(end)));
      return;
    }
    draft.terminator = terminator;
    draft.terminatorOrigin = at;
  }

  private Terminator switchOn(int opcode, int key) {
    RecordedCode.SwitchTargets targets = (RecordedCode.SwitchTargets) code.symbols[at];
    int[] keys = targets.keys();
    List<Terminator.Case> cases = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      cases.add(new Terminator.Case(keys[i], edge(flow.blockAt(targets.targets()[i]))));
    }
    return new Terminator.Switch(
        opcode == TABLESWITCH ? Terminator.SwitchForm.TABLE : Terminator.SwitchForm.LOOKUP,
        key,
        cases,
        edge(flow.blockAt(targets.targets()[keys.length])));
  }

  private int target() {
    return flow.blockAt(code.operands[at]);
  }

  private Edge edge(int block) {
    if (stack.depth() == 0) {
      return Edge.to(block);
    }
    passesOperands = true;
    return new Edge(block, stack.all());
  }

  private void add(Statement statement) {
    draft.add(statement);
  }

  /** An exhaustive switch over opcodes; branches are left to {@link #terminate}. */
  private void instruction(int opcode) {
    switch (opcode) {
      case NOP -> add(NOTHING);
      case ACONST_NULL -> constant(NULL_CONSTANT, Types.NULL);
      case ICONST_M1, ICONST_0, ICONST_1, ICONST_2, ICONST_3, ICONST_4, ICONST_5 ->
          constant(intConstant(opcode - ICONST_0), VType.Primitive.INT);
      case LCONST_0, LCONST_1 ->
          constant(new Constant.Long(opcode - LCONST_0), VType.Primitive.LONG);
      case FCONST_0, FCONST_1, FCONST_2 ->
          constant(
              new Constant.Float(Float.floatToRawIntBits(opcode - FCONST_0)),
              VType.Primitive.FLOAT);
      case DCONST_0, DCONST_1 ->
          constant(
              new Constant.Double(Double.doubleToRawLongBits(opcode - DCONST_0)),
              VType.Primitive.DOUBLE);
      case BIPUSH, SIPUSH -> constant(intConstant(code.operands[at]), VType.Primitive.INT);
      case LDC -> {
        ConstantPool.Loadable loadable = (ConstantPool.Loadable) code.symbols[at];
        constant(loadable.constant(), loadable.type());
      }
      case ILOAD, LLOAD, FLOAD, DLOAD, ALOAD -> load(code.operands[at]);
      case ISTORE, LSTORE, FSTORE, DSTORE, ASTORE -> store(code.operands[at]);
      case IINC -> add(new Statement.Increment(accessedLocal.applyAsInt(at), code.extras[at]));
      case IALOAD, LALOAD, FALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD ->
          arrayLoad(ElementKind.of(opcode));
      case IASTORE, LASTORE, FASTORE, DASTORE, AASTORE, BASTORE, CASTORE, SASTORE -> {
        int value = stack.pop();
        int index = stack.pop();
        add(new Statement.ArrayStore(ElementKind.of(opcode), stack.pop(), index, value));
      }
      case POP -> add(new Statement.Discard(stack.pop(1)));
      case POP2 -> add(new Statement.Discard(popWords(2)));
      case DUP, DUP_X1, DUP_X2, DUP2, DUP2_X1, DUP2_X2, SWAP -> shuffle(ShuffleForm.of(opcode));
      case GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD ->
          field(opcode, (ConstantPool.Field) code.symbols[at]);
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE ->
          invoke(INVOKE_KINDS[opcode - INVOKEVIRTUAL], (ConstantPool.Method) code.symbols[at]);
      case INVOKEDYNAMIC -> invokeDynamic((ConstantPool.CallSite) code.symbols[at]);
      case NEW -> newObject(classNamed().name());
      case NEWARRAY -> newPrimitiveArray(code.operands[at]);
      case ANEWARRAY -> newArray(types.arrayOf(classNamed().name()));
      case MULTIANEWARRAY -> {
        ConstantPool.ClassEntry array = classNamed();
        Ints lengths = stack.pop(code.operands[at]);
        add(new Statement.NewMultiArray(stack.push(array.type()), array.name(), lengths));
      }
      case ARRAYLENGTH -> {
        int array = stack.pop();
        add(new Statement.ArrayLength(stack.push(VType.Primitive.INT), array));
      }
      case CHECKCAST -> {
        ConstantPool.ClassEntry to = classNamed();
        int value = stack.pop();
        add(new Statement.Cast(stack.push(to.type()), to.name(), value));
      }
      case INSTANCEOF -> {
        int value = stack.pop();
        int result = stack.push(VType.Primitive.INT);
        add(new Statement.InstanceOf(result, classNamed().name(), value));
      }
      case MONITORENTER -> add(new Statement.MonitorEnter(stack.pop()));
      case MONITOREXIT -> add(new Statement.MonitorExit(stack.pop()));
      default -> operation(opcode);
    }
  }

  private void operation(int opcode) {
    if (opcode >= INEG && opcode <= DNEG || opcode >= I2L && opcode <= I2S) {
      UnaryOp op = UnaryOp.of(opcode);
      int operand = stack.pop();
      add(new Statement.Unary(stack.push(VType.of(op.result())), op, operand));
    } else if (opcode >= IADD && opcode <= LXOR || opcode >= LCMP && opcode <= DCMPG) {
      BinaryOp op = BinaryOp.of(opcode);
      int right = stack.pop();
      int left = stack.pop();
      add(new Statement.Binary(stack.push(VType.of(op.result())), op, left, right));
    } else if (!ControlFlow.isBranch(opcode)
        && !ControlFlow.isSwitch(opcode)
        && !ControlFlow.endsFlow(opcode)) {
      throw new IllegalStateException("unknown opcode " + opcode);
    }
  }

  private void constant(Constant constant, VType type) {
    add(new Statement.Const(stack.push(type), constant));
  }

  private void load(int slot) {
    VType type = locals[slot];
    if (type == null) {
      throw new IllegalStateException("slot " + slot + " is read unassigned");
    }
    int local = accessedLocal.applyAsInt(at);
    add(new Statement.Load(stack.push(type), local));
  }

  private void store(int slot) {
    int value = stack.pop();
    VType type = stack.type(value);
    if (slot > 0 && locals[slot - 1] != null && locals[slot - 1].kind().slots() == 2) {
      locals[slot - 1] = null;
    }
    locals[slot] = type;
    if (type.kind().slots() == 2) {
      locals[slot + 1] = null;
    }
    add(new Statement.Store(accessedLocal.applyAsInt(at), value));
    listener.localsChanged(locals);
  }

  private void arrayLoad(ElementKind element) {
    int index = stack.pop();
    int array = stack.pop();
    VType type =
        element == ElementKind.REFERENCE
            ? elementType(stack.type(array))
            : VType.of(element.kind());
    add(new Statement.ArrayLoad(stack.push(type), element, array, index));
  }

  /** The type of an element of an array of references; of null, it is null (JVMS aaload). */
  private VType elementType(VType array) {
    return switch (array) {
      case VType.Null _ -> Types.NULL;
      case VType.Class c when c.name().startsWith("[") && c.name().length() > 2 ->
          types.of(c.name().substring(1));
      case VType.Join join when join.names().stream().allMatch(n -> n.startsWith("[")) ->
          TypeJoin.ofDescriptors(join.names().stream().map(n -> n.substring(1)).toList());
      default -> throw new IllegalStateException("aaload from " + array);
    };
  }

  private Ints popWords(int words) {
    int top = stack.pop();
    if (stack.type(top).kind().slots() == words) {
      return Ints.of(top);
    }
    return Ints.of(stack.pop(), top);
  }

  /** Group of temps of exactly {@code words} words from the top, bottom first. */
  private Ints popGroup(int words) {
    return switch (words) {
      case 0 -> Ints.EMPTY;
      case 1 -> stack.pop(1);
      default -> popWords(words);
    };
  }

  private void shuffle(ShuffleForm form) {
    Ints copied = popGroup(form.copiedWords());
    Ints skipped = popGroup(form.skippedWords());
    add(new Statement.Shuffle(form, concat(skipped, copied)));
    pushAgain(copied);
    pushAgain(skipped);
    if (form != ShuffleForm.SWAP) {
      pushAgain(copied);
    }
  }

  private void pushAgain(Ints temps) {
    for (int i = 0; i < temps.size(); i++) {
      stack.pushAgain(temps.at(i));
    }
  }

  private static Ints concat(Ints first, Ints second) {
    if (first.isEmpty()) {
      return second;
    }
    int[] all = new int[first.size() + second.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < first.size() ? first.at(i) : second.at(i - first.size());
    }
    return Ints.of(all);
  }

  private void field(int opcode, ConstantPool.Field field) {
    FieldRef reference = field.reference();
    switch (opcode) {
      case GETSTATIC -> add(new Statement.GetStatic(stack.push(field.type()), reference));
      case PUTSTATIC -> add(new Statement.PutStatic(reference, stack.pop()));
      case GETFIELD -> {
        int object = stack.pop();
        add(new Statement.GetField(stack.push(field.type()), reference, object));
      }
      default -> {
        int value = stack.pop();
        add(new Statement.PutField(reference, stack.pop(), value));
      }
    }
  }

  private void invoke(Statement.InvokeKind kind, ConstantPool.Method method) {
    int count = method.arguments();
    Ints arguments = stack.pop(kind == Statement.InvokeKind.STATIC ? count : count + 1);
    if (method.isInitializer()) {
      initialize(stack.type(arguments.at(0)));
    }
    add(new Statement.Invoke(pushResult(method.result()), kind, method.reference(), arguments));
  }

  private void invokeDynamic(ConstantPool.CallSite call) {
    Ints arguments = stack.pop(call.arguments());
    add(new Statement.InvokeDynamic(pushResult(call.result()), call.site(), arguments));
  }

  /** Null for void. */
  private int pushResult(VType type) {
    return type == null ? Statement.NONE : stack.push(type);
  }

  /** The class that the instruction names. */
  private ConstantPool.ClassEntry classNamed() {
    return (ConstantPool.ClassEntry) code.symbols[at];
  }

  /** A call of {@code <init>} re-types every copy of its receiver at once (JVMS 4.10.2.4). */
  private void initialize(VType receiver) {
    VType initialized =
        switch (receiver) {
          case VType.UninitThis _ -> types.ofClass(function.owner());
          case VType.Uninit u -> ((ConstantPool.ClassEntry) code.symbols[u.site()]).type();
          default -> throw new IllegalStateException("<init> of " + receiver);
        };
    stack.retype(receiver, initialized);
    for (int slot = 0; slot < locals.length; slot++) {
      if (receiver.equals(locals[slot])) {
        locals[slot] = initialized;
      }
    }
    listener.localsChanged(locals);
  }

  private void newObject(String className) {
    VType type = new VType.Uninit(at);
    for (int slot = 0; slot < locals.length; slot++) {
      if (locals[slot] instanceof VType.Uninit && type.equals(locals[slot])) {
        locals[slot] = null;
      }
    }
    int result = stack.push(type);
    code.extras[at] = result;
    add(new Statement.New(result, className));
  }

  private void newArray(Types.Array array) {
    int length = stack.pop();
    add(new Statement.NewArray(stack.push(array.type()), array.elementDescriptor(), length));
  }

  /** The operand is the type code of {@code newarray} (JVMS 6.5, newarray). */
  private void newPrimitiveArray(int typeCode) {
    String element = String.valueOf("ZCFDBSIJ".charAt(typeCode - T_BOOLEAN));
    newArray(new Types.Array(element, types.of("[" + element)));
  }

  private static Constant intConstant(int value) {
    return value >= -128 && value < 256 ? SMALL_INTS[value + 128] : new Constant.Int(value);
  }
}
