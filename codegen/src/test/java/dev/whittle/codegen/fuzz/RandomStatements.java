package dev.whittle.codegen.fuzz;

import static dev.whittle.codegen.fuzz.Types.BASE;
import static dev.whittle.codegen.fuzz.Types.DERIVED;
import static dev.whittle.codegen.fuzz.Types.OBJECT;
import static dev.whittle.codegen.fuzz.Types.STRING;
import static dev.whittle.codegen.fuzz.Types.TRACE;

import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.UnaryOp;
import dev.whittle.ir.code.VType;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The statements of random functions. */
final class RandomStatements {
  private static final List<FieldRef> FIELDS =
      List.of(
          new FieldRef(BASE, "anInt", "I"),
          new FieldRef(BASE, "aLong", "J"),
          new FieldRef(BASE, "aFloat", "F"),
          new FieldRef(BASE, "aDouble", "D"),
          new FieldRef(BASE, "aByte", "B"),
          new FieldRef(BASE, "aChar", "C"),
          new FieldRef(BASE, "aBoolean", "Z"),
          new FieldRef(BASE, "anObject", "Ljava/lang/Object;"));
  private static final List<MethodRef> STATIC_CALLS =
      List.of(
          trace("note", "(I)V"),
          trace("note", "(J)V"),
          trace("note", "(F)V"),
          trace("note", "(D)V"),
          trace("note", "(Ljava/lang/Object;)V"),
          trace("note", "(Ljava/lang/Object;)V"),
          trace("flag", "(Z)Z"),
          trace("octet", "(B)B"),
          trace("letter", "(C)C"),
          trace("small", "(S)S"),
          trace("fail", "(I)I"),
          trace("held", "(Ljava/lang/Object;)V"),
          trace("fail", "(I)I"),
          trace("mix", "(IJFDLjava/lang/Object;I)J"),
          trace("join", "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;"),
          new MethodRef("java/lang/Math", "max", "(JJ)J", OwnerKind.CLASS));
  private static final List<MethodRef> VIRTUAL_CALLS =
      List.of(
          new MethodRef(BASE, "value", "(I)I", OwnerKind.CLASS),
          new MethodRef(DERIVED, "value", "(I)I", OwnerKind.CLASS),
          new MethodRef(STRING, "length", "()I", OwnerKind.CLASS),
          new MethodRef(STRING, "charAt", "(I)C", OwnerKind.CLASS),
          new MethodRef(STRING, "equals", "(Ljava/lang/Object;)Z", OwnerKind.CLASS));
  private static final List<MethodRef> INTERFACE_CALLS =
      List.of(
          new MethodRef(Types.SHAPE, "area", "(J)J", OwnerKind.INTERFACE),
          new MethodRef(Types.SHAPE, "corners", "()I", OwnerKind.INTERFACE));

  private final Dice dice;
  private final Surroundings around;
  private final RandomValues values;

  RandomStatements(Dice dice, Surroundings around, RandomValues values) {
    this.dice = dice;
    this.around = around;
    this.values = values;
  }

  private static MethodRef trace(String name, String descriptor) {
    return new MethodRef(TRACE, name, descriptor, OwnerKind.CLASS);
  }

  /** So many statements, or more where they need operands. */
  void some(int count) {
    for (int i = 0; i < count; i++) {
      one();
    }
  }

  private void one() {
    switch (dice.below(26)) {
      case 0, 1, 2 -> arithmetic();
      case 3 -> unary();
      case 4, 5, 6 -> storeSomething();
      case 7 -> loadSomething();
      case 8 -> increment();
      case 9 -> field();
      case 10 -> staticField();
      case 11, 12 -> element();
      case 13 -> construct();
      case 14 -> test();
      case 15, 16, 17 -> call(dice.of(STATIC_CALLS), Statement.InvokeKind.STATIC);
      case 18 -> call(dice.of(VIRTUAL_CALLS), Statement.InvokeKind.VIRTUAL);
      case 19 -> own();
      case 20 -> call(dice.of(INTERFACE_CALLS), Statement.InvokeKind.INTERFACE);
      case 21 -> dynamic();
      case 22 -> lock();
      case 23 -> discard();
      case 24 -> hint();
      default -> constants();
    }
  }

  private void arithmetic() {
    BinaryOp op = dice.of(BinaryOp.values());
    int left = values.want(VType.of(op.left()));
    values.binary(op, left, values.want(VType.of(op.right())));
  }

  private void unary() {
    UnaryOp op = dice.of(UnaryOp.values());
    values.unary(op, values.want(VType.of(op.operand())));
  }

  private void storeSomething() {
    int local = dice.below(values.localCount());
    Kind kind = values.local(local).kind();
    int[] raw = values.raw();
    boolean isRaw = kind == Kind.REFERENCE && raw.length > 0 && dice.oneIn(2);
    VType type = kind == Kind.REFERENCE ? values.anyClass() : VType.of(kind);
    int value = isRaw ? raw[dice.below(raw.length)] : values.want(type);
    if (values.mayStore(local, values.type(value))) {
      values.store(local, value);
    }
  }

