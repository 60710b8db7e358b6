package dev.whittle.codegen.clean;

import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Statement;

/** Which statements do nothing but give a value: they may go when nothing uses it. */
final class Purity {
  private Purity() {}

  static boolean isPure(Statement statement) {
    return switch (statement) {
      case Statement.Const s -> s.constant().isLeaf();
      case Statement.Load _, Statement.Unary _ -> true;
      case Statement.Binary s -> !mayTrap(s.op());
      case Statement _ -> false;
    };
  }

  static boolean isLeaf(Statement statement) {
    return switch (statement) {
      case Statement.Load _ -> true;
      case Statement.Const s -> s.constant().isLeaf();
      case Statement _ -> false;
    };
  }

  private static boolean mayTrap(BinaryOp op) {
    return switch (op) {
      case IDIV, LDIV, IREM, LREM -> true;
      default -> false;
    };
  }
}
