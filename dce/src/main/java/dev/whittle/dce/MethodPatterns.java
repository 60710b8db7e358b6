package dev.whittle.dce;

import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Look-ups of methods by parts of their names, on classes that are not known: a batch of them, and
 * what they find in a class. Which of them a name answers is found out once for each name, and what
 * a class declares for them once for each class, however many subclasses inherit it.
 *
 * <p>▸ The Kotlin compiler asks 109 such questions of 29,218 classes; asking each of each was a
 * third of its reachability.
 */
final class MethodPatterns {
  /**
   * That such look-ups are done at all: who may be asked about lists its members, whatever they are
   * asked for.
   */
  enum Listing {
    OF_ANY_CLASS;

    @Override
    public String toString() {
      return "some look-up of methods by parts of their names, of some class";
    }
  }

  /** A question, and the fact that it is asked. */
  record Asked(MemberQuery query, int fact) {}

  /** A method of a class, and who asks for it. */
  private record Match(FunctionNode function, Asked asked) {}

  private final ReflectiveEffects effects;
  private final List<Asked> batch;

  /** Who asks for methods of a name, were they of the right kind. */
  private final Map<String, List<Asked>> byName = new HashMap<>();

  private final Map<ClassNode, List<Match>> declared = new IdentityHashMap<>();

  MethodPatterns(ReflectiveEffects effects, List<Asked> batch) {
    this.effects = effects;
    this.batch = List.copyOf(batch);
  }

  /** Whether a question is one for here: for methods, by a part of the name or by parameters. */
  static boolean isOne(MemberQuery query) {
    return query.name().text() == null
        && query.isSelective()
        && query.call().finds() == ReflectiveCall.Finds.METHODS;
  }

  /** All questions are, or may be, about this class, because of {@code fact}. */
  void meet(ClassNode c, int fact) {
    for (ClassNode declaring : c.supertypes()) {
      if (declaring.isProgram()) {
        List<Match> matches = declared.computeIfAbsent(declaring, this::matches);
        for (Match match : matches) {
          if (declaring == c || ReflectiveEffects.inherits(match.asked.query.call())) {
            effects.invoke(
                c, match.function, Because.of(ReasonKind.POLICY, match.asked.fact, fact));
          }
        }
      }
    }
  }

  private List<Match> matches(ClassNode declaring) {
    List<Match> matches = new ArrayList<>(0);
    for (Asked asked : batch) {
      if (asked.query.sees(0)) {
        declaring.functions.list();
      }
    }
    for (FunctionNode function : declaring.functions.unlisted()) {
      String name = function.selector.name();
      if (!name.startsWith("<")) {
        for (Asked asked : byName.computeIfAbsent(name, this::asking)) {
          if (asked.query.asksFor(function)) {
            matches.add(new Match(function, asked));
          }
        }
      }
    }
    return matches;
  }

  private List<Asked> asking(String name) {
    return batch.stream().filter(asked -> asked.query.name().matches(name)).toList();
  }
}
