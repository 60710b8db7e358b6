package dev.whittle.ir.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects violations at the place that the checks are at. */
final class Report {
  private final List<Violation> violations = new ArrayList<>();
  private int block = Violation.NOWHERE;
  private int point = Violation.NOWHERE;

  /** What follows is about this block, at its first point. */
  void enter(int newBlock, int firstPoint) {
    block = newBlock;
    point = firstPoint;
  }

  void nextPoint() {
    point++;
  }

  /** What follows is about the body. */
  void leaveBlocks() {
    block = Violation.NOWHERE;
    point = Violation.NOWHERE;
  }

  void add(Invariant invariant, String detail) {
    violations.add(new Violation(invariant, block, point, detail));
  }

  /** Adds a violation unless {@code holds}. */
  boolean check(boolean holds, Invariant invariant, String detail) {
    if (!holds) {
      add(invariant, detail);
    }
    return holds;
  }

  /** Likewise, with a detail that is only made when it is needed. */
  boolean check(boolean holds, Invariant invariant, Supplier<String> detail) {
    if (!holds) {
      add(invariant, detail.get());
    }
    return holds;
  }

  boolean isEmpty() {
    return violations.isEmpty();
  }

  List<Violation> toList() {
    return List.copyOf(violations);
  }
}
