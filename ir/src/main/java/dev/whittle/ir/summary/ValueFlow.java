package dev.whittle.ir.summary;

import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;

/**
 * Known strings and classes by linear flow: what {@link Effect.PassValues} says of arguments.
 *
 * <p>A value is a claim about what may be, used to keep more precisely or to keep more; where the
 * flow is lost it is {@link Value#UNKNOWN}, never a guess. Block parameters unite the arguments of
 * edges, all of which come from earlier blocks; {@link LocalValues} says what locals hold. Builders
 * are followed only through temps (a fluent chain): one that was stored may be appended to through
 * another alias.
 */
final class ValueFlow {
  private static final int MAX_ELEMENTS = 32;

  private final Value[] temps;
  private final LocalValues locals;

  ValueFlow(Body body) {
    this.temps = new Value[body.tempCount()];
    this.locals = new LocalValues(body);
  }

  void enter(int index, Block block) {
    locals.enter(index);
    for (Block.Parameter parameter : block.parameters()) {
      if (temps[parameter.temp()] == null) {
        temps[parameter.temp()] = Value.UNKNOWN;
      }
    }
  }

  /** Passes the arguments of an edge to the parameters of its target. */
  void follow(Body body, Edge edge) {
    List<Block.Parameter> parameters = body.blocks().get(edge.block()).parameters();
    for (int i = 0; i < edge.arguments().size(); i++) {
      int parameter = parameters.get(i).temp();
      Value argument = temp(edge.arguments().at(i));
      temps[parameter] =
          temps[parameter] == null ? argument : Value.either(temps[parameter], argument);
    }
  }

  Value temp(int temp) {
    Value value = temps[temp];
    return value == null ? Value.UNKNOWN : value;
  }

  List<Value> temps(Ints ints) {
    List<Value> values = new ArrayList<>(ints.size());
    for (int i = 0; i < ints.size(); i++) {
      values.add(temp(ints.at(i)));
    }
    return values;
  }

