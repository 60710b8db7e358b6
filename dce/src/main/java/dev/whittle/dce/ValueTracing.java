package dev.whittle.dce;

import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Follows values of parameters to the arguments of reached calls, on demand: only where somebody
 * asks what a parameter may be. A parameter of an overriding function is asked of calls of what it
 * overrides as well.
 *
 * <p>What something else than a call in reached code may run (the platform, a function object,
 * reflection) gets values that are not seen here: its parameters may be anything too.
 */
final class ValueTracing implements Mechanism {
  /** A name is put together from fewer parts than this. */
  private static final int MAX_PARTS = 8;

  /** Receives what a value may be: never a parameter, a union or a static field. */
  interface Sink {
    void accept(Value value);
  }

  private record Parameter(FunctionNode function, int index) {}

  private record Listener(Parameter parameter, Sink sink) {}

  private record Call(FunctionNode caller, List<Value> arguments) {}

  private final Marks marks;
  private final Map<FunctionNode, SequencedSet<Call>> calls = new HashMap<>();
  private final Map<FunctionNode, List<Listener>> listeners = new LinkedHashMap<>();
  private final Set<Listener> known = new HashSet<>();

  /** Functions whose listeners know that they are called from elsewhere. */
  private final Set<FunctionNode> told = new HashSet<>();

  ValueTracing(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect effect) {
    if (effect instanceof Effect.PassValues pass) {
      ClassNode owner = marks.hierarchy.ofConstant(pass.method().owner());
      FunctionNode resolved =
          owner == null || owner.origin == ClassNode.Origin.PLATFORM
              ? null
              : Resolution.resolve(
                  owner,
                  new Selector(pass.method().name(), pass.method().descriptor()),
                  marks.hierarchy);
      if (resolved != null && resolved.owner.isProgram()) {
        if (pass.kind() == InvokeKind.SPECIAL) {
          FunctionNode selected =
              Resolution.selectSpecial(function.owner, owner, resolved).function();
          resolved = selected == null ? resolved : selected;
        }
        called(resolved, new Call(function, pass.arguments()));
      }
    }
  }

  private void called(FunctionNode callee, Call call) {
    if (calls.computeIfAbsent(callee, _ -> new LinkedHashSet<>()).add(call)) {
      for (Listener listener : List.copyOf(listeners.getOrDefault(callee, List.of()))) {
        pass(call, listener);
      }
    }
  }

  private void pass(Call call, Listener listener) {
    int index = listener.parameter.index;
    trace(
        call.caller,
        index < call.arguments.size() ? call.arguments.get(index) : Value.UNKNOWN,
        listener.sink);
  }

  /** Functions may turn out to be called from elsewhere after somebody asked for a parameter. */
  @Override
  public void settled() {
    for (Map.Entry<FunctionNode, List<Listener>> entry : List.copyOf(listeners.entrySet())) {
      if (entry.getKey().external && told.add(entry.getKey())) {
        List.copyOf(entry.getValue()).forEach(listener -> listener.sink.accept(Value.UNKNOWN));
      }
    }
  }

  /** Tells {@code sink}, now and whenever more is reached, what {@code value} may be. */
  void trace(FunctionNode in, Value value, Sink sink) {
    switch (value) {
      case Value.OneOf union -> union.values().forEach(member -> trace(in, member, sink));
      case Value.Parameter parameter -> listen(new Parameter(in, parameter.index()), sink);
      case Value.Named named -> trace(in, named.name(), new ClassNamed(sink));
      case Value.NameOf name -> trace(in, name.type(), new NameOfClass(sink));
      case Value.Concat concat -> traceConcat(in, concat, sink);
      case Value.StaticField _ -> sink.accept(Value.UNKNOWN);
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

  private void listen(Parameter parameter, Sink sink) {
    if (!known.add(new Listener(parameter, sink))) {
      return;
    }
    for (FunctionNode callee : withOverridden(parameter.function)) {
      Listener listener = new Listener(parameter, sink);
      listeners.computeIfAbsent(callee, _ -> new ArrayList<>()).add(listener);
      if (told.contains(callee)) {
        sink.accept(Value.UNKNOWN);
      }
      for (Call call : List.copyOf(calls.getOrDefault(callee, new LinkedHashSet<>()))) {
        pass(call, listener);
      }
    }
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

  /**
   * One symbolic part of a concatenation is replaced by what it may be; others stay open. A text
   * that a function hands to itself, longer each time, has no end: after a few parts all stay open.
   */
  private void traceConcat(FunctionNode in, Value.Concat concat, Sink sink) {
    for (int i = 0; i < concat.parts().size(); i++) {
      Value part = concat.parts().get(i);
      if (part instanceof Value.Parameter
          || part instanceof Value.OneOf
          || part instanceof Value.NameOf) {
        int depth = 1 + (sink instanceof PartOf outer ? outer.depth : 0);
        if (depth <= MAX_PARTS) {
          trace(in, part, new PartOf(concat, i, sink, depth));
          return;
        }
      }
    }
    sink.accept(concat);
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

  /** From a class to its name. */
  private record NameOfClass(Sink sink) implements Sink {
    @Override
    public void accept(Value value) {
      sink.accept(
          value instanceof Value.Literal(String type) && type.startsWith("L")
              ? new Value.Text(type.substring(1, type.length() - 1).replace('/', '.'))
              : Value.UNKNOWN);
    }
  }

  /** From a part of a concatenation to the whole. */
  private record PartOf(Value.Concat concat, int index, Sink sink, int depth) implements Sink {
    @Override
    public void accept(Value value) {
      List<Value> parts = new ArrayList<>(concat.parts());
      parts.set(index, value instanceof Value.Null ? Value.UNKNOWN : value);
      sink.accept(Value.concat(parts));
    }
  }
}
