/**
 * Code generation: MIR to class files.
 *
 * <p>Purpose: {@link dev.whittle.codegen.ClassEmitter} turns a class into the bytes of a class
 * file. Each body goes through three steps, all linear in it: {@code StackPlacement} decides what
 * stays on the operand stack, {@code CodePlanner} makes a {@code CodePlan} of instructions, which
 * with frames and exception table is {@code GeneratedCode}: complete in itself, so that it may come
 * from elsewhere. {@code AsmBackEnd} writes that with the tables for lines and variables.
 *
 * <p>Invariants: freshly lowered code comes back instruction for instruction; any other valid body
 * gives correct code, with spills where values do not lie where they are used. Exception ranges are
 * never narrowed, statements keep their order, and only leaves move. The same definition gives the
 * same bytes.
 *
 * <p>Deliberately unknown here: what is reachable, where a class came from, how classes relate. No
 * class is loaded and no frame computed.
 */
package dev.whittle.codegen;
