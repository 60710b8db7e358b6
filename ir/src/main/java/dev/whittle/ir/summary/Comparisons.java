package dev.whittle.ir.summary;

import dev.whittle.ir.code.Statement;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Names of members that a body looks for by listing: where it asks members for their names, what it
 * compares strings with. Which of them it compares with a member's name is not followed.
 */
final class Comparisons {
  private final Set<Effect.Flow.Member> asked = EnumSet.noneOf(Effect.Flow.Member.class);
  private final SequencedSet<Value> compared = new LinkedHashSet<>();

  /** A call, with what is known of its arguments. */
  void call(Statement.Invoke s, ValueFlow values) {
    switch (s.method().name()) {
      case "getName" -> asks(s.method().owner());
      case "equals", "contentEquals" -> compares(s, values);
      default -> {}
    }
  }

  private void asks(String owner) {
    switch (owner) {
      case "java/lang/reflect/Method" -> asked.add(Effect.Flow.Member.METHOD);
      case "java/lang/reflect/Field" -> asked.add(Effect.Flow.Member.FIELD);
      case "java/lang/reflect/Member" -> asked.addAll(Set.of(Effect.Flow.Member.values()));
      default -> {}
    }
  }

  private void compares(Statement.Invoke s, ValueFlow values) {
    switch (s.method().owner()) {
      case "java/lang/String", "java/util/Objects", "java/lang/Object" -> {
        for (int i = 0; i < s.arguments().size(); i++) {
          Value value = values.temp(s.arguments().at(i));
          if (mayBeName(value)) {
            compared.add(value);
          }
        }
      }
      default -> {}
    }
  }

  private static boolean mayBeName(Value value) {
    return value.known()
        && !(value instanceof Value.Literal
            || value instanceof Value.ClassOf
            || value instanceof Value.Named
            || value instanceof Value.NameOf
            || value instanceof Value.Elements);
  }

  void addTo(Effects effects) {
    for (Effect.Flow.Member member : asked) {
      compared.forEach(value -> effects.add(new Effect.Flow.Comparison(member, value)));
    }
  }
}
