package dev.whittle.ir.summary;

import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.code.BinaryOp;
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
 * edges, all of which come from earlier blocks; {@link LocalValues} says what locals hold, {@link
 * Builders} what string builders do, {@link KnownCalls} what calls return.
 */
final class ValueFlow {
  private static final int MAX_ELEMENTS = 32;

  private final Value[] temps;
  private final LocalValues locals;
  private int builderCount;

  /** Null for a body without any. */
  private Builders builders;

  ValueFlow(Body body) {
    this.temps = new Value[body.tempCount()];
    this.locals = new LocalValues(body);
  }

  /** There will be this store. */
  void announce(Statement.Store store) {
    locals.announce(store);
  }

  /** There will be this object. */
  void announce(Statement.New made) {
    if (Builders.isBuilder(made.className())) {
      builderCount++;
    }
  }

  /** All is announced. */
  void begin(Body body) {
    builders = builderCount == 0 ? null : new Builders(body, builderCount);
  }

  void enter(int index, Block block) {
    locals.enter(index);
    if (builders != null) {
      builders.enter(index);
    }
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
    if (builders != null) {
      builders.leave(edge);
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
      case Statement.Load s -> load(s);
      case Statement.Store s -> store(s);
      case Statement.GetStatic s -> temps[s.result()] = ofStatic(s.field());
      case Statement.GetField s -> temps[s.result()] = ofField(s.field());
      case Statement.Binary s -> {
        if (s.op() == BinaryOp.IADD) {
          temps[s.result()] = KnownCalls.increment(temp(s.left()), temp(s.right()));
        }
      }
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
        if (Builders.isBuilder(s.className())) {
          builders.make(s.result());
        }
      }
      case Statement.Invoke s -> call(s, types);
      case Statement.InvokeDynamic s -> {
        if (s.site().bootstrap().owner().equals("java/lang/invoke/StringConcatFactory")) {
          temps[s.result()] = concatenation(s.site(), temps(s.arguments()));
        }
      }
      case Statement.Unary _,
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
    return ofField(field);
  }

  private static Value ofField(FieldRef field) {
    return KnownCalls.isName(field.descriptor()) ? new Value.Field(field) : null;
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

  /** Arrays are mutable: a stored one may change through an alias. */
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

  void load(Statement.Load s) {
    temps[s.result()] = locals.load(s.local());
  }

  void store(Statement.Store s) {
    locals.store(s.local(), stored(temp(s.value())));
  }

  void call(Statement.Invoke s, TypeFlow types) {
    if (Builders.isBuilder(s.method().owner())) {
      Value made = builders == null ? null : builders.call(s, temps(s.arguments()));
      if (s.result() != Statement.NONE) {
        temps[s.result()] = made;
      }
      return;
    }
    if (s.result() == Statement.NONE) {
      return;
    }
    boolean isGetClass =
        s.method().name().equals("getClass")
            && s.method().descriptor().equals("()Ljava/lang/Class;")
            && s.arguments().size() == 1;
    if (isGetClass) {
      temps[s.result()] = classOf(types.temp(s.arguments().at(0)));
    } else {
      temps[s.result()] =
          KnownCalls.mayKnow(s.method())
              ? KnownCalls.result(s.method(), s.kind(), temps(s.arguments()))
              : null;
    }
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
