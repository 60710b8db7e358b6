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
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.UnaryOp;
import dev.whittle.ir.code.VType;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The statements of random functions, with the types of all temps and locals at the place where the
 * next one will stand.
 */
final class RandomStatements {
  private static final List<FieldRef> STATICS =
      List.of(
          new FieldRef(TRACE, "anInt", "I"),
          new FieldRef(TRACE, "aLong", "J"),
          new FieldRef(TRACE, "aFloat", "F"),
          new FieldRef(TRACE, "aDouble", "D"),
          new FieldRef(TRACE, "aByte", "B"),
          new FieldRef(TRACE, "aChar", "C"),
          new FieldRef(TRACE, "aShort", "S"),
          new FieldRef(TRACE, "aBoolean", "Z"),
          new FieldRef(TRACE, "anObject", "Ljava/lang/Object;"),
          new FieldRef(TRACE, "aString", "Ljava/lang/String;"),
          new FieldRef(TRACE, "ints", "[I"));
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
  private final String owner;
  private final int version;
  private final List<FunctionDef> callable;
  private final List<Local> locals;
  private final List<VType> temps = new ArrayList<>();

  /** What is constructed at each site, by temp. */
  private final Map<Integer, String> sites = new TreeMap<>();

  private int firstOfBlock;
  private VType[] assigned;
  private Map<Integer, List<VType>> frozen;
  private List<Statement> code;

  RandomStatements(
      Dice dice, String owner, int version, List<FunctionDef> callable, List<Local> locals) {
    this.dice = dice;
    this.owner = owner;
    this.version = version;
    this.callable = callable;
    this.locals = locals;
  }

  private static MethodRef trace(String name, String descriptor) {
    return new MethodRef(TRACE, name, descriptor, OwnerKind.CLASS);
  }

  int tempCount() {
    return temps.size();
  }

  /**
   * Starts a block.
   *
   * @param frozen what handlers claim of locals: stores have to leave it true
   */
  List<Block.Parameter> enter(
      List<VType> parameters, Map<Integer, VType> entry, Map<Integer, List<VType>> frozen) {
    this.frozen = frozen;
    assigned = new VType[locals.size()];
    entry.forEach((local, type) -> assigned[local] = type);
    code = new ArrayList<>();
    firstOfBlock = temps.size();
    return parameters.stream().map(type -> new Block.Parameter(fresh(type), type)).toList();
  }

  /** Ends the block, whose statements these are; its terminator may still ask for types. */
  List<Statement> leave() {
    return code;
  }

  private int fresh(VType type) {
    temps.add(type);
    return temps.size() - 1;
  }

  /** The locals that are assigned. */
  Map<Integer, VType> present() {
    Map<Integer, VType> present = new TreeMap<>();
    for (int i = 0; i < assigned.length; i++) {
      if (assigned[i] != null) {
        present.put(i, assigned[i]);
      }
    }
    return present;
  }

  /** Types of some temps, as they lie. */
  List<VType> someTemps(int max) {
    List<VType> all = temps.subList(firstOfBlock, temps.size());
    int count = Math.min(all.size(), dice.below(max + 1));
    List<VType> chosen = new ArrayList<>(all.subList(all.size() - count, all.size()));
    if (count > 1 && dice.oneIn(4)) {
      chosen.add(chosen.removeFirst());
    }
    return chosen;
  }

  boolean holds(Map<Integer, VType> claimed) {
    return claimed.entrySet().stream()
        .allMatch(
            e ->
                assigned[e.getKey()] != null
                    && Types.isAssignable(assigned[e.getKey()], e.getValue()));
  }

  /** Stores what is missing; false when that is not possible. */
  boolean bringAbout(Map<Integer, VType> claimed) {
    claimed.forEach(
        (local, type) -> {
          boolean is = assigned[local] != null && Types.isAssignable(assigned[local], type);
          if (!is && !Types.isUninit(type) && mayStore(local, type)) {
            store(local, want(type));
          }
        });
    return holds(claimed);
  }

