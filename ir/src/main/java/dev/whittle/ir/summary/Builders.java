package dev.whittle.ir.summary;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import java.util.Arrays;
import java.util.List;

/**
 * What string builders hold, as blocks are walked in order. A builder is known by the {@code new}
 * that made it, as long as all that is done with it is seen: it stands in temps, in parameters of
 * blocks, and in locals that nothing else is stored to. One that goes anywhere else is not known.
 *
 * <p>At the entry of a block a builder holds what it held at the end of any block before; where a
 * loop leads back to the block, that may have grown, and in a handler it may be anything.
 */
final class Builders {
  private static final int UNSET = -1;

  /** More than one builder, or something else. */
  private static final int OTHER = -2;

  /** Of more builders that are in use in several blocks, nothing is said. */
  private static final int MAX_CROSSING = 64;

  private final Body body;

  /** The builder that a temp, or a local, is. */
  private final int[] ofTemp;

  private final int[] ofLocal;

  /** By builder: the block of its {@code new}, the local it is stored to, and what is known. */
  private final int[] madeIn;

  private final int[] storedTo;
  private final boolean[] known;
  private final boolean[] crosses;

  /** Builders that are in use in other blocks than that of their {@code new}. */
  private final int[] crossing;

  /** Whether a block appends to a builder, and whether one changes what a builder held. */
  private final boolean[] appends;

  private final boolean[] changes;
  private final boolean[] isHandler;

  /** For each block the last one with an edge to it. */
  private final int[] lastSource;

  /** By builder, where the walk is. */
  private final Value[] contents;

  /** For each block what came in from earlier ones, in the order of {@link #crossing}. */
  private final Value[][] entries;

  private int current;

