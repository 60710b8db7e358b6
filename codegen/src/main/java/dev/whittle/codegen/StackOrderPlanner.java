package dev.whittle.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import java.util.Arrays;
import java.util.List;

/**
 * Plans bodies whose statements find their operands on top of the stack, each where its definition
 * or a hint left it, as those of all lowered code do: one pass that simulates the stack and takes
 * each statement for its instruction. Whatever does not fit is left to {@link CodePlanner}, which
 * gives the same plan where this class gives one. Without this class emission takes 2.04 of what
 * ASM takes to read and write a class, with it 1.60.
 */
final class StackOrderPlanner {
  private static final Kind[] KINDS = Kind.values();

  /** The kinds of two words, a bit each. */
  private static final int WIDE = 1 << Kind.LONG.ordinal() | 1 << Kind.DOUBLE.ordinal();

  private final Body body;
  private final CodePlan plan;
  private final InstructionSelection select;

  /** By number of the local. */
  private final Local[] locals;

  /** What lies on the stack: temps and, parallel, the ordinals of their kinds. */
  private int[] stack = new int[16];

  private byte[] kinds = new byte[16];
  private int size;
  private int words;
  private int maxWords;
  private int point;
  private int anchor;

  private StackOrderPlanner(Body body) {
    this.body = body;
    locals = body.locals().toArray(Local[]::new);
    plan = new CodePlan(body.blocks().size(), body.pointCount());
    select = new InstructionSelection(plan);
  }

  /** The plan of a body; null when some operand is not where it is used. */
  static CodePlan plan(Body body) {
    return new StackOrderPlanner(body).plan();
  }

  private CodePlan plan() {
    List<Handler> handlers = body.handlers();
    for (int i = 0; i < handlers.size(); i++) {
      plan.target(handlers.get(i).block());
    }
    List<Block> blocks = body.blocks();
    for (int b = 0, count = blocks.size(); b < count; b++) {
      if (!block(blocks.get(b), b)) {
        return null;
      }
    }
    plan.startPoint(point);
    int slots = 0;
    for (Local local : locals) {
      slots = Math.max(slots, local.slot() + local.kind().slots());
    }
    plan.limits(maxWords, slots);
    return plan;
  }

