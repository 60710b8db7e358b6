package dev.whittle.dce;

import dev.whittle.ir.summary.Effect;
import java.util.ArrayList;
import java.util.List;

/** Tells mechanisms what a used function does: each effect to those who listen to its kind. */
final class Told {
  private final List<Mechanism.ByCall> calls;
  private final List<Mechanism.ByCallDynamic> dynamicCalls;
  private final List<Mechanism.ByInstantiate> instances;
  private final List<Mechanism.ByAccessField> fields;
  private final List<Mechanism.ByUseClass> classes;
  private final List<Mechanism.ByUseConstant> constants;
  private final List<Mechanism.ByUseText> literals;
  private final List<Mechanism.ByAssign> assigns;
  private final List<Mechanism.ByPassValues> values;
  private final List<Mechanism.ByFlow> flows;
  private final List<Mechanism.ByText> texts;

  /** Those who do not want texts yet, and all texts so far with the functions that have them. */
  private final List<Mechanism.ByTextLate> asleep;

  private final List<Mechanism.ByTextLate> awake = new ArrayList<>();
  private final List<FunctionNode> functions = new ArrayList<>();
  private final List<String> past = new ArrayList<>();

  Told(List<Mechanism> mechanisms) {
    this.calls = those(mechanisms, Mechanism.ByCall.class);
    this.dynamicCalls = those(mechanisms, Mechanism.ByCallDynamic.class);
    this.instances = those(mechanisms, Mechanism.ByInstantiate.class);
    this.fields = those(mechanisms, Mechanism.ByAccessField.class);
    this.classes = those(mechanisms, Mechanism.ByUseClass.class);
    this.constants = those(mechanisms, Mechanism.ByUseConstant.class);
    this.literals = those(mechanisms, Mechanism.ByUseText.class);
    this.assigns = those(mechanisms, Mechanism.ByAssign.class);
    this.values = those(mechanisms, Mechanism.ByPassValues.class);
    this.flows = those(mechanisms, Mechanism.ByFlow.class);
    this.texts = those(mechanisms, Mechanism.ByText.class);
    this.asleep = those(mechanisms, Mechanism.ByTextLate.class);
  }

  /** Those who listen to something. */
  static <T> List<T> those(List<Mechanism> mechanisms, Class<T> listeners) {
    List<T> those = new ArrayList<>();
    for (Mechanism mechanism : mechanisms) {
      if (listeners.isInstance(mechanism)) {
        those.add(listeners.cast(mechanism));
      }
    }
    return those;
  }

  /** Not a switch over patterns, whose call site costs as much as the telling. */
  void effect(FunctionNode function, FunctionNode.Definition in, Effect effect) {
    if (effect instanceof Effect.Call call) {
      for (int i = 0; i < calls.size(); i++) {
        calls.get(i).effect(function, in, call);
      }
    } else if (effect instanceof Effect.AccessField access) {
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).effect(function, in, access);
      }
    } else if (effect instanceof Effect.PassValues pass) {
      for (int i = 0; i < values.size(); i++) {
        values.get(i).effect(function, in, pass);
      }
    } else if (effect instanceof Effect.Assign assign) {
      for (int i = 0; i < assigns.size(); i++) {
        assigns.get(i).effect(function, in, assign);
      }
    } else if (effect instanceof Effect.UseClass use) {
      for (int i = 0; i < classes.size(); i++) {
        classes.get(i).effect(function, in, use);
      }
    } else if (effect instanceof Effect.Instantiate made) {
      for (int i = 0; i < instances.size(); i++) {
        instances.get(i).effect(function, in, made);
      }
    } else if (effect instanceof Effect.Flow flow) {
      for (int i = 0; i < flows.size(); i++) {
        flows.get(i).effect(function, in, flow);
      }
    } else {
      mayHaveText(function, in, effect);
    }
  }

  private void mayHaveText(FunctionNode function, FunctionNode.Definition in, Effect effect) {
    if (effect instanceof Effect.UseText use) {
      for (int i = 0; i < literals.size(); i++) {
        literals.get(i).effect(function, in, use);
      }
      text(function, in, use.text());
      return;
    } else if (effect instanceof Effect.CallDynamic call) {
      for (int i = 0; i < dynamicCalls.size(); i++) {
        dynamicCalls.get(i).effect(function, in, call);
      }
    } else if (effect instanceof Effect.UseConstant use) {
      for (int i = 0; i < constants.size(); i++) {
        constants.get(i).effect(function, in, use);
      }
    } else {
      throw new IllegalArgumentException("an effect that nobody listens to: " + effect);
    }
    // Few get here: a lambda for each effect is dear.
    Texts.of(effect, text -> text(function, in, text));
  }

  private void text(FunctionNode function, FunctionNode.Definition in, String text) {
    for (int i = 0; i < texts.size(); i++) {
      texts.get(i).text(function, in, text);
    }
    for (int i = 0; i < awake.size(); i++) {
      awake.get(i).text(function, text);
    }
    if (!asleep.isEmpty()) {
      functions.add(function);
      past.add(text);
    }
  }

  /** Tells those of all texts who did not want them before; whether there are any. */
  boolean wake() {
    boolean any = false;
    for (int i = asleep.size() - 1; i >= 0; i--) {
      if (asleep.get(i).wantsTexts()) {
        Mechanism.ByTextLate late = asleep.remove(i);
        awake.add(late);
        any = true;
        for (int at = 0; at < past.size(); at++) {
          late.text(functions.get(at), past.get(at));
        }
      }
    }
    return any;
  }
}
