package dev.whittle.dce;

import dev.whittle.ir.summary.Effect;
import java.util.List;

/** Visits every fact once, telling all mechanisms, until nothing new becomes true. */
final class Worklist {
  private final Marks marks;
  private final Order order;
  private final List<Mechanism> mechanisms;
  private final Told told;
  private final List<Mechanism.OfLoaded> ofLoaded;
  private final List<Mechanism.OfInitialized> ofInitialized;
  private final List<Mechanism.OfInstantiated> ofInstantiated;
  private final List<Mechanism.OfEnumerated> ofEnumerated;
  private final List<Mechanism.OfReferenced> ofReferenced;
  private final List<Mechanism.OfUsed> ofUsed;
  private final List<Mechanism.OfFields> ofFields;
  private final List<Mechanism.OfVirtualCalls> ofVirtualCalls;
  private final List<Mechanism.OfReached> ofReached;

  Worklist(Marks marks, List<Mechanism> mechanisms, Order order) {
    this.marks = marks;
    this.order = order;
    this.mechanisms = mechanisms;
    this.told = new Told(mechanisms);
    this.ofLoaded = Told.those(mechanisms, Mechanism.OfLoaded.class);
    this.ofInitialized = Told.those(mechanisms, Mechanism.OfInitialized.class);
    this.ofInstantiated = Told.those(mechanisms, Mechanism.OfInstantiated.class);
    this.ofEnumerated = Told.those(mechanisms, Mechanism.OfEnumerated.class);
    this.ofReferenced = Told.those(mechanisms, Mechanism.OfReferenced.class);
    this.ofUsed = Told.those(mechanisms, Mechanism.OfUsed.class);
    this.ofFields = Told.those(mechanisms, Mechanism.OfFields.class);
    this.ofVirtualCalls = Told.those(mechanisms, Mechanism.OfVirtualCalls.class);
    this.ofReached = Told.those(mechanisms, Mechanism.OfReached.class);
  }

  void run() {
    settle();
    do {
      for (Mechanism mechanism : mechanisms) {
        mechanism.finished();
      }
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
      boolean woken = told.wake();
      for (Mechanism mechanism : mechanisms) {
        mechanism.settled();
      }
      if (marks.isSettled() && marks.externals() == externals && !woken) {
        return any;
      }
    }
  }

  private void visit(int fact) {
    Object subject = marks.facts.subject(fact);
    switch (marks.facts.kind(fact)) {
      case LOADED -> loaded((ClassNode) subject);
      case INITIALIZED -> initialized((ClassNode) subject);
      case INSTANTIATED -> instantiated((ClassNode) subject);
      case ENUMERATED -> enumerated((ClassNode) subject);
      case REFERENCED -> referenced((FunctionNode) subject);
      case USED -> used((FunctionNode) subject);
      case FIELD -> used((FieldNode) subject);
      case VIRTUAL_CALL -> called((VirtualCall) subject);
      case CAPABILITY, SERVICE -> reached(fact, subject);
    }
  }

  private void loaded(ClassNode c) {
    for (int i = 0; i < ofLoaded.size(); i++) {
      ofLoaded.get(i).loaded(c);
    }
  }

  private void initialized(ClassNode c) {
    for (int i = 0; i < ofInitialized.size(); i++) {
      ofInitialized.get(i).initialized(c);
    }
  }

  private void instantiated(ClassNode c) {
    for (int i = 0; i < ofInstantiated.size(); i++) {
      ofInstantiated.get(i).instantiated(c);
    }
  }

  private void enumerated(ClassNode c) {
    for (int i = 0; i < ofEnumerated.size(); i++) {
      ofEnumerated.get(i).enumerated(c);
    }
  }

  private void referenced(FunctionNode function) {
    for (int i = 0; i < ofReferenced.size(); i++) {
      ofReferenced.get(i).referenced(function);
    }
  }

  private void used(FieldNode field) {
    for (int i = 0; i < ofFields.size(); i++) {
      ofFields.get(i).used(field);
    }
  }

  private void called(VirtualCall call) {
    for (int i = 0; i < ofVirtualCalls.size(); i++) {
      ofVirtualCalls.get(i).called(call);
    }
  }

  private void reached(int fact, Object subject) {
    for (int i = 0; i < ofReached.size(); i++) {
      ofReached.get(i).reached(fact, subject);
    }
  }

  private void used(FunctionNode function) {
    for (int i = 0; i < ofUsed.size(); i++) {
      ofUsed.get(i).used(function);
    }
    for (FunctionNode.Ahead ahead : function.ahead) {
      List<Effect> effects = ahead.summary().get().effects();
      for (int i = 0; i < effects.size(); i++) {
        told.effect(function, ahead.definition(), effects.get(i));
      }
    }
    function.ahead = List.of();
  }
}
