package dev.whittle.ir.verify;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import dev.whittle.ir.text.MirPrinter;
import java.util.ArrayList;
import java.util.List;

/** What each statement demands of its operands, and what it makes of locals and temps. */
final class StatementCheck {
  private static final VType OBJECT = new VType.Class("java/lang/Object");
  private static final VType NULL = new VType.Null();
  private static final VType UNINIT_THIS = new VType.UninitThis();

  private final Report report;
  private final ClassDef owner;
  private final LocalStates locals;

  /** By temp. */
  private final VType[] temps;

  /** By temp; the class that a {@code new} makes, null for other temps. */
  private final String[] siteClasses;

  /** Temps of the block that were uninitialized when they were defined. */
  private final List<Integer> uninitTemps = new ArrayList<>();

  private boolean isThisUninit;

  StatementCheck(Report report, ClassDef owner, Body body, LocalStates locals) {
    this.report = report;
    this.owner = owner;
    this.locals = locals;
    this.temps = new VType[body.tempCount()];
    this.siteClasses = new String[body.tempCount()];
    for (Block block : body.blocks()) {
      for (Statement statement : block.statements()) {
        if (statement instanceof Statement.New(int result, String className)) {
          siteClasses[result] = className;
        }
      }
    }
  }

  void enterFunction(boolean withUninitThis) {
    isThisUninit = withUninitThis;
  }

  /** Starts a block whose entry types the locals already have. */
  void enterBlock(Block block) {
    uninitTemps.clear();
    isThisUninit = block.entry().types().contains(UNINIT_THIS);
    block.parameters().forEach(parameter -> define(parameter.temp(), parameter.type()));
  }

  /** Whether {@code this} of a constructor still waits for {@code this()} or {@code super()}. */
  boolean isThisUninit() {
    return isThisUninit;
  }

  void check(Statement statement) {
    switch (statement) {
      case Statement.Const s -> define(s.result(), VType.of(s.constant()));
      case Statement.Load s -> load(s);
      case Statement.Store s -> store(s);
      case Statement.Increment s -> increment(s);
      case Statement.Unary s -> {
        operand(s.operand(), VType.of(s.op().operand()));
        define(s.result(), VType.of(s.op().result()));
      }
      case Statement.Binary s -> {
        operand(s.left(), VType.of(s.op().left()));
        operand(s.right(), VType.of(s.op().right()));
        define(s.result(), VType.of(s.op().result()));
      }
      case Statement.GetField s -> {
        operand(s.object(), new VType.Class(s.field().owner()));
        define(s.result(), VType.of(s.field().descriptor()));
      }
      case Statement.PutField s -> putField(s.field(), s.object(), s.value());
      case Statement.GetStatic s -> define(s.result(), VType.of(s.field().descriptor()));
      case Statement.PutStatic s -> operand(s.value(), VType.of(s.field().descriptor()));
      case Statement.ArrayLoad s -> {
        VType element = element(s.element(), s.array(), s.index());
        define(s.result(), element);
      }
      case Statement.ArrayStore s -> {
        VType element = element(s.element(), s.array(), s.index());
        operand(s.value(), element.kind() == Kind.REFERENCE ? OBJECT : element);
      }
      case Statement.ArrayLength s -> {
        array(s.array());
        define(s.result(), VType.Primitive.INT);
      }
      case Statement.New s -> allocate(s);
      case Statement.NewArray s -> {
        operand(s.length(), VType.Primitive.INT);
        define(s.result(), new VType.Class("[" + s.elementDescriptor()));
      }
      case Statement.NewMultiArray s -> {
        s.lengths().stream().forEach(length -> operand(length, VType.Primitive.INT));
        define(s.result(), new VType.Class(s.arrayDescriptor()));
      }
      case Statement.Invoke s -> invoke(s);
      case Statement.InvokeDynamic s -> call(s.site().descriptor(), s.arguments(), 0, s.result());
      case Statement.Cast s -> {
        operand(s.value(), OBJECT);
        define(s.result(), new VType.Class(s.type()));
      }
      case Statement.InstanceOf s -> {
        operand(s.value(), OBJECT);
        define(s.result(), VType.Primitive.INT);
      }
      case Statement.MonitorEnter s -> anyReference(s.object());
      case Statement.MonitorExit s -> anyReference(s.object());
      case Statement.Discard s -> discard(s.values());
      case Statement.Shuffle s -> shuffle(s);
      case Statement.Nop _ -> {}
    }
  }