  /** A temp of a parameter's type, -1 when there is none and none can be made. */
  int argument(VType type) {
    int known = known(type, 2);
    return known >= 0 ? known : Types.isUninit(type) ? -1 : want(type);
  }

  private boolean mayStore(int local, VType type) {
    return local != 0
        && frozen.entrySet().stream()
            .allMatch(
                e ->
                    e.getKey() == local
                        ? e.getValue().stream().allMatch(t -> Types.isAssignable(type, t))
                        : !locals.get(e.getKey()).overlaps(locals.get(local)));
  }

  private void store(int local, int temp) {
    code.add(new Statement.Store(local, temp));
    for (int i = 0; i < assigned.length; i++) {
      if (locals.get(i).overlaps(locals.get(local))) {
        assigned[i] = null;
      }
    }
    assigned[local] = temps.get(temp);
  }

  int load(int local) {
    int temp = fresh(assigned[local]);
    code.add(new Statement.Load(temp, local));
    return temp;
  }

  void useFuel(int local) {
    code.add(new Statement.Increment(local, -1));
  }

  /** A temp of the block that may stand for the type, mostly a young one; -1 when there is none. */
  private int known(VType type, int unlikely) {
    int[] fitting =
        IntStream.range(firstOfBlock, temps.size())
            .filter(t -> Types.isAssignable(temps.get(t), type))
            .toArray();
    if (fitting.length == 0) {
      return -1;
    }
    int back = dice.oneIn(unlikely) ? dice.below(fitting.length) : 0;
    return fitting[fitting.length - 1 - back];
  }

  /** A temp of this type, which is not uninitialized. */
  int want(VType type) {
    int known = dice.oneIn(3) ? -1 : known(type, 3);
    if (known >= 0) {
      return known;
    }
    int[] fitting =
        IntStream.range(0, assigned.length)
            .filter(i -> assigned[i] != null && Types.isAssignable(assigned[i], type))
            .toArray();
    if (fitting.length > 0 && !dice.oneIn(3)) {
      return load(fitting[dice.below(fitting.length)]);
    }
    return make(type);
  }

  /** A reference to compare; the verifier of old classes (JVMS 4.10.2) wants it whole. */
  int wantReference() {
    int[] fitting =
        IntStream.range(firstOfBlock, temps.size())
            .filter(t -> temps.get(t).kind() == Kind.REFERENCE)
            .filter(t -> version >= 50 || !Types.isUninit(temps.get(t)))
            .toArray();
    return fitting.length > 0 && !dice.oneIn(3)
        ? fitting[dice.below(fitting.length)]
        : want(anyClass());
  }

  private VType anyClass() {
    return new VType.Class(dice.of(Types.CLASSES));
  }

  /** A temp of this descriptor; ints are narrowed first, as the JVM expects. */
  int wantDescriptor(String type) {
    int value = want(VType.of(type));
    return switch (type) {
      case "Z" -> binary(BinaryOp.IAND, value, constant(new Constant.Int(1)));
      case "B" -> unary(UnaryOp.I2B, value);
      case "C" -> unary(UnaryOp.I2C, value);
      case "S" -> unary(UnaryOp.I2S, value);
      default -> value;
    };
  }

  private int constant(Constant constant) {
    int temp = fresh(VType.of(constant));
    code.add(new Statement.Const(temp, constant));
    return temp;
  }

  private int unary(UnaryOp op, int operand) {
    int temp = fresh(VType.of(op.result()));
    code.add(new Statement.Unary(temp, op, operand));
    return temp;
  }

  private int binary(BinaryOp op, int left, int right) {
    int temp = fresh(VType.of(op.result()));
    code.add(new Statement.Binary(temp, op, left, right));
    return temp;
  }

