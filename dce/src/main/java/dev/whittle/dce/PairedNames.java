package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.ReflectiveCall;
import dev.whittle.ir.summary.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Members that code spells beside their class: a body has the member's name as a string constant,
 * and the class as a literal, as a string or from a static field that holds one; or it passes on a
 * look-up object, which is its own class's. So do generators of code, which name what the code they
 * make shall call, and callers of look-ups whose arguments are lost on their way.
 *
 * <p>Once reached code defines classes, or looks for members of any name of any class, such members
 * are found: methods and fields of that name, and constructors for {@code <init>}. Both have to
 * stand in one body: a class alone says nothing about members, and a string alone fits too many.
 * Code that can only throw spells them for its message.
 */
final class PairedNames
    implements Mechanism.OfReached,
        Mechanism.ByText,
        Mechanism.ByUseClass,
        Mechanism.ByAccessField,
        Mechanism.ByFlow,
        Mechanism.ByCall {
  /** Looks for members of which nothing is known. */
  private enum Asks {
    ANY_MEMBER;

    @Override
    public String toString() {
      return "look-ups of members of which nothing is known";
    }
  }

  /** The strings of the body of a function, which is used by this fact. */
  private record Body(Set<String> texts, int used, FunctionNode.Definition in) {}

  private record Pair(ClassNode c, Set<String> names, int used) {}

  private final Marks marks;
  private final NamedClasses named;
  private final ReflectiveEffects effects;
  private final List<Pair> pairs = new ArrayList<>();

  /** Facts that make pairs count, each with how many of them it met. */
  private final Map<Integer, Integer> conditions = new LinkedHashMap<>();

  /** Classes that static fields hold, as such or by their names, and who reads the fields. */
  private final Map<FieldNode, SequencedSet<ClassNode>> held = new HashMap<>();

  private final Map<FieldNode, List<Body>> readers = new HashMap<>();

  private final ThrowingCode throwing = new ThrowingCode();
  private FunctionNode current;
  private FunctionNode.Definition body;
  private final SequencedSet<ClassNode> classes = new LinkedHashSet<>();
  private final SequencedSet<FieldNode> fields = new LinkedHashSet<>();
  private final SequencedSet<String> texts = new LinkedHashSet<>();

  PairedNames(Marks marks, NamedClasses named, ReflectiveEffects effects) {
    this.marks = marks;
    this.named = named;
    this.effects = effects;
  }

  /** A call that may find members of any name, of any class. */
  void undecided(int fact) {
    int asks = marks.fact(Kind.CAPABILITY, Asks.ANY_MEMBER, Because.of(ReasonKind.CALL, fact));
    conditions.putIfAbsent(asks, 0);
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.DEFINE_CLASS) {
      conditions.putIfAbsent(fact, 0);
    }
  }

  /** Effects of one function come one after the other. */
  @Override
  public void text(FunctionNode function, FunctionNode.Definition in, String text) {
    visit(function, in);
    texts.add(text);
    add(named.find(text), classes);
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseClass use) {
    if (use.use() == Effect.ClassUse.LITERAL) {
      visit(function, in);
      literal(use.name(), classes);
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.AccessField access) {
    if (access.access() == Effect.FieldAccess.GET_STATIC) {
      visit(function, in);
      addField(access.field());
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Flow flow) {
    if (flow instanceof Effect.Flow.Store(FieldRef ref, Value value)) {
      store(ref, value);
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Call call) {
    if (takesLookup(call.method())) {
      visit(function, in);
      add(function.owner, classes);
    }
  }

  private void visit(FunctionNode function, FunctionNode.Definition in) {
    if (function != current) {
      pair();
      current = function;
    }
    body = in;
  }

  static boolean takesLookup(MethodRef method) {
    return method.descriptor().contains("Ljava/lang/invoke/MethodHandles$Lookup;");
  }

  private void literal(String name, SequencedSet<ClassNode> into) {
    add(name.startsWith("[") ? null : marks.hierarchy.ofConstant(name), into);
  }

  private static void add(ClassNode c, SequencedSet<ClassNode> into) {
    if (c != null && c.isProgram()) {
      into.add(c);
    }
  }

  private void addField(FieldRef ref) {
    FieldNode field = mayHold(ref) ? field(ref) : null;
    if (field != null) {
      fields.add(field);
    }
  }

  /** Whether a field, when it is static, may hold a class or its name. */
  static boolean mayHold(FieldRef ref) {
    return ref.descriptor().equals("Ljava/lang/String;")
        || ref.descriptor().equals("Ljava/lang/Class;");
  }

  private FieldNode field(FieldRef ref) {
    return marks.hierarchy.link(ref).field();
  }

  private void store(FieldRef ref, Value value) {
    SequencedSet<ClassNode> found = new LinkedHashSet<>();
    classes(value, found);
    FieldNode field = found.isEmpty() ? null : field(ref);
    if (field == null || !field.isStatic()) {
      return;
    }
    SequencedSet<ClassNode> all = held.computeIfAbsent(field, _ -> new LinkedHashSet<>());
    for (ClassNode c : found) {
      if (all.add(c)) {
        readers.getOrDefault(field, List.of()).forEach(body -> pair(c, body));
      }
    }
  }

  private void classes(Value value, SequencedSet<ClassNode> into) {
    switch (value) {
      case Value.Text(String text) -> add(named.find(text), into);
      case Value.Literal(String descriptor) when descriptor.startsWith("L") ->
          literal(Descriptor.className(descriptor), into);
      case Value.OneOf(SequencedSet<Value> values) -> values.forEach(each -> classes(each, into));
      case Value.Literal _,
          Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Concat _,
          Value.ClassOf _,
          Value.Named _,
          Value.NameOf _,
          Value.Parameter _,
          Value.Field _,
          Value.Result _,
          Value.Derived _,
          Value.Elements _ -> {}
    }
  }

  /** Pairs what the function spells that was visited last. */
  private void pair() {
    if (!texts.isEmpty() && !(classes.isEmpty() && fields.isEmpty())) {
      for (String text : texts) {
        marks.hierarchy.sought().add(text);
      }
      Body spelling = new Body(Set.copyOf(texts), current.used, body);
      for (FieldNode field : fields) {
        readers.computeIfAbsent(field, _ -> new ArrayList<>(1)).add(spelling);
        classes.addAll(held.getOrDefault(field, new LinkedHashSet<>()));
      }
      classes.forEach(c -> pair(c, spelling));
    }
    current = null;
    classes.clear();
    fields.clear();
    texts.clear();
  }

  private void pair(ClassNode c, Body body) {
    Set<String> names = ReflectiveEffects.memberNames(c);
    names.retainAll(body.texts);
    if (!names.isEmpty() && !throwing.is(body.in)) {
      pairs.add(new Pair(c, names, body.used));
    }
  }

  @Override
  public void settled() {
    pair();
    for (Map.Entry<Integer, Integer> condition : conditions.entrySet()) {
      for (Pair each : pairs.subList(condition.getValue(), pairs.size())) {
        Because because = Because.of(ReasonKind.STRING, each.used, condition.getKey());
        effects.paired(each.c, each.names, because);
      }
      condition.setValue(pairs.size());
    }
  }
}