  /** The operands of a branch. */
  void compared(Terminator.Branch branch) {
    Condition condition = branch.condition();
    for (int i = 0; i < condition.operands(); i++) {
      int temp = i == 0 ? branch.left() : branch.right();
      if (condition.kind() == Kind.REFERENCE) {
        anyReference(temp);
      } else {
        operand(temp, VType.of(condition.kind()));
      }
    }
  }

  /** A use that asks nothing; the type of the temp. */
  VType moved(int temp) {
    return temps[temp];
  }

  /** A use as a value of this type; a reference must be initialized. */
  void operand(int temp, VType wanted) {
    VType type = temps[temp];
    if (wanted.kind() == Kind.REFERENCE
        && type.kind() == Kind.REFERENCE
        && !Assignability.isInitialized(type)) {
      report.add(Invariant.UNINIT_USE, "%" + temp + " is " + MirPrinter.print(type));
    } else {
      report.check(
          Assignability.mayAssign(type, wanted),
          Invariant.OPERAND_TYPE,
          () ->
              "%%%d is %s, wanted is %s"
                  .formatted(temp, MirPrinter.print(type), MirPrinter.print(wanted)));
    }
  }

  private void anyReference(int temp) {
    VType type = temps[temp];
    report.check(
        type.kind() == Kind.REFERENCE,
        Invariant.OPERAND_TYPE,
        () -> "%" + temp + " is no reference");
  }

  private void define(int temp, VType type) {
    temps[temp] = type;
    if (type instanceof VType.Uninit || type instanceof VType.UninitThis) {
      uninitTemps.add(temp);
    }
  }

  private void load(Statement.Load load) {
    VType type = locals.type(load.local());
    report.check(
        type != null, Invariant.LOCAL_ASSIGNED, () -> "_" + load.local() + " is not assigned");
    define(load.result(), type == null ? locals.anyType(load.local()) : type);
  }

  private void store(Statement.Store store) {
    VType type = temps[store.value()];
    report.check(
        type.kind() == locals.kind(store.local()),
        Invariant.LOCAL_KIND,
        () ->
            "_%d = %%%d, which is %s"
                .formatted(store.local(), store.value(), MirPrinter.print(type)));
    locals.set(store.local(), type);
  }

  private void increment(Statement.Increment increment) {
    report.check(
        locals.type(increment.local()) != null,
        Invariant.LOCAL_ASSIGNED,
        () -> "_" + increment.local() + " is not assigned");
  }

  private void putField(FieldRef field, int object, int value) {
    VType type = temps[object];
    boolean isOwnField = type instanceof VType.UninitThis && field.owner().equals(owner.name());
    if (!isOwnField) {
      operand(object, new VType.Class(field.owner()));
    }
    operand(value, VType.of(field.descriptor()));
  }

  /** Checks array and index; the type of the elements. */
  private VType element(ElementKind kind, int array, int index) {
    operand(index, VType.Primitive.INT);
    VType type = array(array);
    VType unknown = kind == ElementKind.REFERENCE ? NULL : VType.of(kind.kind());
    if (!(type instanceof VType.Class(String name))) {
      return unknown;
    }
    String element = name.substring(1);
    boolean fits =
        switch (kind) {
          case BYTE -> element.equals("B") || element.equals("Z");
          case CHAR -> element.equals("C");
          case SHORT -> element.equals("S");
          case INT -> element.equals("I");
          case LONG -> element.equals("J");
          case FLOAT -> element.equals("F");
          case DOUBLE -> element.equals("D");
          case REFERENCE -> Descriptor.kind(element) == Kind.REFERENCE;
        };
    report.check(
        fits,
        Invariant.OPERAND_TYPE,
        () -> "%%%d is %s, an element is %s".formatted(array, name, kind));
    return fits && kind == ElementKind.REFERENCE ? VType.of(element) : unknown;
  }