  private int make(VType type) {
    return switch (type) {
      case VType.Primitive primitive -> number(primitive);
      case VType.Class(String name) -> object(name);
      case VType.Null _ -> constant(new Constant.Null());
      case VType.Join _, VType.Uninit _, VType.UninitThis _ ->
          throw new IllegalStateException(type.toString());
    };
  }

  private int number(VType.Primitive type) {
    if (dice.oneIn(6)) {
      List<FieldRef> fields =
          STATICS.stream().filter(f -> VType.of(f.descriptor()) == type).toList();
      return getStatic(dice.of(fields));
    }
    if (dice.oneIn(5)) {
      List<UnaryOp> ops =
          Arrays.stream(UnaryOp.values()).filter(op -> op.result() == type.kind()).toList();
      UnaryOp op = dice.of(ops);
      int known = known(VType.of(op.operand()), 2);
      if (known >= 0) {
        return unary(op, known);
      }
    }
    return constant(
        switch (type) {
          case INT -> new Constant.Int(dice.oneIn(2) ? dice.below(8) - 2 : dice.anyInt());
          case LONG -> new Constant.Long(dice.anyLong());
          case FLOAT ->
              new Constant.Float(
                  Float.floatToIntBits(dice.of(0f, 1f, 2f, -0f, 3.5f, (float) dice.anyInt())));
          case DOUBLE ->
              new Constant.Double(
                  Double.doubleToLongBits(dice.of(0d, 1d, -0d, 2.5, (double) dice.anyLong())));
        });
  }

  private int getStatic(FieldRef field) {
    int temp = fresh(VType.of(field.descriptor()));
    code.add(new Statement.GetStatic(temp, field));
    return temp;
  }

  private int object(String name) {
    if (dice.oneIn(9)) {
      return constant(new Constant.Null());
    }
    switch (name) {
      case "java/lang/Class" -> {
        return constant(new Constant.ClassRef(OBJECT));
      }
      case "java/lang/invoke/MethodType" -> {
        return constant(new Constant.MethodType("()V"));
      }
      case "java/lang/invoke/MethodHandle" -> {
        return constant(bootstrap("fail", "(I)I"));
      }
      case String other when other.startsWith("[") -> {
        return array(name);
      }
      default -> {}
    }
    List<String> concrete =
        List.of(BASE, DERIVED, Types.STATE, "java/lang/ArithmeticException").stream()
            .filter(sub -> Types.isSubtype(sub, name))
            .toList();
    if (concrete.isEmpty() || name.equals(OBJECT) && dice.oneIn(2)) {
      return name.equals(OBJECT) && dice.oneIn(3) ? array("[I") : text();
    }
    int raw = allocate(dice.of(concrete));
    initialize(raw);
    return raw;
  }

  private int text() {
    return constant(new Constant.Str(dice.of("", "a", "text", "\ud800\0", "y".repeat(9))));
  }

  private int length() {
    return dice.oneIn(4)
        ? binary(BinaryOp.IAND, want(VType.Primitive.INT), constant(new Constant.Int(7)))
        : constant(new Constant.Int(dice.oneIn(15) ? -1 : dice.below(6)));
  }

  private int array(String type) {
    String element = type.substring(1);
    if (element.startsWith("[") && dice.oneIn(2)) {
      int[] lengths = dice.oneIn(2) ? new int[] {length()} : new int[] {length(), length()};
      int temp = fresh(new VType.Class(type));
      code.add(new Statement.NewMultiArray(temp, type, Ints.of(lengths)));
      return temp;
    }
    int length = length();
    int temp = fresh(new VType.Class(type));
    code.add(new Statement.NewArray(temp, element, length));
    return temp;
  }

  private int allocate(String name) {
    int temp = temps.size();
    fresh(new VType.Uninit(temp));
    sites.put(temp, name);
    code.add(new Statement.New(temp, name));
    return temp;
  }

