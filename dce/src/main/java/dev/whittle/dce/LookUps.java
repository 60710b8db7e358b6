package dev.whittle.dce;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls that may look for a class without initializing it, with tombstones: each becomes a call of
 * a function with the same operands, which does the same and reports what is pruned. A call of
 * {@code loadClass} has its receiver as the first operand. Calls by {@code super} stay: they are
 * part of a loader.
 */
final class LookUps {
  private static final String LOAD = "(Ljava/lang/String;)Ljava/lang/Class;";
  private static final String FOR_NAME =
      "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;";

  private LookUps() {}

  /** The function with such calls replaced, itself when it has none. */
  static FunctionDef reported(FunctionDef function) {
    Body body = function.code().body();
    List<Block> blocks = new ArrayList<>();
    boolean found = false;
    for (Block block : body.blocks()) {
      List<Statement> statements = block.statements().stream().map(LookUps::reported).toList();
      found |= !statements.equals(block.statements());
      blocks.add(
          new Block(
              block.parameters(), block.entry(), block.handlers(), statements, block.terminator()));
    }
    return found ? function.withCode(with(blocks, body, function.code())) : function;
  }

  private static CodeHandle with(List<Block> blocks, Body body, CodeHandle code) {
    Body replaced =
        new Body(
            body.locals(),
            body.parameterCount(),
            blocks,
            body.handlers(),
            body.tempCount(),
            body.extents(),
            body.anchors());
    return new CodeHandle.Code(replaced, code.locations());
  }

  private static Statement reported(Statement statement) {
    return statement instanceof Statement.Invoke call ? reported(call) : statement;
  }

  private static Statement reported(Statement.Invoke call) {
    MethodRef method = call.method();
    boolean loads =
        call.kind() == Statement.InvokeKind.VIRTUAL
            && method.name().equals("loadClass")
            && method.owner().equals("java/lang/ClassLoader")
            && method.descriptor().equals(LOAD);
    boolean finds =
        call.kind() == Statement.InvokeKind.STATIC
            && method.name().equals("forName")
            && method.owner().equals("java/lang/Class")
            && method.descriptor().equals(FOR_NAME);
    if (!loads && !finds) {
      return call;
    }
    String descriptor =
        loads ? "(Ljava/lang/ClassLoader;" + method.descriptor().substring(1) : method.descriptor();
    return new Statement.Invoke(
        call.result(),
        Statement.InvokeKind.STATIC,
        new MethodRef(Tombstones.RUNTIME, method.name(), descriptor, OwnerKind.CLASS),
        call.arguments());
  }
}