  private void loadSomething() {
    int local = dice.below(values.localCount());
    if (values.assigned(local) != null) {
      values.load(local);
    }
  }

  private void increment() {
    for (int i = 1; i < values.localCount(); i++) {
      boolean isInt = values.assigned(i) == VType.Primitive.INT;
      if (isInt && values.mayStore(i, VType.Primitive.INT) && dice.oneIn(2)) {
        values.add(new Statement.Increment(i, dice.oneIn(4) ? (short) dice.anyInt() : 1));
        return;
      }
    }
  }

  private void field() {
    boolean isOwn = !around.constructors().isEmpty() && dice.oneIn(2);
    if (values.isThisRaw() && dice.oneIn(2)) {
      put(dice.of(around.fields()), values.loadRawThis());
    } else if (isOwn) {
      access(dice.of(around.fields()), values.want(new VType.Class(around.owner())));
    } else {
      access(dice.of(FIELDS), values.want(new VType.Class(BASE)));
    }
  }

  private void access(FieldRef field, int object) {
    if (dice.oneIn(2)) {
      int temp = values.fresh(VType.of(field.descriptor()));
      values.add(new Statement.GetField(temp, field, object));
    } else {
      put(field, object);
    }
  }

  private void put(FieldRef field, int object) {
    values.add(new Statement.PutField(field, object, values.wantDescriptor(field.descriptor())));
  }

  private void staticField() {
    FieldRef field = dice.of(RandomValues.STATICS);
    if (dice.oneIn(2)) {
      values.getStatic(field);
    } else {
      values.add(new Statement.PutStatic(field, values.wantDescriptor(field.descriptor())));
    }
  }

  private void element() {
    List<String> arrays = Types.CLASSES.stream().filter(name -> name.startsWith("[")).toList();
    int array = values.want(new VType.Class(dice.of(arrays)));
    if (!(values.type(array) instanceof VType.Class(String name))) {
      return;
    }
    String element = name.substring(1);
    ElementKind kind = elementKind(element);
    int index =
        dice.oneIn(3)
            ? values.want(VType.Primitive.INT)
            : values.constant(new Constant.Int(dice.below(3)));
    switch (dice.below(5)) {
      case 0, 1 -> {
        VType type = VType.of(element);
        int temp = values.fresh(type);
        values.add(new Statement.ArrayLoad(temp, kind, array, index));
      }
      case 2 -> {
        int temp = values.fresh(VType.Primitive.INT);
        values.add(new Statement.ArrayLength(temp, array));
      }
      default -> {
        VType type = kind == ElementKind.REFERENCE ? values.anyClass() : VType.of(kind.kind());
        values.add(new Statement.ArrayStore(kind, array, index, values.want(type)));
      }
    }
  }

  private static ElementKind elementKind(String element) {
    return switch (element) {
      case "I" -> ElementKind.INT;
      case "J" -> ElementKind.LONG;
      case "F" -> ElementKind.FLOAT;
      case "D" -> ElementKind.DOUBLE;
      case "B", "Z" -> ElementKind.BYTE;
      case "C" -> ElementKind.CHAR;
      case "S" -> ElementKind.SHORT;
      default -> ElementKind.REFERENCE;
    };
  }

  /** Allocates, or initializes what was allocated. */
  private void construct() {
    int[] raw = values.ofBlock().filter(t -> values.type(t) instanceof VType.Uninit).toArray();
    if (raw.length > 0 && !dice.oneIn(3)) {
      values.initialize(raw[dice.below(raw.length)]);
    } else if (dice.oneIn(2)) {
      for (int i = 0; i < values.localCount(); i++) {
        if (values.assigned(i) instanceof VType.Uninit) {
          values.initialize(values.load(i));
          return;
        }
      }
    } else {
      values.allocate(dice.of(values.constructed()));
    }
  }

  private void test() {
    String type = dice.of(Types.CLASSES);
    int value = values.want(values.anyClass());
    boolean isCast = dice.oneIn(2);
    int temp = values.fresh(isCast ? new VType.Class(type) : VType.Primitive.INT);
    values.add(
        isCast
            ? new Statement.Cast(temp, type, value)
            : new Statement.InstanceOf(temp, type, value));
  }

  private void call(MethodRef method, Statement.InvokeKind kind) {
    Ints arguments =
        kind == Statement.InvokeKind.STATIC
            ? values.arguments(method.descriptor())
            : values.arguments(method.descriptor(), values.want(new VType.Class(method.owner())));
    values.add(new Statement.Invoke(result(method.descriptor()), kind, method, arguments));
  }

  private int result(String descriptor) {
    String type = Descriptor.returnType(descriptor);
    return type.equals("V") ? Statement.NONE : values.fresh(VType.of(type));
  }

