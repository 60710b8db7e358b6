package dev.whittle.codegen;

import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import java.util.Arrays;
import java.util.List;

/**
 * What a body does to the operand stack, decoded once into flat arrays: the sequence of its
 * <em>events</em>. A block has one event for its parameters, one for each statement, and at least
 * one for its terminator.
 *
 * <p>A terminator whose edges all pass the same arguments is one event, the arguments with the
 * operands above them: after it the arguments are what the stack still holds. When edges differ
 * they cannot all find theirs on the stack, so every edge with arguments is an event of its own
 * before the operands ({@link #splitsEdges}).
 */
final class OperandTable {
  static final int USE = 0;
  static final int DISCARD = 1;
  static final int PARAMETERS = 2;

  /** Roles from here on are hints: {@code SHUFFLE} plus the ordinal of their form. */
  static final int SHUFFLE = 3;

  static final int NONE = -1;

  private final List<Local> locals;
  private final Kind[] kinds;
  private final int[] uses;
  private final int[] copies;
  private final boolean[] leaf;
  private final int[] firstEvent;
  private final boolean[] splits;
  private byte[] roles;
  private int[] results;
  private int[] starts;
  private int eventCount;
  private int[] operands;
  private int operandCount;

  private OperandTable(Body body, int points) {
    this.locals = body.locals();
    int blocks = body.blocks().size();
    int events = points + blocks;
    kinds = new Kind[body.tempCount()];
    uses = new int[body.tempCount()];
    copies = new int[body.tempCount()];
    leaf = new boolean[body.tempCount()];
    firstEvent = new int[blocks + 1];
    splits = new boolean[blocks];
    roles = new byte[events + 1];
    results = new int[events + 1];
    starts = new int[events + 1];
    operands = new int[2 * events];
  }

  /**
   * The table of a body.
   *
   * @param points how many it has, which takes a pass to count
   */
  static OperandTable of(Body body, int points) {
    OperandTable table = new OperandTable(body, points);
    for (int b = 0; b < body.blocks().size(); b++) {
      table.firstEvent[b] = table.eventCount;
      table.block(body.blocks().get(b), b);
    }
    table.firstEvent[body.blocks().size()] = table.eventCount;
    return table;
  }

  /** The event of block {@code block}'s parameters; its statements and terminator follow. */
  int firstEvent(int block) {
    return firstEvent[block];
  }

  int eventCount() {
    return eventCount;
  }

  int role(int event) {
    return roles[event];
  }

  /** The temp that an event defines, or {@link #NONE}. */
  int result(int event) {
    return results[event];
  }

  /** Position of an event's first operand; those of {@code event + 1} follow its last. */
  int start(int event) {
    return starts[event];
  }

  int operand(int position) {
    return operands[position];
  }

  int operandCount() {
    return operandCount;
  }

  int tempCount() {
    return kinds.length;
  }

  Kind kind(int temp) {
    return kinds[temp];
  }

  int words(int temp) {
    return kinds[temp].slots();
  }

  /** How often a temp is used, as an operand, an argument or a discarded value. */
  int uses(int temp) {
    return uses[temp];
  }

  /** How often a temp would be on the stack if every hint were followed. */
  int copies(int temp) {
    return copies[temp];
  }

  /** Whether a temp is a constant or a read of a local that can as well be made at its use. */
  boolean isLeaf(int temp) {
    return leaf[temp];
  }

  /** Whether a block's edges pass different arguments. */
  boolean splitsEdges(int block) {
    return splits[block];
  }

  /** Position of the first operand that the hint {@code event} copies. */
  int firstCopied(int event) {
    int words = form(event).copiedWords();
    int position = starts[event + 1];
    while (words > 0) {
      words -= words(operands[--position]);
    }
    return position;
  }

  ShuffleForm form(int event) {
    return FORMS[roles[event] - SHUFFLE];
  }

  static final ShuffleForm[] FORMS = ShuffleForm.values();

