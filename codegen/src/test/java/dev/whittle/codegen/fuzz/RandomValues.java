package dev.whittle.codegen.fuzz;

import static dev.whittle.codegen.fuzz.Types.BASE;
import static dev.whittle.codegen.fuzz.Types.DERIVED;
import static dev.whittle.codegen.fuzz.Types.OBJECT;
import static dev.whittle.codegen.fuzz.Types.TRACE;

import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.UnaryOp;
import dev.whittle.ir.code.VType;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of random functions: the types of all temps and locals at the place where the next
 * statement will stand, and statements that make a value of some type there.
 */
final class RandomValues {
  static final List<FieldRef> STATICS =
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

  private final Dice dice;
  private final Surroundings around;
  private final List<Local> locals;
  private final List<VType> temps = new ArrayList<>();

  /** What is constructed at each site, by temp. */
  private final Map<Integer, String> sites = new TreeMap<>();

  private int firstOfBlock;
  private VType[] assigned;
  private Map<Integer, List<VType>> frozen;
  private Set<Integer> pinned;
  private List<Statement> code;

  RandomValues(Dice dice, Surroundings around, List<Local> locals) {
    this.dice = dice;
    this.around = around;
    this.locals = locals;
  }

  int tempCount() {
    return temps.size();
  }

  /**
   * Starts a block.
   *
   * @param frozen what handlers claim of locals: stores have to leave it true
   * @param pinned locals that keep their values
   */
  List<Block.Parameter> enter(
      List<VType> parameters,
      Map<Integer, VType> entry,
      Map<Integer, List<VType>> frozen,
      Set<Integer> pinned) {
    this.frozen = frozen;
    this.pinned = pinned;
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

  int fresh(VType type) {
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

  VType type(int temp) {
    return temps.get(temp);
  }

  int localCount() {
    return locals.size();
  }

  Local local(int index) {
    return locals.get(index);
  }

  /** What a local has here, null when nothing. */
  VType assigned(int local) {
    return assigned[local];
  }

  void add(Statement statement) {
    code.add(statement);
  }

  /** The temps of the block. */
  IntStream ofBlock() {
    return IntStream.range(firstOfBlock, temps.size());
  }

  /** Temps of the block that no constructor was called on. */
  int[] raw() {
    return ofBlock().filter(t -> Types.isUninit(temps.get(t))).toArray();
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

  boolean mayStore(int local, VType type) {
    Local stored = locals.get(local);
    return keepsThis(stored)
        && pinned.stream().noneMatch(p -> locals.get(p).overlaps(stored))
        && frozen.entrySet().stream()
            .allMatch(
                e ->
                    e.getKey() == local
                        ? e.getValue().stream().allMatch(t -> Types.isAssignable(type, t))
                        : !locals.get(e.getKey()).overlaps(stored));
  }

  /** Frames have to name {@code this} as long as it is uninitialized (M24). */
  private boolean keepsThis(Local stored) {
    return !isThisRaw() || rawThis().anyMatch(local -> !locals.get(local).overlaps(stored));
  }

  /** Locals that have {@code this} in a constructor in which no other has returned yet. */
  private IntStream rawThis() {
    return IntStream.range(0, assigned.length)
        .filter(local -> assigned[local] instanceof VType.UninitThis);
  }

  boolean isThisRaw() {
    return rawThis().findAny().isPresent();
  }

  int loadRawThis() {
    int[] all = rawThis().toArray();
    return load(all[dice.below(all.length)]);
  }

  void store(int local, int temp) {
    add(new Statement.Store(local, temp));
    for (int i = 0; i < assigned.length; i++) {
      if (locals.get(i).overlaps(locals.get(local))) {
        assigned[i] = null;
      }
    }
    assigned[local] = temps.get(temp);
  }

  int load(int local) {
    int temp = fresh(assigned[local]);
    add(new Statement.Load(temp, local));
    return temp;
  }

  void useFuel(int local) {
    add(new Statement.Increment(local, -1));
  }

  /** A temp of the block that may stand for the type, mostly a young one; -1 when there is none. */
  private int known(VType type, int unlikely) {
    int[] fitting = ofBlock().filter(t -> Types.isAssignable(temps.get(t), type)).toArray();
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
        ofBlock()
            .filter(t -> temps.get(t).kind() == Kind.REFERENCE)
            .filter(t -> around.version() >= 50 || !Types.isUninit(temps.get(t)))
            .toArray();
    return fitting.length > 0 && !dice.oneIn(3)
        ? fitting[dice.below(fitting.length)]
        : want(anyClass());
  }

  VType anyClass() {
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

  int constant(Constant constant) {
    int temp = fresh(VType.of(constant));
    add(new Statement.Const(temp, constant));
    return temp;
  }

  int unary(UnaryOp op, int operand) {
    int temp = fresh(VType.of(op.result()));
    add(new Statement.Unary(temp, op, operand));
    return temp;
  }

  int binary(BinaryOp op, int left, int right) {
    int temp = fresh(VType.of(op.result()));
    add(new Statement.Binary(temp, op, left, right));
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

  int getStatic(FieldRef field) {
    int temp = fresh(VType.of(field.descriptor()));
    add(new Statement.GetStatic(temp, field));
    return temp;
  }

  /** What {@code new} may make. */
  List<String> constructed() {
    return around.constructors().isEmpty()
        ? List.of(BASE, DERIVED, Types.STATE)
        : List.of(BASE, DERIVED, Types.STATE, around.owner());
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
        return constant(RandomStatements.bootstrap("fail", "(I)I"));
      }
      case String other when other.startsWith("[") -> {
        return array(name);
      }
      default -> {}
    }
    List<String> concrete =
        Stream.concat(constructed().stream(), Stream.of("java/lang/ArithmeticException"))
            .filter(sub -> Types.isSubtype(sub, name))
            .toList();
    if (concrete.isEmpty() && Types.isOwn(name)) {
      return constant(new Constant.Null());
    }
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
      add(new Statement.NewMultiArray(temp, type, Ints.of(lengths)));
      return temp;
    }
    int length = length();
    int temp = fresh(new VType.Class(type));
    add(new Statement.NewArray(temp, element, length));
    return temp;
  }

  int allocate(String name) {
    int temp = temps.size();
    fresh(new VType.Uninit(temp));
    sites.put(temp, name);
    add(new Statement.New(temp, name));
    return temp;
  }

  /** Calls a constructor of what {@code new} made. */
  void initialize(int raw) {
    String name = sites.get(((VType.Uninit) temps.get(raw)).site());
    initialize(raw, name, name);
  }

  /** Calls {@code super()} or {@code this()}. */
  void initializeThis() {
    boolean isSuper = around.constructors().isEmpty() || dice.oneIn(2);
    initialize(loadRawThis(), isSuper ? BASE : around.owner(), around.owner());
  }

  private void initialize(int raw, String owner, String made) {
    VType before = temps.get(raw);
    String descriptor =
        switch (owner) {
          case BASE -> dice.of("()V", "(I)V", "(DLjava/lang/Object;J)V");
          case DERIVED -> dice.of("()V", "(I)V");
          case String own when Types.isOwn(own) -> dice.of(around.constructors()).descriptor();
          default -> dice.of("()V", "(Ljava/lang/String;)V");
        };
    MethodRef constructor = new MethodRef(owner, "<init>", descriptor, OwnerKind.CLASS);
    Ints arguments = arguments(descriptor, raw);
    add(new Statement.Invoke(Statement.NONE, Statement.InvokeKind.SPECIAL, constructor, arguments));
    VType after = new VType.Class(made);
    temps.replaceAll(type -> type.equals(before) ? after : type);
    for (int i = 0; i < assigned.length; i++) {
      assigned[i] = before.equals(assigned[i]) ? after : assigned[i];
    }
  }

  Ints arguments(String descriptor, int... receiver) {
    return Ints.of(
        IntStream.concat(
                Arrays.stream(receiver),
                Descriptor.parameters(descriptor).stream().mapToInt(this::wantDescriptor))
            .toArray());
  }
}
