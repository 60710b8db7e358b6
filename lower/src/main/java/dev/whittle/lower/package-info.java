/**
 * Class files to MIR, and the class sources that stand for jars, directories and the platform.
 *
 * <p>Declarations are read with ASM's reader, code without: the pipeline of one function is {@link
 * dev.whittle.lower.CodeReader}, which records its instructions and tables; {@link
 * dev.whittle.lower.Subroutines}, which inlines {@code jsr/ret}; {@link
 * dev.whittle.lower.ControlFlow}, which finds the reachable basic blocks; {@link
 * dev.whittle.lower.EntryStates}, which takes their entry types from the frames of the input, or
 * infers them where there are none; {@link dev.whittle.lower.Webs}, which splits slots into locals;
 * {@link dev.whittle.lower.BlockTranslation}, which turns stack code into statements; and {@link
 * dev.whittle.lower.BackEdgeSpills}, which keeps operands off loop heads.
 *
 * <p>Invariant: lowering a class asks nothing of any other class. Deliberately unknown here: which
 * functions are reached, and what code is generated.
 */
package dev.whittle.lower;