  private void block(Block block, int index) {
    List<Block.Parameter> parameters = block.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Block.Parameter parameter = parameters.get(i);
      define(parameter.temp(), parameter.type().kind());
      add(parameter.temp());
    }
    event(PARAMETERS, NONE);
    List<Statement> statements = block.statements();
    for (int i = 0, count = statements.size(); i < count; i++) {
      statement(statements.get(i));
    }
    terminator(block.terminator(), index);
  }

  private void define(int temp, Kind kind) {
    kinds[temp] = kind;
    copies[temp]++;
  }

  private void add(int temp) {
    if (operandCount == operands.length) {
      operands = Arrays.copyOf(operands, 2 * operandCount + 4);
    }
    operands[operandCount++] = temp;
  }

  /** Ends an event: its operands are those added since the last one. */
  private void event(int role, int result) {
    if (eventCount + 1 == starts.length) {
      roles = Arrays.copyOf(roles, 2 * eventCount + 2);
      results = Arrays.copyOf(results, 2 * eventCount + 2);
      starts = Arrays.copyOf(starts, 2 * eventCount + 2);
    }
    roles[eventCount] = (byte) role;
    results[eventCount] = result;
    if (role == USE || role == DISCARD) {
      for (int position = starts[eventCount]; position < operandCount; position++) {
        uses[operands[position]]++;
      }
    }
    starts[++eventCount] = operandCount;
  }

  private void value(int result, Kind kind) {
    define(result, kind);
    event(USE, result);
  }

  /** Frequent statements stand first: the JVM compares classes one after the other. */
  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Load s -> {
        leaf[s.result()] = true;
        value(s.result(), locals.get(s.local()).kind());
      }
      case Statement.Invoke s -> call(s.arguments(), s.result(), s.method().descriptor());
      case Statement.Const s -> {
        leaf[s.result()] = s.constant().isLeaf();
        value(s.result(), kind(s.constant()));
      }
      case Statement.Store s -> effect(s.value());
      case Statement.Increment _, Statement.Nop _ -> event(USE, NONE);
      case Statement.Unary s -> {
        add(s.operand());
        value(s.result(), s.op().result());
      }
      case Statement.Binary s -> {
        add(s.left());
        add(s.right());
        value(s.result(), s.op().result());
      }
      case Statement.GetField s -> {
        add(s.object());
        value(s.result(), Descriptor.kind(s.field().descriptor()));
      }
      case Statement.PutField s -> {
        add(s.object());
        effect(s.value());
      }
      case Statement.GetStatic s -> value(s.result(), Descriptor.kind(s.field().descriptor()));
      case Statement.PutStatic s -> effect(s.value());
      case Statement.ArrayLoad s -> {
        add(s.array());
        add(s.index());
        value(s.result(), s.element().kind());
      }
      case Statement.ArrayStore s -> {
        add(s.array());
        add(s.index());
        effect(s.value());
      }
      case Statement.ArrayLength s -> {
        add(s.array());
        value(s.result(), Kind.INT);
      }
      case Statement.New s -> value(s.result(), Kind.REFERENCE);
      case Statement.NewArray s -> {
        add(s.length());
        value(s.result(), Kind.REFERENCE);
      }
      case Statement.NewMultiArray s -> {
        operands(s.lengths());
        value(s.result(), Kind.REFERENCE);
      }
      case Statement.InvokeDynamic s -> call(s.arguments(), s.result(), s.site().descriptor());
      case Statement.Cast s -> {
        add(s.value());
        value(s.result(), Kind.REFERENCE);
      }
      case Statement.InstanceOf s -> {
        add(s.value());
        value(s.result(), Kind.INT);
      }
      case Statement.MonitorEnter s -> effect(s.object());
      case Statement.MonitorExit s -> effect(s.object());
      case Statement.Discard s -> {
        operands(s.values());
        event(DISCARD, NONE);
      }
      case Statement.Shuffle s -> shuffle(s);
    }
  }

  private void effect(int lastOperand) {
    add(lastOperand);
    event(USE, NONE);
  }

  private void operands(Ints temps) {
    for (int i = 0; i < temps.size(); i++) {
      add(temps.at(i));
    }
  }

  private void call(Ints arguments, int result, String descriptor) {
    operands(arguments);
    if (result == NONE) {
      event(USE, NONE);
    } else {
      value(result, Descriptor.returnKind(descriptor));
    }
  }

  /** A hint whose values do not have the sizes its form asks for is no hint. */
  private void shuffle(Statement.Shuffle shuffle) {
    ShuffleForm form = shuffle.form();
    int at = shuffle.values().size();
    int copied = 0;
    while (copied < form.copiedWords() && at > 0) {
      copied += words(shuffle.values().at(--at));
    }
    int firstCopied = at;
    int skipped = 0;
    while (at > 0) {
      skipped += words(shuffle.values().at(--at));
    }
    if (copied != form.copiedWords() || skipped != form.skippedWords()) {
      event(USE, NONE);
      return;
    }
    if (form != ShuffleForm.SWAP) {
      for (int i = firstCopied; i < shuffle.values().size(); i++) {
        copies[shuffle.values().at(i)]++;
      }
    }
    operands(shuffle.values());
    event(SHUFFLE + form.ordinal(), NONE);
  }

  private void terminator(Terminator terminator, int block) {
    switch (terminator) {
      case Terminator.Goto t -> operands(t.target().arguments());
      case Terminator.Branch t -> {
        splits[block] = !t.taken().arguments().equals(t.otherwise().arguments());
        if (splits[block]) {
          splitEdge(t.taken());
          splitEdge(t.otherwise());
        } else {
          operands(t.taken().arguments());
        }
        add(t.left());
        if (t.right() != Terminator.NONE) {
          add(t.right());
        }
      }
      case Terminator.Switch t -> {
        splits[block] = differ(t);
        if (splits[block]) {
          t.cases().forEach(c -> splitEdge(c.target()));
          splitEdge(t.otherwise());
        } else {
          operands(t.otherwise().arguments());
        }
        add(t.key());
      }
      case Terminator.Return t -> {
        if (t.value() != Terminator.NONE) {
          add(t.value());
        }
      }
      case Terminator.Throw t -> add(t.value());
    }
    event(USE, NONE);
  }

  private static boolean differ(Terminator.Switch t) {
    for (Terminator.Case c : t.cases()) {
      if (!c.target().arguments().equals(t.otherwise().arguments())) {
        return true;
      }
    }
    return false;
  }

  private void splitEdge(Edge edge) {
    if (!edge.arguments().isEmpty()) {
      operands(edge.arguments());
      event(USE, NONE);
    }
  }

  /** The kind of value that a constant is. */
  static Kind kind(Constant constant) {
    return switch (constant) {
      case Constant.Int _ -> Kind.INT;
      case Constant.Long _ -> Kind.LONG;
      case Constant.Float _ -> Kind.FLOAT;
      case Constant.Double _ -> Kind.DOUBLE;
      case Constant.Dynamic c -> Descriptor.kind(c.descriptor());
      case Constant.Null _,
          Constant.Str _,
          Constant.ClassRef _,
          Constant.MethodType _,
          Constant.Handle _ ->
          Kind.REFERENCE;
    };
  }
}
