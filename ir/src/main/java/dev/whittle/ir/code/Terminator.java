package dev.whittle.ir.code;

import java.util.List;
import java.util.function.Consumer;

/** How a block ends. {@link #NONE} stands where a temp is absent. */
public sealed interface Terminator {
  int NONE = -1;

  /**
   * Goes on at {@code target}. When the target is the next block in layout no instruction is
   * needed, unless a line anchor sits on this point: then a {@code nop} carries it.
   */
  record Goto(Edge target) implements Terminator {
    @Override
    public int edgeCount() {
      return 1;
    }

    @Override
    public Edge edge(int index) {
      return target;
    }
  }

  /**
   * A two-way branch.
   *
   * @param left first operand
   * @param right second operand, {@link #NONE} when the condition compares with zero or null
   * @param taken where to go when the condition holds
   * @param otherwise where to go else, in layout normally the next block
   */
  record Branch(Condition condition, int left, int right, Edge taken, Edge otherwise)
      implements Terminator {
    @Override
    public int edgeCount() {
      return 2;
    }

    @Override
    public Edge edge(int index) {
      return index == 0 ? taken : otherwise;
    }
  }

  /** A multi-way branch on an int. {@code cases} have ascending, distinct keys. */
  record Switch(SwitchForm form, int key, List<Case> cases, Edge otherwise) implements Terminator {
    public Switch {
      cases = List.copyOf(cases);
    }

    @Override
    public int edgeCount() {
      return cases.size() + 1;
    }

    @Override
    public Edge edge(int index) {
      return index < cases.size() ? cases.get(index).target : otherwise;
    }
  }

  /** A case of a {@link Switch}. */
  record Case(int key, Edge target) {}

  /**
   * Which instruction the switch was. A {@code TABLE} lists every key between its bounds, also
   * those that go where the default goes, so that the bounds survive.
   */
  enum SwitchForm {
    TABLE,
    LOOKUP
  }

  /** Returns {@code value}, or nothing when it is {@link #NONE}. */
  record Return(int value) implements Terminator {}

  /** Throws {@code value}. */
  record Throw(int value) implements Terminator {}

  /** How many normal edges there are. */
  default int edgeCount() {
    return 0;
  }

  /** A normal edge, by its place among them as they are written. */
  default Edge edge(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  /** Visits the normal edges in the order in which they are written. */
  default void forEachEdge(Consumer<Edge> visit) {
    for (int i = 0; i < edgeCount(); i++) {
      visit.accept(edge(i));
    }
  }
}
