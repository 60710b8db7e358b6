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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.Set;

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

  /** Who asked, and how often since. */
  private static final class Asker {
    final Sink sink;
    final Effort effort;
    int questions;

    Asker(Sink sink, Effort effort) {
      this.sink = sink;
      this.effort = effort;
    }
  }

  private record Question(Asker asker, FunctionNode in, Value value, Sink sink, int steps) {
    Question about(Value other) {
      return new Question(asker, in, other, sink, steps);
    }

    Question in(FunctionNode function, Value other) {
      return new Question(asker, function, other, sink, steps);
    }

    /** Of which there can be so many only in a row. */
    Question next(FunctionNode function, Value other) {
      return new Question(asker, function, other, sink, steps + 1);
    }

    boolean isLast() {
      return steps >= asker.effort.steps;
    }

    /**
     * Not of the sink, which holds much, and belongs to the asker. ▸ gjf, ecj and closure take as
     * many instructions with it.
     */
    @Override
    public int hashCode() {
      return 31 * (31 * asker.hashCode() + in.hashCode()) + value.hashCode() + steps;
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
  private final Set<Question> asked = new HashSet<>();
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
        for (FunctionNode each : withOverridden(function)) {
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
    ask(new Question(new Asker(sink, effort), in, value, sink, 0));
    answer();
  }

  /** Once an asker has asked too much, all is unknown, but for how a name begins and ends. */
  private void ask(Question question) {
    Asker asker = question.asker;
    if (!question.sink.wants(question.value)) {
      return;
    }
    if (asker.questions > asker.effort.questions) {
      if (question.value instanceof Value.Concat concat && question.sink == asker.sink) {
        asker.sink.accept(Substitution.textsOf(concat));
      }
    } else if (asked.add(question)) {
      open.add(question);
      if (++asker.questions > asker.effort.questions) {
        marks.dependOnOrder = true;
        asker.sink.accept(Value.UNKNOWN);
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

  private void answer(Question question) {
    Value value = question.value;
    Sink sink = question.sink;
    switch (value) {
      case Value.OneOf union -> union.values().forEach(v -> ask(question.about(v)));
      case Value.Parameter _ -> ofParameter(question);
      case Value.Concat concat -> concat(question, concat);
      case Value.Named named -> within(question, named.name(), new ClassNamed(sink));
      case Value.NameOf name -> within(question, name.type(), new NameOfClass(sink));
      case Value.Derived(Derivation how, Value of) ->
          within(question, of, new DerivedFrom(how, sink));
      case Value.Field(FieldRef ref) -> ofField(question, field(ref));
      case Value.Result result -> ofResult(question, result);
      case Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Text _,
          Value.Literal _,
          Value.ClassOf _,
          Value.Elements _ ->
          sink.accept(value);
    }
  }

  /** Asks for an operand. */
  private void within(Question question, Value operand, Sink sink) {
    if (question.isLast()) {
      question.sink.accept(Value.UNKNOWN);
    } else {
      ask(new Question(question.asker, question.in, operand, sink, question.steps + 1));
    }
  }

  /** What a value is made of parameters is what it is made of arguments, at each call. */
  private void ofParameter(Question question) {
    for (FunctionNode callee : withOverridden(question.in)) {
      ofParameters.computeIfAbsent(callee, _ -> new ArrayList<>()).add(question);
      if (told.contains(callee)) {
        calledFromElsewhere(question);
      }
      calls.listen(
          callee,
          call -> {
            Value passed = Substitution.of(question.value, call.arguments);
            ask(
                question.value instanceof Value.Parameter
                    ? question.in(call.caller, passed)
                    : question.next(call.caller, passed));
          });
    }
  }

  private void calledFromElsewhere(Question question) {
    ask(question.about(Substitution.of(question.value, List.of())));
  }

  private static List<FunctionNode> withOverridden(FunctionNode function) {
    List<FunctionNode> functions = new ArrayList<>();
    functions.add(function);
    if (function.isVirtual()) {
      SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
      function.owner.addSupertypes(supertypes);
      for (ClassNode supertype : supertypes) {
        FunctionNode overridden = supertype.functions.get(function.selector);
        if (overridden != null && overridden != function && supertype.isProgram()) {
          functions.add(overridden);
        }
      }
    }
    return functions;
  }

  private void ofField(Question question, FieldNode field) {
    if (field == null || !Access.has(field.access, Access.STATIC) || !isFixed(field)) {
      question.sink.accept(Value.UNKNOWN);
    }
    if (field != null) {
      for (FieldDef definition : field.definitions) {
        if (definition.constantValue() instanceof Constant.Str(String text)) {
          question.sink.accept(new Value.Text(text));
        }
      }
      stores.listen(field, held -> ask(question.in(held.function, held.value)));
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
      question.sink.accept(Value.UNKNOWN);
    }
    if (callee != null && !limited) {
      results.listen(
          callee,
          held -> ask(question.next(question.in, Substitution.of(held.value, result.arguments()))));
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
      question.sink.accept(Substitution.textsOf(concat));
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
      question.sink.accept(concat);
    }
  }

  /** From the name of a class to the class. */
  private record ClassNamed(Sink sink) implements Sink {
    @Override
    public void accept(Value value) {
      sink.accept(
          value instanceof Value.Text(String name)
              ? new Value.Literal("L" + name.replace('.', '/') + ";")
              : Value.UNKNOWN);
    }
  }

  /** From a class to its name; the class of an object may be another one than that of its type. */
  private record NameOfClass(Sink sink) implements Sink {
    @Override
    public void accept(Value value) {
      Value name = Value.nameOf(value);
      if (value instanceof Value.ClassOf(String type)) {
        sink.accept(new Value.Text(type.replace('/', '.')));
      }
      sink.accept(name instanceof Value.Text ? name : Value.UNKNOWN);
    }
  }

  /** From a string to one made of it. */
  private record DerivedFrom(Derivation how, Sink sink) implements Sink {
    @Override
    public void accept(Value value) {
      Value made = Value.derive(how, value);
      sink.accept(made instanceof Value.Derived ? Value.UNKNOWN : made);
    }
  }

  /** From a part of a concatenation to the whole. */
  private record PartOf(ValueTracing tracing, Question whole, Value.Concat concat, int index)
      implements Sink {
    @Override
    public void accept(Value value) {
      List<Value> parts = new ArrayList<>(concat.parts());
      boolean reads =
          switch (value) {
            case Value.Text _, Value.Number _, Value.Concat _ -> true;
            case Value _ -> false;
          };
      parts.set(index, reads ? value : Value.UNKNOWN);
      tracing.ask(whole.next(whole.in, Value.concat(parts)));
      tracing.answer();
    }
  }
}
