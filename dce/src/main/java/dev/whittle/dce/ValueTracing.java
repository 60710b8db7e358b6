package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.summary.Derivation;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows values through reached code, on demand: only where somebody asks what one may be. A
 * parameter is what reached calls pass, of an overriding function also calls of what it overrides;
 * a result is what the function returns, in terms of the arguments of that call; a field is
 * whatever is stored to it, in any object.
 *
 * <p>What is not seen here counts as unknown, beside what is: parameters of functions that
 * something else than a call in reached code may run (the platform, a function object, reflection),
 * fields that are not final, results of calls that may select another function.
 *
 * <p>A text that a function hands to itself, longer each time, has no end: after a few steps only
 * its constant beginning and ending count.
 */
final class ValueTracing implements Mechanism.ByPassValues, Mechanism.ByFlow {
  /** Receives what a value may be: never one that stands for others. */
  interface Sink {
    void accept(Value value);

    /** Whether anything follows from what a value turns out to be. */
    default boolean wants(Value value) {
      return true;
    }
  }

  /** How far a value is followed before the rest of it counts as unknown. */
  enum Effort {
    /** What reaches a look-up. */
    LOOK_UP(12, 400),
    /** What may be a name, wherever it goes: there are many. */
    EVIDENCE(6, 500);

    private final int steps;
    private final int questions;

    Effort(int steps, int questions) {
      this.steps = steps;
      this.questions = questions;
    }
  }

  /**
   * Where what a value turns out to be goes: to who asked, perhaps by way of what is made of it.
   * There is one path of each kind, so they are compared by identity.
   */
  private abstract static class Path {
    final Asker asker;
    private Path ofClass;
    private Path ofName;
    private List<DerivedFrom> derived = List.of();

    Path(Asker asker) {
      this.asker = asker == null ? (Asker) this : asker;
    }

    abstract void accept(Value value);

    boolean wants(Value value) {
      return true;
    }

    /** Whether nothing can come of further questions: the asker has asked too much. */
    final boolean isOver() {
      return asker.isExhausted() && this != asker;
    }

    Path fromName() {
      return ofClass == null ? ofClass = new ClassNamed(this) : ofClass;
    }

    Path fromClass() {
      return ofName == null ? ofName = new NameOfClass(this) : ofName;
    }

    Path derived(Derivation how) {
      for (DerivedFrom each : derived) {
        if (each.how.equals(how)) {
          return each;
        }
      }
      derived = derived.isEmpty() ? new ArrayList<>(1) : derived;
      derived.add(new DerivedFrom(how, this));
      return derived.getLast();
    }
  }

  /** Who asked, and what since. */
  private static final class Asker extends Path {
    final Sink sink;
    final Effort effort;

    /** Null when it is too much. */
    Set<Question> asked = new HashSet<>();

    Asker(Sink sink, Effort effort) {
      super(null);
      this.sink = sink;
      this.effort = effort;
    }

    boolean isExhausted() {
      return asked == null;
    }

    @Override
    void accept(Value value) {
      sink.accept(value);
    }

    @Override
    boolean wants(Value value) {
      return sink.wants(value);
    }
  }

  private record Question(FunctionNode in, Value value, Path path, int steps) {
    boolean isLast() {
      return steps >= path.asker.effort.steps;
    }

    /** As a record's, but compiled by HotSpot's first compiler. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Question question
          && in == question.in
          && path == question.path
          && steps == question.steps
          && value.equals(question.value);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * in.hashCode() + path.hashCode()) + value.hashCode() + steps;
    }
  }

  private record Call(FunctionNode caller, List<Value> arguments) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Call call
          && caller == call.caller
          && arguments.equals(call.arguments);
    }

    @Override
    public int hashCode() {
      return 31 * caller.hashCode() + arguments.hashCode();
    }
  }

  /** A value that a function stores or returns. */
  private record Held(FunctionNode function, Value value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Held held && function == held.function && value.equals(held.value);
    }

    @Override
    public int hashCode() {
      return 31 * function.hashCode() + value.hashCode();
    }
  }

