package dev.whittle.ir.summary;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Computes summaries: one linear pass over a body that carries verification types ({@link
 * TypeFlow}) and known values ({@link ValueFlow}) along and writes down effects.
 *
 * <p>What is not an effect here is invisible to reachability, so every statement that links to
 * another class has an arm that says so, and the switch has no default.
 */
public final class Summaries {
  /** Changes whenever the same body may give another summary. */
  public static final int VERSION = 8;

  /** Lists of so many unknown values: what most calls pass. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static final List<Value>[] UNKNOWN = new List[16];

  static {
    for (int i = 0; i < UNKNOWN.length; i++) {
      UNKNOWN[i] = List.copyOf(Collections.nCopies(i, Value.UNKNOWN));
    }
  }

  private static final String OF_LANGUAGE = "Ljava/lang/";

  private final FunctionDef function;
  private final String owner;
  private final Body body;
  private final TypeFlow types;
  private final ValueFlow values;
  private final Assignability assignability;
  private final Comparisons comparisons = new Comparisons();
  private final Effects effects = new Effects();

  private Summaries(ClassDef owner, FunctionDef function) {
    this.function = function;
    this.owner = owner.name();
    this.body = function.code().body();
    this.types = new TypeFlow(owner.name(), body);
    this.values = new ValueFlow(body);
    this.assignability = new Assignability(effects);
    announce();
    values.begin(body);
  }

  /** What the flows have to know of the body before they start. */
  private void announce() {
    for (int i = 0; i < body.blocks().size(); i++) {
      List<Statement> statements = body.blocks().get(i).statements();
      for (int j = 0; j < statements.size(); j++) {
        if (statements.get(j) instanceof Statement.Store store) {
          values.announce(store);
        } else if (statements.get(j) instanceof Statement.New made) {
          types.announce(made);
          values.announce(made);
        }
      }
    }
  }

  /**
   * The summary of a function of a class; that of an abstract or native function is empty.
   *
   * <p>Errors: what {@link dev.whittle.ir.CodeHandle#body()} throws for damaged input.
   */
  public static Summary of(ClassDef owner, FunctionDef function) {
    return function.code() == null
        ? Summary.EMPTY
        : new Summary(new Summaries(owner, function).run());
  }

  private List<Effect> run() {
    for (Handler handler : body.handlers()) {
      catchType(handler);
    }
    int point = 0;
    for (int i = 0; i < body.blocks().size(); i++) {
      Block block = body.blocks().get(i);
      types.enter(block);
      values.enter(i, block);
      mergeJoins(block);
      allLocalsToHandlers(block);
      List<Statement> statements = block.statements();
      for (int j = 0; j < statements.size(); j++) {
        step(statements.get(j), block, point++);
      }
      end(block.terminator());
      point++;
    }
    comparisons.addTo(effects);
    return effects.all();
  }

  /**
   * Of the commonest statements what {@link #visit} and the flows' {@code step} do, without asking
   * each which statement it is.
   */
  private void step(Statement statement, Block block, int point) {
    if (statement instanceof Statement.Load load) {
      values.load(load);
      types.load(load);
    } else if (statement instanceof Statement.Invoke call) {
      invoke(call, point);
      values.call(call, types);
      if (KnownCalls.concatenates(call.method())) {
        concatenation(call.result());
      }
      if (types.call(call)) {
        allLocalsToHandlers(block);
      }
    } else if (statement instanceof Statement.Store store) {
      values.store(store);
      types.store(store);
      localToHandlers(block, store.local());
    } else {
      visit(statement, point);
      values.step(statement, types);
      if (statement instanceof Statement.InvokeDynamic call) {
        concatenation(call.result());
      }
      types.step(statement);
    }
  }

  private void catchType(Handler handler) {
    if (handler.catchType() != null) {
      effects.add(new Effect.UseClass(Effect.ClassUse.CATCH, handler.catchType()));
      VType caught = new VType.Class(handler.catchType());
      assignability.check(caught, "java/lang/Throwable");
      Block target = body.blocks().get(handler.block());
      assignability.check(caught, target.parameters().getFirst().type());
    }
  }

