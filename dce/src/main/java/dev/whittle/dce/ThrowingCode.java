package dev.whittle.dce;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Terminator;
import java.util.List;

/** Code that does nothing but fail: it cannot return, and has no loop to stay in. */
final class ThrowingCode {
  private FunctionNode.Definition asked;
  private boolean answer;

  /** Whether this is such code. Most ask for the same definition many times in a row. */
  boolean is(FunctionNode.Definition definition) {
    if (definition != asked) {
      asked = definition;
      CodeHandle code = definition == null ? null : definition.function().code();
      answer = code != null && onlyThrows(code.body());
    }
    return answer;
  }

  static boolean onlyThrows(Body body) {
    List<Block> blocks = body.blocks();
    if (!body.handlers().isEmpty()) {
      return false;
    }
    for (int i = 0; i < blocks.size(); i++) {
      Terminator end = blocks.get(i).terminator();
      if (end instanceof Terminator.Return || goesBack(end, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean goesBack(Terminator end, int block) {
    boolean[] back = {false};
    end.forEachEdge(edge -> back[0] |= edge.block() <= block);
    return back[0];
  }
}