  private final Marks marks;
  private final Growing<FunctionNode, Call> calls = new Growing<>();
  private final Growing<FunctionNode, Held> results = new Growing<>();
  private final Growing<FieldNode, Held> stores = new Growing<>();
  private final Queue<Question> open = new ArrayDeque<>();
  private boolean answering;

  /** Questions about parameters, and functions whose askers know they are called from elsewhere. */
  private final Map<FunctionNode, List<Question>> ofParameters = new LinkedHashMap<>();

  private final Set<FunctionNode> told = new HashSet<>();

  ValueTracing(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.PassValues pass) {
    called(function, pass);
    answer();
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Flow flow) {
    switch (flow) {
      case Effect.Flow.Return(Value value) -> {
        for (FunctionNode each : function.withOverridden()) {
          results.add(each, new Held(function, value));
        }
      }
      case Effect.Flow.Store(FieldRef ref, Value value) -> {
        FieldNode field = field(ref);
        if (field != null) {
          stores.add(field, new Held(function, value));
        }
      }
      case Effect.Flow.Concatenation _, Effect.Flow.Comparison _ -> {}
    }
    answer();
  }

  private void called(FunctionNode function, Effect.PassValues pass) {
    FunctionNode resolved = resolve(pass.method());
    if (resolved != null && pass.kind() == InvokeKind.SPECIAL) {
      ClassNode owner = marks.hierarchy.ofConstant(pass.method().owner());
      FunctionNode selected = Resolution.selectSpecial(function.owner, owner, resolved).function();
      resolved = selected == null ? resolved : selected;
    }
    if (resolved != null) {
      calls.add(resolved, new Call(function, pass.arguments()));
    }
  }

  /** The function of the program that a call resolves to, else null. */
  private FunctionNode resolve(MethodRef method) {
    ClassHierarchy.Link link = marks.hierarchy.link(method);
    if (link.owner() == null || link.owner().origin == ClassNode.Origin.PLATFORM) {
      return null;
    }
    FunctionNode resolved = link.function();
    return resolved != null && resolved.owner.isProgram() ? resolved : null;
  }

  private FieldNode field(FieldRef ref) {
    FieldNode field = marks.hierarchy.link(ref).field();
    return field != null && field.owner.isProgram() ? field : null;
  }

  /** Functions may turn out to be called from elsewhere after somebody asked for a parameter. */
  @Override
  public void settled() {
    for (FunctionNode function : List.copyOf(ofParameters.keySet())) {
      if (function.external && told.add(function)) {
        List.copyOf(ofParameters.get(function)).forEach(this::calledFromElsewhere);
      }
    }
    answer();
  }

  /** Functions of which it matters what calls of them pass. */
  Set<FunctionNode> askedForArguments() {
    return calls.heard();
  }

  /** Functions of which it matters what they, or what overrides them, return. */
  Set<FunctionNode> askedForResults() {
    return results.heard();
  }

  /** Fields of which it matters what is stored to them. */
  Set<FieldNode> askedForStores() {
    return stores.heard();
  }

  /** Tells {@code sink}, now and whenever more is reached, what {@code value} may be. */
  void trace(FunctionNode in, Value value, Sink sink, Effort effort) {
    ask(in, value, new Asker(sink, effort), 0);
    answer();
  }

  /**
   * Once an asker has asked too much, all is unknown, but for how a name begins and ends. ▸ Of most
   * that is asked the asker has: 463,000 of 480,000 questions of Clojure, 47,000 of 127,000 of
   * spring.
   */
  private void ask(FunctionNode in, Value value, Path path, int steps) {
    Asker asker = path.asker;
    if (asker.isExhausted()) {
      if (path == asker && value instanceof Value.Concat concat && path.wants(value)) {
        asker.accept(Substitution.textsOf(concat));
      }
    } else if (path.wants(value)) {
      Question question = new Question(in, value, path, steps);
      if (asker.asked.add(question)) {
        open.add(question);
        if (asker.asked.size() > asker.effort.questions) {
          asker.asked = null;
          marks.dependOnOrder = true;
          asker.accept(Value.UNKNOWN);
        }
      }
    }
  }

