package dev.whittle.dce;

import dev.whittle.ir.summary.Effect;

/**
 * One way in which a fact makes others true. Each mechanism argues in its own comment why what it
 * marks is enough. It is told of every fact once, of the kinds whose interfaces here it implements,
 * and may mark in answer; it must not look at what is not yet marked, unless it remembers and looks
 * again when that changes.
 *
 * <p>▸ When each of 43 mechanisms was told of everything, telling alone was a fifth of ecj's
 * reachability: most want one or two kinds of facts.
 */
interface Mechanism {
  /** The worklist is empty. What is marked here sets the work going again. */
  default void settled() {}

  /**
   * Nothing more becomes true by itself. Here, and only here, may a mechanism look at what is not
   * marked: to keep a declaration as a substitute for what went.
   */
  default void finished() {}

  interface OfLoaded extends Mechanism {
    void loaded(ClassNode c);
  }

  interface OfInitialized extends Mechanism {
    void initialized(ClassNode c);
  }

  interface OfInstantiated extends Mechanism {
    void instantiated(ClassNode c);
  }

  interface OfEnumerated extends Mechanism {
    void enumerated(ClassNode c);
  }

  interface OfReferenced extends Mechanism {
    void referenced(FunctionNode function);
  }

  interface OfUsed extends Mechanism {
    void used(FunctionNode function);
  }

  interface OfFields extends Mechanism {
    void used(FieldNode field);
  }

  interface OfVirtualCalls extends Mechanism {
    void called(VirtualCall call);
  }

  interface OfReached extends Mechanism {
    /** A program-wide fact: a capability or a service. */
    void reached(int fact, Object subject);
  }

  /** What follows is told of effects: {@code function}, which is used, does this. */
  interface ByCall extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.Call call);
  }

  interface ByCallDynamic extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.CallDynamic call);
  }

  interface ByInstantiate extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.Instantiate made);
  }

  interface ByAccessField extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.AccessField access);
  }

  interface ByUseClass extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseClass use);
  }

  interface ByUseConstant extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseConstant use);
  }

  interface ByUseText extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseText use);
  }

  interface ByAssign extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.Assign assign);
  }

  interface ByPassValues extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.PassValues pass);
  }

  interface ByFlow extends Mechanism {
    void effect(FunctionNode function, FunctionNode.Definition in, Effect.Flow flow);
  }

  /** Is told of string constants, also of those among the arguments of dynamic constants. */
  interface ByText extends Mechanism {
    void text(FunctionNode function, FunctionNode.Definition in, String text);
  }

  /**
   * As {@link ByText}, but told only once there is a use for texts: then of all so far, when the
   * worklist is empty. Of most programs there never is.
   */
  interface ByTextLate extends Mechanism {
    /** Whether texts make anything true by now; never ceases to be so. */
    boolean wantsTexts();

    void text(FunctionNode function, String text);
  }
}
