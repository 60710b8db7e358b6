package dev.whittle.dce;

import dev.whittle.dce.MemberQuery.Visible;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Effect.Flow.Member;
import dev.whittle.ir.summary.ReflectiveCall;
import dev.whittle.ir.summary.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Members that code chooses by name from those it has listed. A function that asks members for
 * their names and compares strings looks for members of the names that the strings turn out to be
 * ({@link ValueTracing}), as a look-up by name of an unknown class does: whichever list the members
 * are from, a class whose members are listed by such code is known, or open ({@link Reflection}).
 *
 * <p>An invocation handler compares the name of what is called on its proxy: that is a member of an
 * interface, and kept as such. Who compares with {@code main} passes it over, or starts a program
 * that its user names.
 */
final class ChosenMembers implements Mechanism.ByFlow {
  private static final Selector HANDLER =
      new Selector(
          "invoke",
          "(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;");

  /** A function that compares with more names is a general one. */
  private static final int MAX_NAMES = 32;

  private final Marks marks;
  private final Reflection reflection;
  private final ValueTracing tracing;
  private final Map<FunctionNode, Set<String>> names = new HashMap<>();

  ChosenMembers(Marks marks, Reflection reflection, ValueTracing tracing) {
    this.marks = marks;
    this.reflection = reflection;
    this.tracing = tracing;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Flow flow) {
    if (flow instanceof Effect.Flow.Comparison(Member member, Value value)
        && !function.selector.equals(HANDLER)) {
      Names sink = new Names(this, function, member);
      tracing.trace(function, value, sink, ValueTracing.Effort.EVIDENCE);
    }
  }

  private record Names(ChosenMembers chosen, FunctionNode function, Member member)
      implements ValueTracing.Sink {
    @Override
    public void accept(Value value) {
      if (value instanceof Value.Text(String text) && isIdentifier(text)) {
        chosen.compared(function, member, text);
      }
    }
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && !text.equals("main")
        && Character.isJavaIdentifierStart(text.charAt(0))
        && text.chars().allMatch(Character::isJavaIdentifierPart);
  }

  private void compared(FunctionNode function, Member member, String name) {
    Set<String> known = names.computeIfAbsent(function, _ -> new HashSet<>());
    if (known.size() >= MAX_NAMES) {
      marks.dependOnOrder = true;
    } else if (known.add(member + name)) {
      ReflectiveCall call =
          switch (member) {
            case METHOD -> ReflectiveCall.GET_METHOD;
            case FIELD -> ReflectiveCall.GET_FIELD;
          };
      NamePattern pattern = NamePattern.exactly(name);
      reflection.open(function, new MemberQuery(call, Visible.ALL, pattern, null));
    }
  }
}
