/**
 * Function bodies: a control-flow graph of basic blocks over typed locals and single-definition
 * temps.
 *
 * <p>In short (the normative text is {@code docs/mir.md}):
 *
 * <ul>
 *   <li><b>Locals</b> ({@code _0}, {@code _1}) are mutable variables, webs of one JVM slot and one
 *       {@link dev.whittle.ir.code.Kind}. The slot is binding: a store to a web kills every other
 *       web that overlaps its slots, and code generation uses the slots as they stand. The first
 *       {@link dev.whittle.ir.code.Body#parameterCount()} locals are the parameters, {@code this}
 *       first.
 *   <li><b>Temps</b> ({@code %0}, {@code %1}) are operand values, each defined once: by a statement
 *       or as a block parameter. Numbers are dense and ascend in order of definition (block
 *       parameters before the block's statements). A temp may be used any number of times within
 *       its block; to cross a normal edge it is passed as an argument. No edge that leads backwards
 *       in block order passes arguments.
 *   <li><b>Statements</b> stand in original evaluation order. {@link
 *       dev.whittle.ir.code.Statement.Shuffle} has no meaning: it records where the stack code that
 *       was lowered copied or swapped values, so that emission can do the same.
 *   <li><b>Blocks</b> stand in layout order, block 0 is the entry. {@link
 *       dev.whittle.ir.code.Block#entry()} gives the verification type of every local that is
 *       assigned on entry; within the block types follow by linear flow. Block parameters carry
 *       their types.
 *   <li><b>Handlers</b> are one table per function in search order (JVMS 2.10); a block lists the
 *       indices of the entries that cover it, ascending. A handler block has exactly one parameter,
 *       the caught value.
 *   <li><b>Points</b> number all statements and terminators of a body through, in layout order;
 *       line anchors and variable extents refer to points.
 * </ul>
 */
package dev.whittle.ir.code;
