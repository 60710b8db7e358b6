package dev.whittle.ir.code;

import java.util.List;

/**
 * A basic block.
 *
 * @param parameters operand values that edges pass in, bottom of stack first
 * @param entry locals on entry
 * @param handlers indices into {@link Body#handlers()} of the entries that cover this block,
 *     ascending
 */
public record Block(
    List<Parameter> parameters,
    EntryTypes entry,
    Ints handlers,
    List<Statement> statements,
    Terminator terminator) {
  public Block {
    parameters = List.copyOf(parameters);
    statements = List.copyOf(statements);
  }

  /** The same with other statements. */
  public Block withStatements(List<Statement> others) {
    return new Block(parameters, entry, handlers, others, terminator);
  }

  /** A block parameter: the temp it defines and its type. */
  public record Parameter(int temp, VType type) {}
}