  /** Checks that a temp is an array; its type, or the type of null when it cannot be told. */
  private VType array(int temp) {
    VType type = temps[temp];
    return switch (type) {
      case VType.Null _ -> NULL;
      case VType.Join _ -> NULL;
      case VType.Class(String name) when name.startsWith("[") -> type;
      case VType.Uninit _, VType.UninitThis _ -> {
        report.add(Invariant.UNINIT_USE, "%" + temp + " is " + MirPrinter.print(type));
        yield NULL;
      }
      case VType.Class _, VType.Primitive _ -> {
        report.add(
            Invariant.OPERAND_TYPE, "%" + temp + " is " + MirPrinter.print(type) + ", no array");
        yield NULL;
      }
    };
  }

  /**
   * Executing {@code new} again makes what it made before unusable (JVMS 4.10.1.9.new). Nothing has
   * to be done for it: no block can claim an object of a site on entry and lead to that site, since
   * its first entry would break {@link Invariant#EDGE_STATE}.
   */
  private void allocate(Statement.New allocation) {
    define(allocation.result(), new VType.Uninit(allocation.result()));
  }

  private void invoke(Statement.Invoke call) {
    int receivers = call.kind() == Statement.InvokeKind.STATIC ? 0 : 1;
    boolean isConstructor = call.method().name().equals("<init>");
    if (receivers == 1 && !isConstructor) {
      operand(call.arguments().at(0), new VType.Class(call.method().owner()));
    }
    call(call.method().descriptor(), call.arguments(), receivers, call.result());
    if (isConstructor) {
      construct(call);
    }
  }

  /** The arguments are checked, and may have been the object itself: it is whole only from now. */
  private void construct(Statement.Invoke call) {
    VType type = call.arguments().isEmpty() ? null : temps[call.arguments().at(0)];
    String target = call.method().owner();
    boolean isRight =
        switch (type) {
          case VType.Uninit(int site) -> target.equals(siteClasses[site]);
          case VType.UninitThis _ ->
              target.equals(owner.name()) || target.equals(owner.superName());
          case null -> false;
          case VType.Primitive _, VType.Null _, VType.Class _, VType.Join _ -> false;
        };
    if (!report.check(
        isRight
            && call.kind() == Statement.InvokeKind.SPECIAL
            && call.method().descriptor().endsWith(")V"),
        Invariant.INIT_CALL,
        () ->
            "a call of "
                + call.method()
                + " on "
                + (type == null ? "nothing" : MirPrinter.print(type)))) {
      return;
    }
    boolean isThis = type instanceof VType.UninitThis;
    VType whole = new VType.Class(isThis ? owner.name() : target);
    locals.replace(type, whole);
    replaceTemps(type, whole);
    isThisUninit &= !isThis;
  }

  private void replaceTemps(VType from, VType to) {
    for (int i = uninitTemps.size() - 1; i >= 0; i--) {
      int temp = uninitTemps.get(i);
      if (from.equals(temps[temp])) {
        temps[temp] = to;
        uninitTemps.remove(i);
      }
    }
  }

  private void call(String descriptor, Ints arguments, int receivers, int result) {
    int at = receivers;
    for (String parameter : Descriptor.parameters(descriptor)) {
      operand(arguments.at(at++), VType.of(parameter));
    }
    if (result != Statement.NONE) {
      define(result, VType.of(Descriptor.returnType(descriptor)));
    }
  }

  private void discard(Ints values) {
    int count = values.size();
    boolean isRight = count == 1 || count == 2 && words(values, 0) == 1 && words(values, 1) == 1;
    report.check(isRight, Invariant.DISCARD_WORDS, () -> count + " values");
  }

  private void shuffle(Statement.Shuffle shuffle) {
    Ints values = shuffle.values();
    int skipped = without(values, values.size(), shuffle.form().copiedWords());
    int rest = without(values, skipped, shuffle.form().skippedWords());
    report.check(
        rest == 0,
        Invariant.SHUFFLE_WORDS,
        () -> shuffle.form() + " of " + values.size() + " values");
  }

  /** How many values are left when values of so many words are taken from the top, or -1. */
  private int without(Ints values, int count, int words) {
    int left = words;
    int at = count;
    while (left > 0 && at > 0) {
      left -= words(values, --at);
    }
    return left == 0 ? at : -1;
  }

  private int words(Ints values, int index) {
    return temps[values.at(index)].kind().slots();
  }
}