  /** The verifier of classes without frames loads what it joins. */
  private void mergeJoins(Block block) {
    List<VType> entry = block.entry().types();
    for (int i = 0; i < entry.size(); i++) {
      mergeJoin(entry.get(i));
    }
    List<Block.Parameter> parameters = block.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      mergeJoin(parameters.get(i).type());
    }
  }

  private void mergeJoin(VType type) {
    if (type instanceof VType.Join join) {
      join.names().forEach(n -> effects.add(new Effect.UseClass(Effect.ClassUse.MERGE, n)));
    }
  }

  /** Every point of a covered block may enter its handlers: what locals hold must fit there. */
  private void allLocalsToHandlers(Block block) {
    for (int i = 0; i < block.handlers().size(); i++) {
      Handler handler = body.handlers().get(block.handlers().at(i));
      localsTo(body.blocks().get(handler.block()));
    }
  }

  private void localToHandlers(Block block, int local) {
    for (int i = 0; i < block.handlers().size(); i++) {
      Handler handler = body.handlers().get(block.handlers().at(i));
      Block target = body.blocks().get(handler.block());
      for (int j = 0; j < target.entry().locals().size(); j++) {
        if (target.entry().locals().at(j) == local) {
          assignability.check(types.local(local), target.entry().types().get(j));
        }
      }
    }
  }

  private void localsTo(Block target) {
    for (int i = 0; i < target.entry().locals().size(); i++) {
      VType from = types.local(target.entry().locals().at(i));
      assignability.check(from, target.entry().types().get(i));
    }
  }

  private void visit(Statement statement, int point) {
    switch (statement) {
      case Statement.Const s -> constant(s.constant());
      case Statement.GetField s -> {
        access(Effect.FieldAccess.GET_FIELD, s.field());
        assignability.check(types.temp(s.object()), s.field().owner());
      }
      case Statement.PutField s -> {
        access(Effect.FieldAccess.PUT_FIELD, s.field());
        assignability.check(types.temp(s.object()), s.field().owner());
        checkValue(s.value(), s.field().descriptor());
        store(s.field(), s.value());
      }
      case Statement.GetStatic s -> access(Effect.FieldAccess.GET_STATIC, s.field());
      case Statement.PutStatic s -> {
        access(Effect.FieldAccess.PUT_STATIC, s.field());
        checkValue(s.value(), s.field().descriptor());
        store(s.field(), s.value());
      }
      case Statement.New s -> effects.add(new Effect.Instantiate(s.className()));
      case Statement.NewArray s -> useElement(s.elementDescriptor());
      case Statement.NewMultiArray s -> useElement(s.arrayDescriptor());
      case Statement.Invoke s -> invoke(s, point);
      case Statement.InvokeDynamic s -> {
        effects.add(new Effect.CallDynamic(s.site()));
        checkArguments(s.site().descriptor(), s.arguments(), 0);
      }
      case Statement.Cast s -> effects.add(new Effect.UseClass(Effect.ClassUse.CAST, s.type()));
      case Statement.InstanceOf s ->
          effects.add(new Effect.UseClass(Effect.ClassUse.INSTANCE_OF, s.type()));
      case Statement.Load _,
          Statement.Store _,
          Statement.Increment _,
          Statement.Unary _,
          Statement.Binary _,
          Statement.ArrayLoad _,
          Statement.ArrayStore _,
          Statement.ArrayLength _,
          Statement.MonitorEnter _,
          Statement.MonitorExit _,
          Statement.Discard _,
          Statement.Shuffle _,
          Statement.Nop _ -> {}
    }
  }

  private void constant(Constant constant) {
    switch (constant) {
      case Constant.Str text -> effects.add(new Effect.UseText(text.value()));
      case Constant.ClassRef type ->
          effects.add(new Effect.UseClass(Effect.ClassUse.LITERAL, type.name()));
      case Constant.MethodType _, Constant.Handle _, Constant.Dynamic _ ->
          effects.add(new Effect.UseConstant(constant));
      case Constant.Null _,
          Constant.Int _,
          Constant.Long _,
          Constant.Float _,
          Constant.Double _ -> {}
    }
  }

  private void access(Effect.FieldAccess access, FieldRef field) {
    effects.add(new Effect.AccessField(access, field));
  }

  private void store(FieldRef field, int value) {
    if (KnownCalls.isName(field.descriptor())) {
      effects.add(new Effect.Flow.Store(field, values.temp(value)));
    }
  }

  /** A string that is put together here, and may be the name of a class. */
  private void concatenation(int result) {
    if (result != Statement.NONE) {
      if (values.temp(result) instanceof Value.Text(String text)) {
        effects.add(new Effect.UseText(text));
      }
      ComputedName.of(values.temp(result))
          .forEach(value -> effects.add(new Effect.Flow.Concatenation(value)));
    }
  }

  private void useElement(String descriptor) {
    if (descriptor.endsWith(";")) {
      effects.add(new Effect.UseClass(Effect.ClassUse.ARRAY, Descriptor.className(descriptor)));
    }
  }

  private void invoke(Statement.Invoke s, int point) {
    MethodRef method = s.method();
    effects.add(new Effect.Call(s.kind(), method));
    int skipped = s.kind() == Statement.InvokeKind.STATIC ? 0 : 1;
    if (skipped == 1 && !method.name().equals("<init>")) {
      String receiver = s.kind() == Statement.InvokeKind.SPECIAL ? owner : method.owner();
      assignability.check(types.temp(s.arguments().at(0)), receiver);
    }
    checkArguments(method.descriptor(), s.arguments(), skipped);
    passValues(s, point, skipped);
    comparisons.call(s, values);
  }

  private void checkArguments(String descriptor, Ints arguments, int skipped) {
    int at = 1;
    for (int i = skipped; i < arguments.size(); i++) {
      int end = Descriptor.endOfType(descriptor, at);
      if (descriptor.charAt(end - 1) == ';') {
        assignability.check(types.temp(arguments.at(i)), descriptor, at, end);
      }
      at = end;
    }
  }

  /**
   * Of calls that could pass a class or a name and pass nothing known, one stands for all: whoever
   * traces a parameter must hear that its value may be unknown.
   */
  private void passValues(Statement.Invoke s, int point, int skipped) {
    ReflectiveCall reflection = ReflectiveCall.of(s.method());
    if (reflection != null) {
      effects.add(pass(s, point, reflection, reflectionArguments(s, reflection)));
    } else if (mayPassNames(s.method())) {
      boolean known = false;
      for (int i = skipped; i < s.arguments().size(); i++) {
        known |= values.temp(s.arguments().at(i)).known();
      }
      List<Value> arguments = known ? values.temps(s.arguments()) : unknown(s.arguments().size());
      effects.add(pass(s, known ? point : Effect.PassValues.ANYWHERE, null, arguments));
    }
  }

  private static List<Value> unknown(int count) {
    return count < UNKNOWN.length
        ? UNKNOWN[count]
        : List.copyOf(Collections.nCopies(count, Value.UNKNOWN));
  }

  private List<Value> reflectionArguments(Statement.Invoke s, ReflectiveCall reflection) {
    List<Value> arguments = new ArrayList<>(values.temps(s.arguments()));
    int about = reflection.classArgument(s.method(), s.kind());
    if (about >= 0 && reflection.isAboutInstance()) {
      Value type = ValueFlow.classOf(types.temp(s.arguments().at(about)));
      arguments.set(about, type == null ? Value.UNKNOWN : type);
    }
    return arguments;
  }

  private static Effect pass(
      Statement.Invoke s, int point, ReflectiveCall reflection, List<Value> arguments) {
    return new Effect.PassValues(point, s.kind(), s.method(), reflection, arguments);
  }

  /** Whether a call is not to the platform and takes strings or classes. */
  private static boolean mayPassNames(MethodRef method) {
    return !method.owner().startsWith("java/")
        && !method.owner().startsWith("[")
        && mentionsNames(method.descriptor());
  }

  private static boolean mentionsNames(String descriptor) {
    int at = descriptor.indexOf(OF_LANGUAGE);
    for (; at >= 0; at = descriptor.indexOf(OF_LANGUAGE, at + OF_LANGUAGE.length())) {
      if (descriptor.startsWith("String;", at + OF_LANGUAGE.length())
          || descriptor.startsWith("Class;", at + OF_LANGUAGE.length())) {
        return true;
      }
    }
    return false;
  }

  private void checkValue(int temp, String descriptor) {
    if (descriptor.endsWith(";")) {
      assignability.check(types.temp(temp), descriptor, 0, descriptor.length());
    }
  }

  private void end(Terminator terminator) {
    switch (terminator) {
      case Terminator.Goto t -> follow(t.target());
      case Terminator.Branch t -> {
        follow(t.taken());
        follow(t.otherwise());
      }
      case Terminator.Switch t -> {
        t.cases().forEach(c -> follow(c.target()));
        follow(t.otherwise());
      }
      case Terminator.Return t -> {
        if (t.value() != Terminator.NONE) {
          String type = Descriptor.returnType(function.descriptor());
          checkValue(t.value(), type);
          Value value = values.temp(t.value());
          if (KnownCalls.isName(type) || type.endsWith(";") && value.known()) {
            effects.add(new Effect.Flow.Return(value));
          }
        }
      }
      case Terminator.Throw t -> assignability.check(types.temp(t.value()), "java/lang/Throwable");
    }
  }

  private void follow(Edge edge) {
    Block target = body.blocks().get(edge.block());
    localsTo(target);
    for (int i = 0; i < edge.arguments().size(); i++) {
      assignability.check(types.temp(edge.arguments().at(i)), target.parameters().get(i).type());
    }
    values.follow(body, edge);
  }
}