  private void own() {
    if (around.functions().isEmpty()) {
      return;
    }
    FunctionDef function = dice.of(around.functions());
    call(
        new MethodRef(around.owner(), function.name(), function.descriptor(), OwnerKind.CLASS),
        Statement.InvokeKind.STATIC);
  }

  private void dynamic() {
    if (around.version() < 51 || !dice.oneIn(8)) {
      return; // Linking is slow.
    }
    String descriptor = dice.of("()V", "(IJ)I", "(DLjava/lang/Object;)Ljava/lang/String;", "(Z)J");
    Constant.Dynamic site =
        new Constant.Dynamic(
            "site" + dice.below(3),
            descriptor,
            bootstrap(
                "link",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                    + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)"
                    + "Ljava/lang/invoke/CallSite;"),
            dice.list(3, () -> poolConstant(around.version())));
    Ints arguments = values.arguments(descriptor);
    values.add(new Statement.InvokeDynamic(result(descriptor), site, arguments));
  }

  static Constant.Handle bootstrap(String name, String descriptor) {
    return new Constant.Handle(
        Constant.HandleKind.INVOKE_STATIC, TRACE, name, descriptor, OwnerKind.CLASS);
  }

  private Constant poolConstant(int allowed) {
    return switch (dice.below(allowed >= 55 ? 7 : 6)) {
      case 0 -> new Constant.Long(dice.anyLong());
      case 1 -> new Constant.Str(dice.of("", "s"));
      case 2 -> new Constant.ClassRef(dice.of(Types.CLASSES));
      case 3 -> new Constant.MethodType(dice.of("()V", "(I[J)Ljava/lang/String;"));
      case 4 -> bootstrap("fail", "(I)I");
      case 5 -> new Constant.Double(Double.doubleToLongBits(2.5));
      default ->
          new Constant.Dynamic(
              "d" + dice.below(3),
              dice.of("I", "Ljava/lang/String;"),
              bootstrap(
                  "constant",
                  "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                      + "[Ljava/lang/Object;)Ljava/lang/Object;"),
              dice.list(2, () -> poolConstant(51)));
    };
  }

  private void constants() {
    if (around.version() < 51 || !dice.oneIn(4)) {
      values.constant(
          around.version() < 49 ? new Constant.Int(dice.anyInt()) : new Constant.ClassRef(OBJECT));
    } else {
      values.constant(poolConstant(around.version()));
    }
  }

  /** Balanced, with nothing between that throws. */
  private void lock() {
    int object = values.want(values.anyClass());
    int number = values.want(VType.Primitive.INT);
    values.add(new Statement.MonitorEnter(object));
    if (dice.oneIn(2)) {
      values.binary(BinaryOp.IADD, number, values.constant(new Constant.Int(3)));
    }
    values.add(new Statement.MonitorExit(object));
  }

  /** Keeps an uninitialized {@code this} in another local too, perhaps only there. */
  void moveThis() {
    int[] fitting =
        IntStream.range(1, values.localCount())
            .filter(i -> values.local(i).kind() == Kind.REFERENCE)
            .filter(i -> values.mayStore(i, new VType.UninitThis()))
            .toArray();
    if (fitting.length > 0) {
      values.store(fitting[dice.below(fitting.length)], values.loadRawThis());
      int other = values.want(values.anyClass());
      if (dice.oneIn(2) && values.mayStore(0, values.type(other))) {
        values.store(0, other);
      }
    }
  }

  /** Notes whether the object in a local is locked. */
  void held(int local) {
    Ints object = Ints.of(values.load(local));
    MethodRef method = trace("held", "(Ljava/lang/Object;)V");
    values.add(new Statement.Invoke(Statement.NONE, Statement.InvokeKind.STATIC, method, object));
  }

  private int anyTemp() {
    int[] all = values.ofBlock().toArray();
    return all.length == 0 ? values.want(VType.Primitive.INT) : all[dice.below(all.length)];
  }

  private int words(int temp) {
    return values.type(temp).kind().slots();
  }

  private void discard() {
    int first = anyTemp();
    int second = anyTemp();
    boolean two = words(first) == 1 && words(second) == 1 && dice.oneIn(3);
    values.add(new Statement.Discard(two ? Ints.of(first, second) : Ints.of(first)));
  }

  private void hint() {
    ShuffleForm form = dice.of(ShuffleForm.values());
    List<Integer> moved = new ArrayList<>();
    if (fill(moved, form.skippedWords()) && fill(moved, form.copiedWords())) {
      values.add(new Statement.Shuffle(form, Ints.of(moved.stream().mapToInt(i -> i).toArray())));
    }
  }

  private boolean fill(List<Integer> moved, int words) {
    int left = words;
    for (int tries = 0; left > 0 && tries < 20; tries++) {
      int temp = anyTemp();
      if (words(temp) <= left) {
        moved.add(temp);
        left -= words(temp);
      }
    }
    return left == 0;
  }
}
