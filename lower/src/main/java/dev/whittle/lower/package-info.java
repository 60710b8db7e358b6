/**
 * Class files to MIR, and the class sources that stand for jars, directories and the platform.
 *
 * <p>The pipeline of one function: {@link dev.whittle.lower.CodeRecorder} records the instructions
 * that ASM reads; {@link dev.whittle.lower.Subroutines} inlines {@code jsr/ret}; {@link
 * dev.whittle.lower.ControlFlow} finds the reachable basic blocks; {@link
 * dev.whittle.lower.EntryStates} takes their entry types from the frames of the input, or infers
 * them where there are none; {@link dev.whittle.lower.Webs} splits slots into locals; {@link
 * dev.whittle.lower.BlockTranslation} turns stack code into statements; {@link
 * dev.whittle.lower.BackEdgeSpills} keeps operands off loop heads.
 *
 * <p>Invariant: lowering a class asks nothing of any other class. Deliberately unknown here: which
 * functions are reached, and what code is generated.
 */
package dev.whittle.lower;
