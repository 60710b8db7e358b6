package dev.whittle.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.whittle.codegen.CodePlan.Stub;
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
import dev.whittle.ir.code.Terminator.Branch;
import dev.whittle.ir.code.Terminator.Switch;
import java.util.List;

/**
 * Plans the instructions of a body: a pure function, linear in the body, that asks nothing of
 * anything else.
 *
 * <p>Temps that {@link StackPlacement} leaves on the operand stack cost nothing: their code stands
 * in the order of the statements, and hints become the instructions they were. The others are made
 * again at each use when they are leaves, else stored right after their definition and loaded at
 * their uses.
 */
final class CodePlanner {
  private static final int NONE = -1;

  private final Body body;
  private final OperandTable table;
  private final StackPlacement placement;
  private final OffStack offStack;
  private final CodePlan plan;
  private final InstructionSelection select;
  private int depth;
  private int maxStack;
  private int point;
  private int anchor;

  /** Where the code of the last point starts that a line sits on. */
  private int lineStart = NONE;

  private CodePlanner(Body body) {
    this.body = body;
    int points = body.pointCount();
    table = OperandTable.of(body, points);
    placement = StackPlacement.of(body, table);
    int slots = 0;
    for (int i = 0; i < body.locals().size(); i++) {
      Local local = body.locals().get(i);
      slots = Math.max(slots, local.slot() + local.kind().slots());
    }
    plan = new CodePlan(body.blocks().size(), points);
    select = new InstructionSelection(plan);
    offStack = new OffStack(body, table, placement, new SpillSlots(slots));
  }

  /** The plan of any body. */
  static CodePlan plan(Body body) {
    CodePlan inOrder = StackOrderPlanner.plan(body);
    return inOrder != null ? inOrder : planWithTable(body);
  }

  /** The plan, without trying {@link StackOrderPlanner} first. */
  static CodePlan planWithTable(Body body) {
    return new CodePlanner(body).plan();
  }

  private CodePlan plan() {
    for (Handler handler : body.handlers()) {
      plan.target(handler.block());
    }
    List<Block> blocks = body.blocks();
    for (int b = 0; b < blocks.size(); b++) {
      block(blocks.get(b), b);
    }
    plan.startPoint(point);
    for (int label = blocks.size(); label < plan.labelCount(); label++) {
      Stub stub = plan.stub(label);
      plan.startLabel(label);
      loadArguments(stub);
      plan.add(GOTO, stub.block());
    }
    plan.limits(maxStack, offStack.slots().highest());
    return plan;
  }

  private void block(Block block, int index) {
    int event = table.firstEvent(index);
    offStack.slots().releaseAll();
    keepLine();
    plan.startLabel(index);
    plan.startPoint(point);
    depth = 0;
    takeParameters(event++);
    List<Statement> statements = block.statements();
    for (int i = 0, count = statements.size(); i < count; i++) {
      startPoint();
      point++;
      loadOff(event);
      statement(statements.get(i), event);
      keepResult(event++);
    }
    startPoint();
    terminator(block.terminator(), index, event);
    point++;
  }

  private void startPoint() {
    keepLine();
    plan.startPoint(point);
    if (isAnchored()) {
      lineStart = plan.size();
    }
  }

  /**
   * In front of a point. The last line gets an instruction when none is left of what it sits on and
   * the point has a line too: for a breakpoint there, and because a stack trace shows the first
   * line of an instruction. So do several lines at one point, of which the last goes on to hold.
   */
  private void keepLine() {
    if (lineStart == plan.size() && (isAnchored() || hadSeveralLines())) {
      plan.add(NOP);
    }
  }

  /** Whether the last lines before this point, which has none, are at one point. */
  private boolean hadSeveralLines() {
    Ints anchors = body.anchors();
    return anchor > 1 && anchors.at(anchor - 1) == anchors.at(anchor - 2);
  }

  /** Edges pass all parameters on the stack; those that do not stay are the upper ones. */
  private void takeParameters(int event) {
    int start = table.start(event);
    int end = table.start(event + 1);
    for (int position = start; position < end; position++) {
      grow(table.words(table.operand(position)));
    }
    for (int position = end; position > placement.firstOff(event); position--) {
      keep(table.operand(position - 1));
    }
  }

  private void grow(int words) {
    depth += words;
    maxStack = Math.max(maxStack, depth);
  }