  /** One after the other, not one within the other: chains of calls are long. */
  private void answer() {
    if (!answering) {
      answering = true;
      for (Question next = open.poll(); next != null; next = open.poll()) {
        answer(next);
      }
      answering = false;
    }
  }

  /** The commonest come before the switch, whose call site costs as much as most answers. */
  private void answer(Question question) {
    Value value = question.value;
    Path path = question.path;
    if (value instanceof Value.Text || value instanceof Value.Unknown) {
      path.accept(value);
    } else if (value instanceof Value.Parameter) {
      ofParameter(question);
    } else if (value instanceof Value.Result result) {
      ofResult(question, result);
    } else if (value instanceof Value.Concat concat) {
      concat(question, concat);
    } else {
      answerOther(question, value, path);
    }
  }

  private void answerOther(Question question, Value value, Path path) {
    switch (value) {
      case Value.OneOf union -> {
        for (Value each : union.values()) {
          ask(question.in, each, path, question.steps);
        }
      }
      case Value.Named named -> within(question, named.name(), path.fromName());
      case Value.NameOf name -> within(question, name.type(), path.fromClass());
      case Value.Derived(Derivation how, Value of) -> within(question, of, path.derived(how));
      case Value.Field(FieldRef ref) -> ofField(question, field(ref));
      case Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Text _,
          Value.Literal _,
          Value.ClassOf _,
          Value.Parameter _,
          Value.Concat _,
          Value.Result _,
          Value.Elements _ ->
          path.accept(value);
    }
  }

  /** Asks for an operand. */
  private void within(Question question, Value operand, Path path) {
    if (question.isLast()) {
      question.path.accept(Value.UNKNOWN);
    } else {
      ask(question.in, operand, path, question.steps + 1);
    }
  }

  /** What a value is made of parameters is what it is made of arguments, at each call. */
  private void ofParameter(Question question) {
    for (FunctionNode callee : question.in.withOverridden()) {
      ofParameters.computeIfAbsent(callee, _ -> new ArrayList<>()).add(question);
      if (told.contains(callee)) {
        calledFromElsewhere(question);
      }
      calls.listen(callee, new Callers(this, question));
    }
  }

  /** Asks at each call. */
  private record Callers(ValueTracing tracing, Question question) implements Consumer<Call> {
    @Override
    public void accept(Call call) {
      if (question.path.isOver()) {
        return;
      }
      Value passed = Substitution.of(question.value, call.arguments);
      int steps = question.value instanceof Value.Parameter ? question.steps : question.steps + 1;
      tracing.ask(call.caller, passed, question.path, steps);
    }
  }

  private void calledFromElsewhere(Question question) {
    Value value = Substitution.of(question.value, List.of());
    ask(question.in, value, question.path, question.steps);
  }

  private void ofField(Question question, FieldNode field) {
    if (field == null || !Access.has(field.access, Access.STATIC) || !isFixed(field)) {
      question.path.accept(Value.UNKNOWN);
    }
    if (field != null) {
      for (FieldDef definition : field.definitions) {
        if (definition.constantValue() instanceof Constant.Str(String text)) {
          question.path.accept(new Value.Text(text));
        }
      }
      stores.listen(field, new Stores(this, question));
    }
  }

  /** Asks for each value that is stored. */
  private record Stores(ValueTracing tracing, Question question) implements Consumer<Held> {
    @Override
    public void accept(Held held) {
      tracing.ask(held.function, held.value, question.path, question.steps);
    }
  }

  /** Nothing but code that names the field stores to it. */
  private static boolean isFixed(FieldNode field) {
    return Access.has(field.access, Access.FINAL) || Access.has(field.access, Access.SYNTHETIC);
  }

  private void ofResult(Question question, Value.Result result) {
    FunctionNode callee = resolve(result.method());
    boolean limited = question.isLast();
    if (callee == null || limited || mayRunAnother(callee)) {
      question.path.accept(Value.UNKNOWN);
    }
    if (callee != null && !limited) {
      results.listen(callee, new Returns(this, question, result.arguments()));
    }
  }