  /** Applies a statement; {@code types} are those before it. */
  void step(Statement statement, TypeFlow types) {
    switch (statement) {
      case Statement.Const s -> temps[s.result()] = of(s.constant());
      case Statement.Load s -> temps[s.result()] = locals.load(s.local());
      case Statement.Store s -> locals.store(s.local(), stored(temp(s.value())));
      case Statement.GetStatic s -> temps[s.result()] = ofStatic(s.field());
      case Statement.NewArray s -> {
        boolean small =
            temp(s.length()) instanceof Value.Number n
                && n.value() >= 0
                && n.value() <= MAX_ELEMENTS;
        if (small && holdsNames(s.elementDescriptor())) {
          int length = ((Value.Number) temp(s.length())).value();
          temps[s.result()] = new Value.Elements(java.util.Collections.nCopies(length, Value.NULL));
        }
      }
      case Statement.ArrayStore s -> storeElement(s);
      case Statement.Cast s -> temps[s.result()] = temps[s.value()];
      case Statement.New s -> {
        if (isBuilder(s.className())) {
          temps[s.result()] = new Value.Text("");
        }
      }
      case Statement.Invoke s -> invoke(s, types);
      case Statement.InvokeDynamic s -> {
        if (s.site().bootstrap().owner().equals("java/lang/invoke/StringConcatFactory")) {
          temps[s.result()] = concatenation(s.site(), temps(s.arguments()));
        }
      }
      case Statement.Unary _,
          Statement.Binary _,
          Statement.GetField _,
          Statement.PutField _,
          Statement.PutStatic _,
          Statement.ArrayLoad _,
          Statement.ArrayLength _,
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

  private static Value of(Constant constant) {
    return switch (constant) {
      case Constant.Null _ -> Value.NULL;
      case Constant.Int c -> new Value.Number(c.value());
      case Constant.Str c -> new Value.Text(c.value());
      case Constant.ClassRef c -> new Value.Literal(Descriptor.ofClass(c.name()));
      case Constant.Long _,
          Constant.Float _,
          Constant.Double _,
          Constant.MethodType _,
          Constant.Handle _,
          Constant.Dynamic _ ->
          null;
    };
  }

  /** {@code Integer.TYPE} and its like are how primitive class literals are compiled. */
  private static Value ofStatic(FieldRef field) {
    if (field.name().equals("TYPE") && field.owner().startsWith("java/lang/")) {
      String primitive = primitiveOf(field.owner().substring("java/lang/".length()));
      if (primitive != null) {
        return new Value.Literal(primitive);
      }
    }
    return holdsNames(field.descriptor()) ? new Value.StaticField(field) : null;
  }

  private static String primitiveOf(String box) {
    return switch (box) {
      case "Boolean" -> "Z";
      case "Byte" -> "B";
      case "Character" -> "C";
      case "Short" -> "S";
      case "Integer" -> "I";
      case "Long" -> "J";
      case "Float" -> "F";
      case "Double" -> "D";
      case "Void" -> "V";
      default -> null;
    };
  }

  /** Arrays and builders are mutable: a stored one may change through an alias. */
  private static Value stored(Value value) {
    return value instanceof Value.Elements ? Value.UNKNOWN : value;
  }

  private void storeElement(Statement.ArrayStore s) {
    if (temp(s.array()) instanceof Value.Elements array
        && temp(s.index()) instanceof Value.Number index
        && index.value() >= 0
        && index.value() < array.elements().size()) {
      List<Value> elements = new ArrayList<>(array.elements());
      elements.set(index.value(), temp(s.value()));
      temps[s.array()] = new Value.Elements(elements);
    } else {
      temps[s.array()] = null;
    }
  }

  /** Whether values of a type may be strings, classes or arrays of them. */
  static boolean holdsNames(String descriptor) {
    return switch (descriptor) {
      case "Ljava/lang/String;",
          "Ljava/lang/Class;",
          "Ljava/lang/Object;",
          "Ljava/lang/CharSequence;",
          "Ljava/lang/reflect/Type;",
          "[Ljava/lang/Class;",
          "[Ljava/lang/Object;",
          "[Ljava/lang/String;" ->
          true;
      default -> false;
    };
  }

  private static boolean isBuilder(String owner) {
    return owner.equals("java/lang/StringBuilder") || owner.equals("java/lang/StringBuffer");
  }

  private void invoke(Statement.Invoke s, TypeFlow types) {
    MethodRef method = s.method();
    if (isBuilder(method.owner())) {
      invokeBuilder(s);
      return;
    }
    if (s.result() == Statement.NONE) {
      return;
    }
    List<Value> arguments = temps(s.arguments());
    temps[s.result()] =
        switch (method.name()) {
          case "getClass" ->
              method.descriptor().equals("()Ljava/lang/Class;") && arguments.size() == 1
                  ? classOf(types.temp(s.arguments().at(0)))
                  : null;
          case "asSubclass", "intern", "toString", "trim", "cast" ->
              isTransparent(method) ? arguments.getFirst() : null;
          case "requireNonNull", "valueOf", "checkNotNull" ->
              !arguments.isEmpty() && isTransparent(method) ? arguments.getFirst() : null;
          case "concat" ->
              method.owner().equals("java/lang/String") ? Value.concat(arguments) : null;
          case "replace" -> replace(method, arguments);
          case "getName", "getTypeName", "getCanonicalName" ->
              method.owner().equals("java/lang/Class") ? nameOf(arguments.getFirst()) : null;
          default ->
              ReflectiveCall.of(method) == ReflectiveCall.FIND_CLASS
                  ? new Value.Named(
                      arguments.get(ReflectiveCall.FIND_CLASS.nameArgument(method, s.kind())))
                  : null;
        };
  }

  /** Calls that return their first operand, or a string that reads the same. */
  private static boolean isTransparent(MethodRef method) {
    return switch (method.owner()) {
      case "java/lang/String" ->
          !method.name().equals("valueOf")
              || method.descriptor().equals("(Ljava/lang/Object;)Ljava/lang/String;");
      case "java/lang/Class" -> method.name().equals("asSubclass");
      case "java/util/Objects" -> method.name().equals("requireNonNull");
      default -> false;
    };
  }

  /** The class of an object of this type, null when nothing is known. */
  static Value classOf(VType type) {
    return switch (type) {
      case VType.Class c -> new Value.ClassOf(c.name());
      case VType.Join _ -> new Value.ClassOf("java/lang/Object");
      case null -> null;
      case VType.Null _, VType.Uninit _, VType.UninitThis _, VType.Primitive _ -> null;
    };
  }

  private static Value nameOf(Value type) {
    return switch (type) {
      case Value.Literal(String descriptor) when descriptor.startsWith("L") ->
          new Value.Text(Descriptor.className(descriptor).replace('/', '.'));
      case Value.Named named -> named.name();
      case Value value when value.known() -> new Value.NameOf(value);
      case Value _ -> null;
    };
  }

  private static Value replace(MethodRef method, List<Value> arguments) {
    if (!method.owner().equals("java/lang/String")
        || !(arguments.get(1) instanceof Value.Number from)
        || !(arguments.get(2) instanceof Value.Number to)) {
      return null;
    }
    return switch (arguments.getFirst()) {
      case Value.Text text ->
          new Value.Text(text.text().replace((char) from.value(), (char) to.value()));
      case Value.NameOf name -> name;
      case Value _ -> null;
    };
  }

  private void invokeBuilder(Statement.Invoke s) {
    int receiver = s.arguments().at(0);
    Value sum = temps[receiver];
    switch (s.method().name()) {
      case "<init>" -> {
        if (s.method().descriptor().equals("(Ljava/lang/String;)V")) {
          temps[receiver] = Value.concat(List.of(temp(s.arguments().at(1))));
        }
      }
      case "append" -> {
        Value added =
            s.arguments().size() == 2 ? appended(s.method(), temp(s.arguments().at(1))) : null;
        temps[receiver] =
            sum == null ? null : Value.concat(List.of(sum, added == null ? Value.UNKNOWN : added));
        if (s.result() != Statement.NONE) {
          temps[s.result()] = temps[receiver];
        }
      }
      case "toString" -> temps[s.result()] = sum;
      default -> temps[receiver] = null;
    }
  }

  private static Value appended(MethodRef append, Value value) {
    return append.descriptor().startsWith("(C)") && value instanceof Value.Number n
        ? new Value.Text(String.valueOf((char) n.value()))
        : value;
  }

  /**
   * The value of a string concatenation by recipe: {@code \1} an argument, {@code \2} a constant.
   */
  private static Value concatenation(Constant.Dynamic site, List<Value> arguments) {
    if (site.arguments().isEmpty()
        || !(site.arguments().getFirst() instanceof Constant.Str recipe)) {
      return Value.concat(arguments);
    }
    List<Value> parts = new ArrayList<>();
    int argument = 0;
    int constant = 1;
    int from = 0;
    String text = recipe.value();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 2 || c == 0) {
        continue;
      }
      parts.add(new Value.Text(text.substring(from, i)));
      from = i + 1;
      Value part =
          c == 1
              ? arguments.get(argument++)
              : constant < site.arguments().size() ? of(site.arguments().get(constant++)) : null;
      parts.add(part == null ? Value.UNKNOWN : part);
    }
    parts.add(new Value.Text(text.substring(from)));
    return Value.concat(parts);
  }
}
