package dev.whittle.dce;

import dev.whittle.ir.summary.Effect;

/**
 * One way in which a fact makes others true. Each mechanism argues in its own comment why what it
 * marks is enough. It is told of every fact once and may mark in answer; it must not look at what
 * is not yet marked, unless it remembers and looks again when that changes.
 */
interface Mechanism {
  default void loaded(ClassNode c) {}

  default void initialized(ClassNode c) {}

  default void instantiated(ClassNode c) {}

  default void enumerated(ClassNode c) {}

  default void referenced(FunctionNode function) {}

  default void used(FunctionNode function) {}

  default void used(FieldNode field) {}

  default void called(VirtualCall call) {}

  /** A program-wide fact: a capability or a service. */
  default void reached(int fact, Object subject) {}

  /** {@code function}, which is used, does this. */
  default void effect(FunctionNode function, FunctionNode.Definition in, Effect effect) {}

  /** The worklist is empty. What is marked here sets the work going again. */
  default void settled() {}

  /**
   * Nothing more becomes true by itself. Here, and only here, may a mechanism look at what is not
   * marked: to keep a declaration as a substitute for what went.
   */
  default void finished() {}
}