  private void initialize(int raw) {
    VType before = temps.get(raw);
    String name = sites.get(((VType.Uninit) before).site());
    String descriptor =
        switch (name) {
          case BASE -> dice.of("()V", "(I)V", "(DLjava/lang/Object;J)V");
          case DERIVED -> dice.of("()V", "(I)V");
          default -> dice.of("()V", "(Ljava/lang/String;)V");
        };
    MethodRef constructor = new MethodRef(name, "<init>", descriptor, OwnerKind.CLASS);
    Ints arguments = arguments(descriptor, raw);
    code.add(
        new Statement.Invoke(Statement.NONE, Statement.InvokeKind.SPECIAL, constructor, arguments));
    VType after = new VType.Class(name);
    temps.replaceAll(type -> type.equals(before) ? after : type);
    for (int i = 0; i < assigned.length; i++) {
      assigned[i] = before.equals(assigned[i]) ? after : assigned[i];
    }
  }

  private Ints arguments(String descriptor, int... receiver) {
    return Ints.of(
        IntStream.concat(
                Arrays.stream(receiver),
                Descriptor.parameters(descriptor).stream().mapToInt(this::wantDescriptor))
            .toArray());
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
    int left = want(VType.of(op.left()));
    binary(op, left, want(VType.of(op.right())));
  }

  private void unary() {
    UnaryOp op = dice.of(UnaryOp.values());
    unary(op, want(VType.of(op.operand())));
  }

  private void storeSomething() {
    int local = dice.below(locals.size());
    Kind kind = locals.get(local).kind();
    int[] raw =
        IntStream.range(firstOfBlock, temps.size())
            .filter(t -> Types.isUninit(temps.get(t)))
            .toArray();
    boolean isRaw = kind == Kind.REFERENCE && raw.length > 0 && dice.oneIn(2);
    VType type = kind == Kind.REFERENCE ? anyClass() : VType.of(kind);
    int value = isRaw ? raw[dice.below(raw.length)] : want(type);
    if (mayStore(local, temps.get(value))) {
      store(local, value);
    }
  }

  private void loadSomething() {
    int local = dice.below(assigned.length);
    if (assigned[local] != null) {
      load(local);
    }
  }

  private void increment() {
    for (int i = 1; i < assigned.length; i++) {
      if (assigned[i] == VType.Primitive.INT && dice.oneIn(2)) {
        code.add(new Statement.Increment(i, dice.oneIn(4) ? (short) dice.anyInt() : 1));
        return;
      }
    }
  }

  private void field() {
    FieldRef field = dice.of(FIELDS);
    int object = want(new VType.Class(BASE));
    if (dice.oneIn(2)) {
      int temp = fresh(VType.of(field.descriptor()));
      code.add(new Statement.GetField(temp, field, object));
    } else {
      code.add(new Statement.PutField(field, object, wantDescriptor(field.descriptor())));
    }
  }

  private void staticField() {
    FieldRef field = dice.of(STATICS);
    if (dice.oneIn(2)) {
      getStatic(field);
    } else {
      code.add(new Statement.PutStatic(field, wantDescriptor(field.descriptor())));
    }
  }