  /** Loads the operands of an event that are not on the stack, and then counts all as used up. */
  private void loadOff(int event) {
    if (table.role(event) != OperandTable.USE) {
      return;
    }
    int end = table.start(event + 1);
    for (int position = placement.firstOff(event); position < end; position++) {
      load(table.operand(position));
    }
    for (int position = table.start(event); position < end; position++) {
      depth -= table.words(table.operand(position));
      offStack.used(table.operand(position), event);
    }
  }

  private void load(int temp) {
    Kind kind = table.kind(temp);
    switch (offStack.leaf(temp)) {
      case null -> plan.add(ILOAD + kind.ordinal(), offStack.slotOf(temp));
      case Statement.Load s -> plan.add(ILOAD + kind.ordinal(), slot(s.local()));
      case Statement.Const s -> select.push(s.constant());
      case Statement s -> throw new IllegalStateException("no leaf: " + s);
    }
    grow(kind.slots());
  }

  private int slot(int local) {
    return body.locals().get(local).slot();
  }

  private void keepResult(int event) {
    int result = table.result(event);
    if (result == NONE || offStack.leaf(result) != null) {
      return;
    }
    grow(table.words(result));
    if (placement.isOff(result)) {
      keep(result);
    }
  }

  /** Takes a temp that does not stay off the top of the stack. */
  private void keep(int temp) {
    int words = table.words(temp);
    if (offStack.isNeeded(temp)) {
      plan.add(ISTORE + table.kind(temp).ordinal(), offStack.keep(temp));
    } else {
      plan.add(words == 2 ? POP2 : POP);
    }
    depth -= words;
  }

  /** In the order of {@link OperandTable}, for the same reason. */
  private void statement(Statement statement, int event) {
    switch (statement) {
      case Statement.Load s -> {
        if (offStack.leaf(s.result()) == null) {
          plan.add(ILOAD + table.kind(s.result()).ordinal(), slot(s.local()));
        }
      }
      case Statement.Invoke s -> plan.add(s.kind().opcode(), s.method());
      case Statement.Const s -> {
        if (offStack.leaf(s.result()) == null) {
          select.push(s.constant());
        }
      }
      case Statement.Store s -> {
        Local local = body.locals().get(s.local());
        plan.add(ISTORE + local.kind().ordinal(), local.slot());
      }
      case Statement.Increment s -> plan.add(IINC, slot(s.local()), s.amount());
      case Statement.Unary s -> plan.add(s.op().opcode());
      case Statement.Binary s -> plan.add(s.op().opcode());
      case Statement.GetField s -> plan.add(GETFIELD, s.field());
      case Statement.PutField s -> plan.add(PUTFIELD, s.field());
      case Statement.GetStatic s -> plan.add(GETSTATIC, s.field());
      case Statement.PutStatic s -> plan.add(PUTSTATIC, s.field());
      case Statement.ArrayLoad s -> plan.add(s.element().loadOpcode());
      case Statement.ArrayStore s -> plan.add(s.element().storeOpcode());
      case Statement.ArrayLength _ -> plan.add(ARRAYLENGTH);
      case Statement.New s -> {
        plan.siteIsNext(s.result(), table.tempCount());
        plan.add(NEW, s.className());
      }
      case Statement.NewArray s -> select.newArray(s.elementDescriptor());
      case Statement.NewMultiArray s ->
          plan.add(MULTIANEWARRAY, s.lengths().size(), s.arrayDescriptor());
      case Statement.InvokeDynamic s -> plan.add(INVOKEDYNAMIC, s.site());
      case Statement.Cast s -> plan.add(CHECKCAST, s.type());
      case Statement.InstanceOf s -> plan.add(INSTANCEOF, s.type());
      case Statement.MonitorEnter _ -> plan.add(MONITORENTER);
      case Statement.MonitorExit _ -> plan.add(MONITOREXIT);
      case Statement.Discard _ -> discard(event);
      case Statement.Shuffle _ -> shuffle(event);
      case Statement.Nop _ -> plan.add(NOP);
    }
  }

  private void discard(int event) {
    boolean half = false;
    for (int position = table.start(event + 1) - 1; position >= table.start(event); position--) {
      int temp = table.operand(position);
      if (placement.isOff(temp)) {
        continue;
      }
      depth -= table.words(temp);
      if (table.words(temp) == 2) {
        flushPop(half);
        plan.add(POP2);
        half = false;
      } else {
        if (half) {
          plan.add(POP2);
        }
        half = !half;
      }
    }
    flushPop(half);
  }

  private void flushPop(boolean half) {
    if (half) {
      plan.add(POP);
    }
  }

