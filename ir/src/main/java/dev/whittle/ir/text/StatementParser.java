package dev.whittle.ir.text;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.UnaryOp;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parses statements, terminators and the types in bodies. */
final class StatementParser {
  private static final Map<String, UnaryOp> UNARY = words(UnaryOp.values());
  private static final Map<String, BinaryOp> BINARY = words(BinaryOp.values());
  private static final Map<String, Condition> CONDITIONS = words(Condition.values());
  private static final Map<String, ShuffleForm> SHUFFLES = words(ShuffleForm.values());
  private static final Map<String, InvokeKind> INVOKES = words(InvokeKind.values());
  private static final Map<String, Terminator.SwitchForm> SWITCHES =
      words(Terminator.SwitchForm.values());
  private static final Map<String, Kind> KINDS =
      Arrays.stream(Kind.values())
          .collect(Collectors.toMap(StatementText::kind, Function.identity()));
  private static final Map<String, ElementKind> ELEMENTS =
      Arrays.stream(ElementKind.values())
          .collect(Collectors.toMap(StatementText::elementKind, Function.identity()));

  private final TextScanner in;

  StatementParser(TextScanner in) {
    this.in = in;
  }

  /** Takes a terminator if one stands here, else returns null. */
  Terminator terminator() {
    String word = in.peekWord();
    switch (word) {
      case "goto", "if", "switch", "return", "throw" -> in.expectWord(word);
      default -> {
        return null;
      }
    }
    return switch (word) {
      case "goto" -> new Terminator.Goto(edge());
      case "if" -> branch();
      case "switch" -> multi();
      case "return" -> new Terminator.Return(in.peek() == '%' ? temp() : Terminator.NONE);
      default -> new Terminator.Throw(temp());
    };
  }

  /** Takes a statement. */
  Statement statement() {
    if (in.peek() == '%') {
      int result = temp();
      in.expect("=");
      return withResult(result);
    }
    return in.isNumbered("_") ? assignment() : withoutResult();
  }

  Kind kind() {
    return oneOf(KINDS, "a kind");
  }

  VType type() {
    int start = in.position();
    switch (in.peekWord()) {
      case "int", "long", "float", "double" -> {
        return VType.of(kind());
      }
      case "null" -> {
        in.expectWord("null");
        return new VType.Null();
      }
      case "uninit-this" -> {
        in.expectWord("uninit-this");
        return new VType.UninitThis();
      }
      case "uninit" -> {
        in.expectWord("uninit");
        in.expect("(");
        int site = temp();
        in.expect(")");
        return new VType.Uninit(site);
      }
      case "join" -> {
        in.expectWord("join");
        in.expect("(");
        List<String> names = ClassParser.classNames(in);
        in.expect(")");
        return new VType.Join(names);
      }
      default -> {
        in.rewind(start);
        return new VType.Class(in.className("a type"));
      }
    }
  }

  private Statement assignment() {
    int local = in.numbered("_", "a local");
    if (in.take("+=")) {
      return new Statement.Increment(local, in.integer("an amount"));
    }
    in.expect("=");
    return new Statement.Store(local, temp());
  }

  private Statement withResult(int result) {
    if (in.isNumbered("_")) {
      return new Statement.Load(result, in.numbered("_", "a local"));
    }
    int start = in.position();
    String word = in.peekWord();
    if (in.peek() == '"' || ConstantText.isNumber(in.peek())) {
      return new Statement.Const(result, ConstantText.parse(in));
    }
    in.word("a statement");
    if (UNARY.get(word) instanceof UnaryOp op) {
      return new Statement.Unary(result, op, temp());
    }
    if (BINARY.get(word) instanceof BinaryOp op) {
      int left = temp();
      in.expect(",");
      return new Statement.Binary(result, op, left, temp());
    }
    return switch (word) {
      case "getfield" -> {
        int object = temp();
        yield new Statement.GetField(result, field(), object);
      }
      case "getstatic" -> new Statement.GetStatic(result, field());
      case "load" -> {
        ElementKind kind = oneOf(ELEMENTS, "an element kind");
        int array = temp();
        yield new Statement.ArrayLoad(result, kind, array, index());
      }
      case "length" -> new Statement.ArrayLength(result, temp());
      case "new" -> new Statement.New(result, in.className("a class name"));
      case "newarray" -> {
        String descriptor = in.descriptor("a field descriptor");
        yield new Statement.NewArray(result, descriptor, temp());
      }
      case "newmultiarray" -> {
        String descriptor = in.descriptor("an array descriptor");
        yield new Statement.NewMultiArray(result, descriptor, temps());
      }
      case "cast" -> new Statement.Cast(result, in.className("a class name"), temp());
      case "instanceof" -> new Statement.InstanceOf(result, in.className("a class name"), temp());
      case "call" -> call(result);
      case "calldynamic" ->
          new Statement.InvokeDynamic(result, ConstantText.parseDynamic(in), arguments());
      default -> {
        in.rewind(start);
        yield new Statement.Const(result, constant());
      }
    };
  }

