package dev.whittle.dce;

import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs that the program starts: a command line is put together from texts, and where it starts
 * another JVM it names a class of this program. So once reached code starts processes, what the
 * platform launches by name ({@code main}, and the methods of agents) is called in classes that are
 * named by strings or are literals.
 */
final class LaunchedPrograms implements Mechanism.OfReached {
  private static final List<Selector> LAUNCHED =
      List.of(
          new Selector("main", "([Ljava/lang/String;)V"),
          new Selector("premain", "(Ljava/lang/String;Ljava/lang/instrument/Instrumentation;)V"),
          new Selector("premain", "(Ljava/lang/String;)V"),
          new Selector("agentmain", "(Ljava/lang/String;Ljava/lang/instrument/Instrumentation;)V"),
          new Selector("agentmain", "(Ljava/lang/String;)V"));

  private final Marks marks;
  private final Reflection reflection;
  private final NamedClasses named;
  private int starts = Facts.NONE;
  private int literals;
  private int strings;

  LaunchedPrograms(Marks marks, Reflection reflection, NamedClasses named) {
    this.marks = marks;
    this.reflection = reflection;
    this.named = named;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.START_PROCESS) {
      starts = fact;
    }
  }

  @Override
  public void settled() {
    if (starts == Facts.NONE) {
      return;
    }
    List<ClassNode> mentioned = new ArrayList<>(reflection.literals());
    List<ClassNode> texts = new ArrayList<>(named.all());
    mentioned.subList(literals, mentioned.size()).forEach(this::launch);
    texts.subList(strings, texts.size()).forEach(this::launch);
    literals = mentioned.size();
    strings = texts.size();
  }

  private void launch(ClassNode c) {
    for (Selector selector : LAUNCHED) {
      FunctionNode function = c.functions.get(selector);
      if (function != null && function.isStatic()) {
        marks.load(c, Because.of(ReasonKind.POLICY, starts));
        marks.external(function);
        marks.use(function, Because.of(ReasonKind.POLICY, starts, c.loaded));
      }
    }
  }
}