  /** Asks for each value that is returned. */
  private record Returns(ValueTracing tracing, Question question, List<Value> arguments)
      implements Consumer<Held> {
    @Override
    public void accept(Held held) {
      if (!question.path.isOver()) {
        Value value = Substitution.of(held.value, arguments);
        tracing.ask(question.in, value, question.path, question.steps + 1);
      }
    }
  }

  /** What such a function returns is not all that a call of it may return. */
  private static boolean mayRunAnother(FunctionNode callee) {
    return Access.has(callee.access, Access.ABSTRACT | Access.NATIVE)
        || !isNames(callee.selector.descriptor())
        || callee.isVirtual() && !Access.has(callee.access | callee.owner.access, Access.FINAL);
  }

  /** Whether all that a function returns is told: of other types only what is known. */
  private static boolean isNames(String descriptor) {
    return descriptor.endsWith(")Ljava/lang/String;") || descriptor.endsWith(")Ljava/lang/Class;");
  }

  /**
   * Parameters first, all at once: what they are belongs together. Then part for part is replaced
   * by what it may be.
   */
  private void concat(Question question, Value.Concat concat) {
    if (question.isLast()) {
      question.path.accept(Substitution.textsOf(concat));
    } else if (Substitution.hasParameters(concat)) {
      ofParameter(question);
    } else {
      for (int i = 0; i < concat.parts().size(); i++) {
        Value part = concat.parts().get(i);
        if (!(part instanceof Value.Text || part instanceof Value.Unknown)) {
          within(question, part, new PartOf(this, question, concat, i));
          return;
        }
      }
      question.path.accept(concat);
    }
  }

  /** From the name of a class to the class. */
  private static final class ClassNamed extends Path {
    private final Path path;

    ClassNamed(Path path) {
      super(path.asker);
      this.path = path;
    }

    @Override
    void accept(Value value) {
      path.accept(
          value instanceof Value.Text(String name)
              ? new Value.Literal("L" + name.replace('.', '/') + ";")
              : Value.UNKNOWN);
    }
  }

  /** From a class to its name; the class of an object may be another one than that of its type. */
  private static final class NameOfClass extends Path {
    private final Path path;

    NameOfClass(Path path) {
      super(path.asker);
      this.path = path;
    }

    @Override
    void accept(Value value) {
      Value name = Value.nameOf(value);
      if (value instanceof Value.ClassOf(String type)) {
        path.accept(new Value.Text(type.replace('/', '.')));
      }
      path.accept(name instanceof Value.Text ? name : Value.UNKNOWN);
    }
  }

  /** From a string to one made of it. */
  private static final class DerivedFrom extends Path {
    private final Derivation how;
    private final Path path;

    DerivedFrom(Derivation how, Path path) {
      super(path.asker);
      this.how = how;
      this.path = path;
    }

    @Override
    void accept(Value value) {
      Value made = Value.derive(how, value);
      path.accept(made instanceof Value.Derived ? Value.UNKNOWN : made);
    }
  }

  /** From a part of a concatenation to the whole. */
  private static final class PartOf extends Path {
    private final ValueTracing tracing;
    private final Question whole;
    private final Value.Concat concat;
    private final int index;

    PartOf(ValueTracing tracing, Question whole, Value.Concat concat, int index) {
      super(whole.path.asker);
      this.tracing = tracing;
      this.whole = whole;
      this.concat = concat;
      this.index = index;
    }

    @Override
    void accept(Value value) {
      if (whole.path.isOver()) {
        return;
      }
      List<Value> parts = new ArrayList<>(concat.parts());
      boolean reads =
          value instanceof Value.Text
              || value instanceof Value.Number
              || value instanceof Value.Concat;
      parts.set(index, reads ? value : Value.UNKNOWN);
      tracing.ask(whole.in, Value.concat(parts), whole.path, whole.steps + 1);
      tracing.answer();
    }
  }
}