  private Constant constant() {
    int start = in.position();
    try {
      return ConstantText.parse(in);
    } catch (MirSyntaxError e) {
      if (in.position() != start) {
        throw e;
      }
      throw in.expected("an operation or a constant");
    }
  }

  private Statement withoutResult() {
    int start = in.position();
    return switch (in.word("a statement or a terminator")) {
      case "putfield" -> {
        int object = temp();
        FieldRef field = field();
        in.expect("=");
        yield new Statement.PutField(field, object, temp());
      }
      case "putstatic" -> {
        FieldRef field = field();
        in.expect("=");
        yield new Statement.PutStatic(field, temp());
      }
      case "store" -> {
        ElementKind kind = oneOf(ELEMENTS, "an element kind");
        int array = temp();
        int index = index();
        in.expect("=");
        yield new Statement.ArrayStore(kind, array, index, temp());
      }
      case "call" -> call(Statement.NONE);
      case "calldynamic" ->
          new Statement.InvokeDynamic(Statement.NONE, ConstantText.parseDynamic(in), arguments());
      case "monitorenter" -> new Statement.MonitorEnter(temp());
      case "monitorexit" -> new Statement.MonitorExit(temp());
      case "discard" -> new Statement.Discard(temps());
      case "hint" -> new Statement.Shuffle(oneOf(SHUFFLES, "a form such as dup"), temps());
      case "nop" -> new Statement.Nop();
      default -> {
        in.rewind(start);
        throw in.expected("a statement or a terminator");
      }
    };
  }

  private Statement call(int result) {
    InvokeKind kind = oneOf(INVOKES, "virtual, special, static or interface");
    OwnerKind ownerKind =
        in.takeWord("class")
            ? OwnerKind.CLASS
            : in.takeWord("interface") ? OwnerKind.INTERFACE : StatementText.usualOwner(kind);
    String owner = in.className("a class name");
    in.expect(".");
    String name = in.name("a method name");
    MethodRef method = new MethodRef(owner, name, in.methodDescriptor(), ownerKind);
    return new Statement.Invoke(result, kind, method, arguments());
  }

  private Terminator branch() {
    Condition condition = oneOf(CONDITIONS, "a condition");
    int left = temp();
    int right = in.take(",") ? temp() : Terminator.NONE;
    in.expectWord("goto");
    Edge taken = edge();
    in.expectWord("else");
    return new Terminator.Branch(condition, left, right, taken, edge());
  }

  private Terminator multi() {
    Terminator.SwitchForm form = oneOf(SWITCHES, "table or lookup");
    int key = temp();
    in.expect("{");
    List<Terminator.Case> cases = new ArrayList<>();
    while (!in.takeWord("else")) {
      int value = in.integer("a key or \"else\"");
      in.expect("->");
      cases.add(new Terminator.Case(value, edge()));
    }
    in.expect("->");
    Edge otherwise = edge();
    in.expect("}");
    return new Terminator.Switch(form, key, cases, otherwise);
  }

  private Edge edge() {
    int block = in.numbered("bb", "a block");
    return in.peek() == '(' ? new Edge(block, arguments()) : Edge.to(block);
  }

  private FieldRef field() {
    String owner = in.className("a class name");
    in.expect(".");
    String name = in.name("a field name");
    in.expect(":");
    return new FieldRef(owner, name, in.descriptor("a field descriptor"));
  }

  private Ints arguments() {
    in.expect("(");
    if (in.take(")")) {
      return Ints.EMPTY;
    }
    Ints temps = temps();
    in.expect(")");
    return temps;
  }

  /** Temps with commas between them, or none. */
  private Ints temps() {
    if (in.peek() != '%') {
      return Ints.EMPTY;
    }
    List<Integer> temps = new ArrayList<>();
    do {
      temps.add(temp());
    } while (in.take(","));
    return Ints.of(temps.stream().mapToInt(Integer::intValue).toArray());
  }

  private int index() {
    in.expect("[");
    int index = temp();
    in.expect("]");
    return index;
  }

  private int temp() {
    return in.numbered("%", "a temp");
  }

  private <T> T oneOf(Map<String, T> words, String wanted) {
    int start = in.position();
    T constant = words.get(in.word(wanted));
    if (constant == null) {
      in.rewind(start);
      throw in.expected(wanted);
    }
    return constant;
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] constants) {
    return Arrays.stream(constants)
        .collect(Collectors.toMap(StatementText::word, Function.identity()));
  }
}