  /** Whether all of a block fits. */
  private boolean block(Block block, int index) {
    plan.startLabel(index);
    size = 0;
    words = 0;
    List<Block.Parameter> parameters = block.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      push(parameters.get(i).temp(), parameters.get(i).type().kind());
    }
    List<Statement> statements = block.statements();
    for (int i = 0, count = statements.size(); i < count; i++) {
      plan.startPoint(point++);
      if (!statement(statements.get(i))) {
        return false;
      }
    }
    plan.startPoint(point);
    boolean fits = terminator(block.terminator(), index);
    point++;
    return fits;
  }

  private void push(int temp, Kind kind) {
    if (size == stack.length) {
      stack = Arrays.copyOf(stack, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    stack[size] = temp;
    kinds[size++] = (byte) kind.ordinal();
    words += kind.slots();
    maxWords = Math.max(maxWords, words);
  }

  /** Takes a temp off the stack; false when another lies there. */
  private boolean pop(int temp) {
    if (size == 0 || stack[size - 1] != temp) {
      return false;
    }
    words -= slots(--size);
    return true;
  }

  /** How many words an entry of the stack takes. */
  private int slots(int entry) {
    return 1 + (WIDE >> kinds[entry] & 1);
  }

  private boolean pop(Ints temps) {
    for (int i = temps.size() - 1; i >= 0; i--) {
      if (!pop(temps.at(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean add(int opcode, Object symbol) {
    plan.add(opcode, symbol);
    return true;
  }

  private boolean add(int opcode) {
    plan.add(opcode);
    return true;
  }

  private boolean add(int opcode, Object symbol, int result, Kind kind) {
    plan.add(opcode, symbol);
    push(result, kind);
    return true;
  }

  /**
   * Adds the instruction of a statement whose operands are where it needs them. Frequent statements
   * stand first: the JVM compares classes one after the other.
   */
  private boolean statement(Statement statement) {
    return switch (statement) {
      case Statement.Load s -> {
        Local local = locals[s.local()];
        plan.add(ILOAD + local.kind().ordinal(), local.slot());
        push(s.result(), local.kind());
        yield true;
      }
      case Statement.Invoke s ->
          pop(s.arguments())
              && call(s.kind().opcode(), s.method(), s.method().descriptor(), s.result());
      case Statement.Const s -> {
        select.push(s.constant());
        push(s.result(), OperandTable.kind(s.constant()));
        yield true;
      }
      case Statement.GetField s ->
          pop(s.object())
              && add(GETFIELD, s.field(), s.result(), Descriptor.kind(s.field().descriptor()));
      case Statement.Store s -> {
        Local local = locals[s.local()];
        plan.add(ISTORE + local.kind().ordinal(), local.slot());
        yield pop(s.value());
      }
      case Statement.GetStatic s ->
          add(GETSTATIC, s.field(), s.result(), Descriptor.kind(s.field().descriptor()));
      case Statement.Shuffle s -> shuffle(s.form(), s.values());
      case Statement.New s -> {
        plan.siteIsNext(s.result(), body.tempCount());
        yield add(NEW, s.className(), s.result(), Kind.REFERENCE);
      }
      case Statement.PutField s -> pop(s.value()) && pop(s.object()) && add(PUTFIELD, s.field());
      case Statement.PutStatic s -> pop(s.value()) && add(PUTSTATIC, s.field());
      case Statement.Increment s -> {
        plan.add(IINC, locals[s.local()].slot(), s.amount());
        yield true;
      }
      case Statement.Unary s ->
          pop(s.operand()) && add(s.op().opcode(), null, s.result(), s.op().result());
      case Statement.Binary s ->
          pop(s.right())
              && pop(s.left())
              && add(s.op().opcode(), null, s.result(), s.op().result());
      case Statement.ArrayLoad s ->
          pop(s.index())
              && pop(s.array())
              && add(s.element().loadOpcode(), null, s.result(), s.element().kind());
      case Statement.ArrayStore s ->
          pop(s.value()) && pop(s.index()) && pop(s.array()) && add(s.element().storeOpcode());
      case Statement.ArrayLength s ->
          pop(s.array()) && add(ARRAYLENGTH, null, s.result(), Kind.INT);
      case Statement.NewArray s -> {
        boolean fits = pop(s.length());
        select.newArray(s.elementDescriptor());
        push(s.result(), Kind.REFERENCE);
        yield fits;
      }
      case Statement.NewMultiArray s -> {
        boolean fits = pop(s.lengths());
        plan.add(MULTIANEWARRAY, s.lengths().size(), s.arrayDescriptor());
        push(s.result(), Kind.REFERENCE);
        yield fits;
      }
      case Statement.InvokeDynamic s ->
          pop(s.arguments()) && call(INVOKEDYNAMIC, s.site(), s.site().descriptor(), s.result());
      case Statement.Cast s ->
          pop(s.value()) && add(CHECKCAST, s.type(), s.result(), Kind.REFERENCE);
      case Statement.InstanceOf s ->
          pop(s.value()) && add(INSTANCEOF, s.type(), s.result(), Kind.INT);
      case Statement.MonitorEnter s -> pop(s.object()) && add(MONITORENTER);
      case Statement.MonitorExit s -> pop(s.object()) && add(MONITOREXIT);
      case Statement.Discard s -> discard(s.values());
      case Statement.Nop _ -> add(NOP);
    };
  }

  private boolean call(int opcode, Object symbol, String descriptor, int result) {
    plan.add(opcode, symbol);
    if (result != Statement.NONE) {
      push(result, Descriptor.returnKind(descriptor));
    }
    return true;
  }

  /** One value, or two of one word, as an instruction discards them. */
  private boolean discard(Ints values) {
    if (size == 0 || values.size() > 2 || values.isEmpty()) {
      return false;
    }
    int before = words;
    boolean areNarrow = slots(size - 1) == 1;
    if (!pop(values) || values.size() == 2 && (!areNarrow || before - words != 2)) {
      return false;
    }
    return add(before - words == 2 ? POP2 : POP);
  }

  private boolean shuffle(ShuffleForm form, Ints values) {
    int firstCopied = below(size, form.copiedWords());
    int start = below(firstCopied, form.skippedWords());
    if (start < 0 || size - start != values.size()) {
      return false;
    }
    for (int i = start; i < size; i++) {
      if (stack[i] != values.at(i - start)) {
        return false;
      }
    }
    int copied = size - firstCopied;
    for (int i = 0; i < copied && start < firstCopied; i++) {
      moveDown(firstCopied + i, start + i);
    }
    for (int i = start; i < start + copied && form != ShuffleForm.SWAP; i++) {
      push(stack[i], KINDS[kinds[i]]);
    }
    return add(form.opcode());
  }

  /**
   * Where the entries start that end at {@code end} and take so many words; negative for nowhere.
   */
  private int below(int end, int wanted) {
    int at = end;
    int found = 0;
    while (found < wanted && at > 0) {
      found += slots(--at);
    }
    return found == wanted ? at : -1;
  }

  private void moveDown(int from, int to) {
    int temp = stack[from];
    byte kind = kinds[from];
    System.arraycopy(stack, to, stack, to + 1, from - to);
    System.arraycopy(kinds, to, kinds, to + 1, from - to);
    stack[to] = temp;
    kinds[to] = kind;
  }

  private boolean terminator(Terminator terminator, int index) {
    switch (terminator) {
      case Terminator.Goto t -> {
        select.fallOrJump(t.target().block(), index, isAnchored());
        return isPassed(t.target());
      }
      case Terminator.Branch t -> {
        select.branch(t, t.taken().block(), index);
        return (t.right() == Terminator.NONE || pop(t.right()))
            && pop(t.left())
            && isPassed(t.taken())
            && isPassed(t.otherwise());
      }
      case Terminator.Switch t -> {
        boolean fits = pop(t.key()) && isPassed(t.otherwise());
        for (int i = 0; i < t.cases().size() && fits; i++) {
          fits = isPassed(t.cases().get(i).target());
        }
        select.switchTo(t, index);
        return fits;
      }
      case Terminator.Return t -> {
        int value = t.value();
        plan.add(value == Terminator.NONE || size == 0 ? RETURN : IRETURN + kinds[size - 1]);
        select.endsFlow(index);
        return value == Terminator.NONE || pop(value);
      }
      case Terminator.Throw t -> {
        plan.add(ATHROW);
        select.endsFlow(index);
        return pop(t.value());
      }
    }
  }

  /** Whether the arguments of an edge are all that is on the stack. */
  private boolean isPassed(Edge edge) {
    Ints arguments = edge.arguments();
    if (arguments.size() != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (stack[i] != arguments.at(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line sits on this point. */
  private boolean isAnchored() {
    Ints anchors = body.anchors();
    while (anchor < anchors.size() && anchors.at(anchor) < point) {
      anchor++;
    }
    return anchor < anchors.size() && anchors.at(anchor) == point;
  }
}
