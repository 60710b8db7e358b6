package dev.whittle.dce;

import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * A reached call into reflection, and what has been found out about its arguments. The sets grow;
 * whoever adds to one combines the new element with what the others hold.
 */
final class ReflectiveSite {
  final FunctionNode function;
  final FunctionNode.Definition in;
  final Effect.PassValues call;

  /** Classes the call may be about. */
  final SequencedSet<ClassNode> classes = new LinkedHashSet<>();

  /** Names it may ask for. */
  final SequencedSet<NamePattern> names = new LinkedHashSet<>();

  /** Descriptors of parameter types it asks for, null when they are not known. */
  final List<String> parameters;

  /** Whether it may be about any class, or any object's class. */
  boolean anyClass;

  ReflectiveSite(FunctionNode function, FunctionNode.Definition in, Effect.PassValues call) {
    this.function = function;
    this.in = in;
    this.call = call;
    this.parameters = parameters(call);
  }

  /** The class array that stands last, when all its elements are class literals. */
  private static List<String> parameters(Effect.PassValues call) {
    boolean takesTypes = call.method().descriptor().contains("[Ljava/lang/Class;)");
    if (!takesTypes || call.arguments().isEmpty()) {
      return null;
    }
    return switch (call.arguments().getLast()) {
      case Value.Null _ -> List.of();
      case Value.Elements elements ->
          elements.elements().stream().allMatch(Value.Literal.class::isInstance)
              ? elements.elements().stream().map(v -> ((Value.Literal) v).descriptor()).toList()
              : null;
      case Value _ -> null;
    };
  }

  List<MemberQuery> queries() {
    List<MemberQuery> queries = new ArrayList<>(names.size());
    for (NamePattern name : names) {
      queries.add(MemberQuery.of(this, name));
    }
    return queries;
  }

  Because because(ReasonKind kind) {
    return Because.of(kind, function.used);
  }
}
