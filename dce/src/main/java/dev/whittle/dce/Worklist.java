package dev.whittle.dce;

import dev.whittle.ir.summary.Effect;
import java.util.List;

/** Visits every fact once, telling all mechanisms, until nothing new becomes true. */
final class Worklist {
  private final Marks marks;
  private final Order order;
  private final List<Mechanism> mechanisms;

  Worklist(Marks marks, List<Mechanism> mechanisms, Order order) {
    this.marks = marks;
    this.order = order;
    this.mechanisms = mechanisms;
  }

  void run() {
    settle();
    do {
      mechanisms.forEach(Mechanism::finished);
    } while (settle());
  }

  /** Works until nothing new becomes true; whether anything did. */
  private boolean settle() {
    boolean any = false;
    while (true) {
      while (!marks.isSettled()) {
        any = true;
        visit(marks.next(order));
      }
      int externals = marks.externals();
      mechanisms.forEach(Mechanism::settled);
      if (marks.isSettled() && marks.externals() == externals) {
        return any;
      }
    }
  }

  private void visit(int fact) {
    Object subject = marks.facts.subject(fact);
    switch (marks.facts.kind(fact)) {
      case LOADED -> mechanisms.forEach(m -> m.loaded((ClassNode) subject));
      case INITIALIZED -> mechanisms.forEach(m -> m.initialized((ClassNode) subject));
      case INSTANTIATED -> mechanisms.forEach(m -> m.instantiated((ClassNode) subject));
      case ENUMERATED -> mechanisms.forEach(m -> m.enumerated((ClassNode) subject));
      case REFERENCED -> mechanisms.forEach(m -> m.referenced((FunctionNode) subject));
      case USED -> used((FunctionNode) subject);
      case FIELD -> mechanisms.forEach(m -> m.used((FieldNode) subject));
      case VIRTUAL_CALL -> mechanisms.forEach(m -> m.called((VirtualCall) subject));
      case CAPABILITY, SERVICE -> mechanisms.forEach(m -> m.reached(fact, subject));
    }
  }

  private void used(FunctionNode function) {
    mechanisms.forEach(m -> m.used(function));
    for (FunctionNode.Ahead ahead : function.ahead) {
      effects(function, ahead.definition(), ahead.summary().get().effects());
    }
    function.ahead = List.of();
  }

  private void effects(FunctionNode function, FunctionNode.Definition in, List<Effect> effects) {
    for (Effect effect : effects) {
      for (Mechanism mechanism : mechanisms) {
        mechanism.effect(function, in, effect);
      }
    }
  }
}