  /** Of a body that makes so many. */
  Builders(Body body, int count) {
    this.body = body;
    int blocks = body.blocks().size();
    this.ofTemp = filled(body.tempCount(), UNSET);
    this.ofLocal = filled(body.locals().size(), UNSET);
    this.madeIn = new int[count];
    this.storedTo = filled(count, UNSET);
    this.known = new boolean[count];
    this.crosses = new boolean[count];
    this.contents = new Value[count];
    this.appends = new boolean[blocks];
    this.changes = new boolean[blocks];
    this.isHandler = new boolean[blocks];
    this.lastSource = filled(blocks, -1);
    this.entries = new Value[blocks][];
    for (Handler handler : body.handlers()) {
      isHandler[handler.block()] = true;
    }
    Arrays.fill(ofLocal, 0, body.parameterCount(), OTHER);
    find();
    int[] some = new int[Math.min(count, MAX_CROSSING)];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (crosses[i] && known[i] && found < MAX_CROSSING) {
        some[found++] = i;
        crosses[i] = false;
      }
      known[i] &= !crosses[i];
    }
    this.crossing = Arrays.copyOf(some, found);
  }

  private static int[] filled(int length, int value) {
    int[] array = new int[length];
    Arrays.fill(array, value);
    return array;
  }

  static boolean isBuilder(String owner) {
    return owner.equals("java/lang/StringBuilder") || owner.equals("java/lang/StringBuffer");
  }

  /** Follows references, before anything is said of contents. */
  private void find() {
    int made = 0;
    for (current = 0; current < lastSource.length; current++) {
      for (Statement statement : body.blocks().get(current).statements()) {
        if (statement instanceof Statement.New s && isBuilder(s.className())) {
          madeIn[made] = current;
          known[made] = true;
          ofTemp[s.result()] = made++;
        } else {
          find(statement);
        }
      }
      Terminator end = body.blocks().get(current).terminator();
      end.forEachEdge(this::follow);
      switch (end) {
        case Terminator.Return t -> escape(t.value());
        case Terminator.Throw t -> escape(t.value());
        case Terminator.Goto _, Terminator.Branch _, Terminator.Switch _ -> {}
      }
    }
  }

  private void follow(Edge edge) {
    lastSource[edge.block()] = current;
    List<Block.Parameter> parameters = body.blocks().get(edge.block()).parameters();
    for (int i = 0; i < edge.arguments().size(); i++) {
      int argument = ofTemp[edge.arguments().at(i)];
      int parameter = parameters.get(i).temp();
      ofTemp[parameter] = meet(ofTemp[parameter], argument);
    }
  }

  /** What is now this builder and then another one, or something else, is not known. */
  private int meet(int before, int now) {
    int builder = now == UNSET ? OTHER : now;
    if (before == UNSET || before == builder) {
      return builder;
    }
    forget(before);
    forget(builder);
    return OTHER;
  }

  private void forget(int builder) {
    if (builder >= 0) {
      known[builder] = false;
    }
  }

  private void escape(int temp) {
    if (temp >= 0) {
      forget(ofTemp[temp]);
    }
  }

  private void find(Statement statement) {
    switch (statement) {
      case Statement.Store s -> store(s.local(), ofTemp[s.value()]);
      case Statement.Load s -> load(s);
      case Statement.Invoke s -> findCall(s);
      case Statement.InvokeDynamic s -> {
        for (int i = 0; i < s.arguments().size(); i++) {
          escape(s.arguments().at(i));
        }
      }
      case Statement.PutField s -> escape(s.value());
      case Statement.PutStatic s -> escape(s.value());
      case Statement.ArrayStore s -> escape(s.value());
      case Statement.Cast s -> escape(s.value());
      case Statement.New _,
          Statement.Const _,
          Statement.Unary _,
          Statement.Binary _,
          Statement.GetField _,
          Statement.GetStatic _,
          Statement.ArrayLoad _,
          Statement.ArrayLength _,
          Statement.NewArray _,
          Statement.NewMultiArray _,
          Statement.InstanceOf _,
          Statement.Increment _,
          Statement.MonitorEnter _,
          Statement.MonitorExit _,
          Statement.Discard _,
          Statement.Shuffle _,
          Statement.Nop _ -> {}
    }
  }

  /** Two locals could be two builders, made by one {@code new} in a loop. */
  private void store(int local, int builder) {
    ofLocal[local] = meet(ofLocal[local], builder);
    if (ofLocal[local] == OTHER) {
      forget(builder);
    } else if (storedTo[builder] != UNSET && storedTo[builder] != local) {
      forget(builder);
    } else {
      storedTo[builder] = local;
    }
  }

  /** What is read before it was stored, in the order of blocks, may be any that is stored. */
  private void load(Statement.Load s) {
    if (ofLocal[s.local()] == UNSET) {
      ofLocal[s.local()] = OTHER;
    }
    ofTemp[s.result()] = ofLocal[s.local()];
  }

  private void findCall(Statement.Invoke s) {
    Ints arguments = s.arguments();
    boolean onBuilder = isBuilder(s.method().owner());
    for (int i = onBuilder ? 1 : 0; i < arguments.size(); i++) {
      escape(arguments.at(i));
    }
    if (!onBuilder) {
      return;
    }
    String name = s.method().name();
    int builder = ofTemp[arguments.at(0)];
    if (builder >= 0 && madeIn[builder] != current) {
      crosses[builder] = true;
    }
    appends[current] |= name.equals("append");
    changes[current] |= !name.equals("append") && !name.equals("<init>") && !isRead(name);
    if (s.result() != Statement.NONE
        && Descriptor.returnType(s.method().descriptor()).equals("L" + s.method().owner() + ";")) {
      ofTemp[s.result()] = builder;
    }
  }

  private static boolean isRead(String name) {
    return switch (name) {
      case "toString", "length", "charAt", "indexOf", "lastIndexOf", "isEmpty" -> true;
      default -> false;
    };
  }

  void enter(int block) {
    current = block;
    if (crossing.length == 0) {
      return;
    }
    Value[] entry = entries[block];
    int end = endOfLoop(block);
    boolean grows = any(appends, block, end);
    boolean lost = isHandler[block] || any(changes, block, end);
    for (int i = 0; i < crossing.length; i++) {
      Value held = entry == null || lost ? null : entry[i];
      contents[crossing[i]] =
          held != null && grows ? Value.concat(List.of(held, Value.UNKNOWN)) : held;
    }
  }

  /** The last block from which a path leads back to this one, or to one between; else -1. */
  private int endOfLoop(int block) {
    int end = lastSource[block];
    for (int i = block; i <= end; i++) {
      end = Math.max(end, lastSource[i]);
    }
    return end < block ? -1 : end;
  }

  private static boolean any(boolean[] blocks, int from, int to) {
    for (int i = from; i <= to; i++) {
      if (blocks[i]) {
        return true;
      }
    }
    return false;
  }

  /** Passes what builders hold to the target of an edge; null is nothing known. */
  void leave(Edge edge) {
    if (crossing.length == 0 || edge.block() <= current) {
      return;
    }
    Value[] entry = entries[edge.block()];
    boolean first = entry == null;
    if (first) {
      entry = new Value[crossing.length];
      entries[edge.block()] = entry;
    }
    for (int i = 0; i < entry.length; i++) {
      Value held = contents[crossing[i]];
      entry[i] =
          first ? held : held == null || entry[i] == null ? null : Value.either(entry[i], held);
    }
  }

  void make(int temp) {
    contents[ofTemp[temp]] = new Value.Text("");
  }

  /** A call on a builder: what its {@code toString} returns, null when nothing is known. */
  Value call(Statement.Invoke s, List<Value> arguments) {
    int builder = ofTemp[s.arguments().at(0)];
    if (builder < 0 || !known[builder]) {
      return null;
    }
    Value sum = contents[builder] == null ? Value.UNKNOWN : contents[builder];
    switch (s.method().name()) {
      case "<init>" -> {
        if (s.method().descriptor().equals("(Ljava/lang/String;)V")) {
          contents[builder] = Value.concat(List.of(part(arguments.get(1))));
        } else if (!s.method().descriptor().equals("()V")
            && !s.method().descriptor().equals("(I)V")) {
          contents[builder] = Value.UNKNOWN;
        }
      }
      case "append" -> {
        Value added = arguments.size() == 2 ? appended(s, arguments.get(1)) : Value.UNKNOWN;
        contents[builder] = Value.concat(List.of(sum, added));
      }
      case "toString" -> {
        return sum;
      }
      default -> {
        if (!isRead(s.method().name())) {
          contents[builder] = Value.UNKNOWN;
        }
      }
    }
    return null;
  }

  private static Value part(Value value) {
    return value instanceof Value.Null ? Value.UNKNOWN : value;
  }

  private static Value appended(Statement.Invoke append, Value value) {
    String descriptor = append.method().descriptor();
    return value instanceof Value.Number n
        ? descriptor.startsWith("(C)")
            ? new Value.Text(String.valueOf((char) n.value()))
            : descriptor.startsWith("(I)") ? value : Value.UNKNOWN
        : part(value);
  }
}