  /**
   * The form that does to the values on the stack what the hint's form did to all of its values.
   */
  private void shuffle(int event) {
    if (table.role(event) < OperandTable.SHUFFLE) {
      return;
    }
    int copied = table.firstCopied(event);
    int skippedWords = wordsOnStack(table.start(event), copied);
    int copiedWords = wordsOnStack(copied, table.start(event + 1));
    if (copiedWords == 0) {
      return;
    }
    if (table.form(event) != ShuffleForm.SWAP) {
      plan.add(OperandTable.FORMS[3 * (copiedWords - 1) + skippedWords].opcode());
      grow(copiedWords);
    } else if (skippedWords == 1) {
      plan.add(SWAP);
    }
  }

  private int wordsOnStack(int from, int to) {
    int words = 0;
    for (int position = from; position < to; position++) {
      int temp = table.operand(position);
      words += placement.isOff(temp) ? 0 : table.words(temp);
    }
    return words;
  }

  private void terminator(Terminator terminator, int index, int event) {
    if (table.splitsEdges(index)) {
      splitTerminator(terminator, index, event);
      return;
    }
    loadOff(event);
    switch (terminator) {
      case Terminator.Goto t -> select.fallOrJump(t.target().block(), index, isAnchored());
      case Branch t -> select.branch(t, t.taken().block(), index);
      case Switch t -> select.switchTo(t, index);
      case Terminator.Return t -> {
        plan.add(t.value() == NONE ? RETURN : IRETURN + table.kind(t.value()).ordinal());
        select.endsFlow(index);
      }
      case Terminator.Throw _ -> {
        plan.add(ATHROW);
        select.endsFlow(index);
      }
    }
  }

  private boolean isAnchored() {
    Ints anchors = body.anchors();
    while (anchor < anchors.size() && anchors.at(anchor) < point) {
      anchor++;
    }
    return anchor < anchors.size() && anchors.at(anchor) == point;
  }

  /**
   * A terminator whose edges pass different arguments: each edge's go to slots first, and a stub on
   * the edge puts them on the stack.
   */
  private void splitTerminator(Terminator terminator, int index, int firstEvent) {
    int event = firstEvent;
    switch (terminator) {
      case Branch t -> {
        Stub taken = storeArguments(t.taken(), event);
        event += t.taken().arguments().isEmpty() ? 0 : 1;
        Stub otherwise = storeArguments(t.otherwise(), event);
        event += t.otherwise().arguments().isEmpty() ? 0 : 1;
        loadOff(event);
        int label = taken == null ? t.taken().block() : plan.addStub(taken);
        if (otherwise == null) {
          select.branch(t, label, index);
        } else {
          select.branchTo(t, label);
          loadArguments(otherwise);
          select.fallOrJump(t.otherwise().block(), index, false);
        }
      }
      case Switch t -> {
        int[] labels = new int[t.cases().size()];
        for (int i = 0; i < labels.length; i++) {
          Edge edge = t.cases().get(i).target();
          labels[i] = stubFor(edge, event);
          event += edge.arguments().isEmpty() ? 0 : 1;
        }
        int otherwise = stubFor(t.otherwise(), event);
        event += t.otherwise().arguments().isEmpty() ? 0 : 1;
        loadOff(event);
        select.switchTo(t, labels, otherwise, index);
      }
      case Terminator.Goto _, Terminator.Return _, Terminator.Throw _ ->
          throw new IllegalStateException("one edge at most");
    }
  }

  private int stubFor(Edge edge, int event) {
    Stub stub = storeArguments(edge, event);
    return stub == null ? edge.block() : plan.addStub(stub);
  }

  /** Null when the edge has no arguments. */
  private Stub storeArguments(Edge edge, int event) {
    if (edge.arguments().isEmpty()) {
      return null;
    }
    loadOff(event);
    int[] slots = new int[edge.arguments().size()];
    for (int i = slots.length - 1; i >= 0; i--) {
      int temp = edge.arguments().at(i);
      slots[i] = offStack.slots().take(table.words(temp));
      plan.add(ISTORE + table.kind(temp).ordinal(), slots[i]);
    }
    return new Stub(edge.block(), slots);
  }

  /** The stack may hold nothing else here: what differs between edges was taken off it. */
  private void loadArguments(Stub stub) {
    List<Block.Parameter> parameters = body.blocks().get(stub.block()).parameters();
    depth = 0;
    for (int i = 0; i < stub.slots().length; i++) {
      Kind kind = parameters.get(i).type().kind();
      plan.add(ILOAD + kind.ordinal(), stub.slots()[i]);
      grow(kind.slots());
    }
  }
}