  private void element() {
    List<String> arrays = Types.CLASSES.stream().filter(name -> name.startsWith("[")).toList();
    int array = want(new VType.Class(dice.of(arrays)));
    if (!(temps.get(array) instanceof VType.Class(String name))) {
      return;
    }
    String element = name.substring(1);
    ElementKind kind = elementKind(element);
    int index =
        dice.oneIn(3) ? want(VType.Primitive.INT) : constant(new Constant.Int(dice.below(3)));
    switch (dice.below(5)) {
      case 0, 1 -> {
        VType type = VType.of(element);
        int temp = fresh(type);
        code.add(new Statement.ArrayLoad(temp, kind, array, index));
      }
      case 2 -> {
        int temp = fresh(VType.Primitive.INT);
        code.add(new Statement.ArrayLength(temp, array));
      }
      default -> {
        VType type = kind == ElementKind.REFERENCE ? anyClass() : VType.of(kind.kind());
        code.add(new Statement.ArrayStore(kind, array, index, want(type)));
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
    int[] raw =
        IntStream.range(firstOfBlock, temps.size())
            .filter(t -> Types.isUninit(temps.get(t)))
            .toArray();
    if (raw.length > 0 && !dice.oneIn(3)) {
      initialize(raw[dice.below(raw.length)]);
    } else if (dice.oneIn(2)) {
      for (int i = 0; i < assigned.length; i++) {
        if (assigned[i] != null && Types.isUninit(assigned[i])) {
          initialize(load(i));
          return;
        }
      }
    } else {
      allocate(dice.of(BASE, DERIVED, Types.STATE));
    }
  }

  private void test() {
    String type = dice.of(Types.CLASSES);
    int value = want(anyClass());
    boolean isCast = dice.oneIn(2);
    int temp = fresh(isCast ? new VType.Class(type) : VType.Primitive.INT);
    code.add(
        isCast
            ? new Statement.Cast(temp, type, value)
            : new Statement.InstanceOf(temp, type, value));
  }

  private void call(MethodRef method, Statement.InvokeKind kind) {
    Ints arguments =
        kind == Statement.InvokeKind.STATIC
            ? arguments(method.descriptor())
            : arguments(method.descriptor(), want(new VType.Class(method.owner())));
    code.add(new Statement.Invoke(result(method.descriptor()), kind, method, arguments));
  }

  private int result(String descriptor) {
    String type = Descriptor.returnType(descriptor);
    return type.equals("V") ? Statement.NONE : fresh(VType.of(type));
  }

  private void own() {
    if (callable.isEmpty()) {
      return;
    }
    FunctionDef function = dice.of(callable);
    call(
        new MethodRef(owner, function.name(), function.descriptor(), OwnerKind.CLASS),
        Statement.InvokeKind.STATIC);
  }

  private void dynamic() {
    if (version < 51 || !dice.oneIn(8)) {
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
            dice.list(3, () -> poolConstant(version)));
    Ints arguments = arguments(descriptor);
    code.add(new Statement.InvokeDynamic(result(descriptor), site, arguments));
  }

  private static Constant.Handle bootstrap(String name, String descriptor) {
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
    if (version < 51 || !dice.oneIn(4)) {
      constant(version < 49 ? new Constant.Int(dice.anyInt()) : new Constant.ClassRef(OBJECT));
    } else {
      constant(poolConstant(version));
    }
  }

  /** Balanced, with nothing between that throws. */
  private void lock() {
    int object = want(anyClass());
    code.add(new Statement.MonitorEnter(object));
    if (dice.oneIn(2)) {
      binary(BinaryOp.IADD, want(VType.Primitive.INT), constant(new Constant.Int(3)));
    }
    code.add(new Statement.MonitorExit(object));
  }

  private int anyTemp() {
    return temps.size() == firstOfBlock
        ? want(VType.Primitive.INT)
        : firstOfBlock + dice.below(temps.size() - firstOfBlock);
  }

  private int words(int temp) {
    return temps.get(temp).kind().slots();
  }

  private void discard() {
    int first = anyTemp();
    int second = anyTemp();
    boolean two = words(first) == 1 && words(second) == 1 && dice.oneIn(3);
    code.add(new Statement.Discard(two ? Ints.of(first, second) : Ints.of(first)));
  }

  private void hint() {
    ShuffleForm form = dice.of(ShuffleForm.values());
    List<Integer> values = new ArrayList<>();
    if (fill(values, form.skippedWords()) && fill(values, form.copiedWords())) {
      code.add(new Statement.Shuffle(form, Ints.of(values.stream().mapToInt(i -> i).toArray())));
    }
  }

  private boolean fill(List<Integer> values, int words) {
    int left = words;
    for (int tries = 0; left > 0 && tries < 20; tries++) {
      int temp = anyTemp();
      if (words(temp) <= left) {
        values.add(temp);
        left -= words(temp);
      }
    }
    return left == 0;
  }
}
