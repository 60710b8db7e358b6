/**
 * What of a program survives: roots, reachability, reasons, pruning.
 *
 * <p>Purpose: {@link dev.whittle.dce.Reachability} walks function summaries from the {@link
 * dev.whittle.dce.Roots} over a {@link dev.whittle.dce.Program} and answers with a {@link
 * dev.whittle.dce.Reached}; {@link dev.whittle.dce.Pruning} cuts a class down to it.
 *
 * <p>How it works: everything that can be true of the program (a class is loaded, initialized,
 * instantiated; a function is used; a method is called virtually on a type) is a <em>fact</em> with
 * a dense number, given when it is first reached. A worklist visits each fact once; visiting marks
 * others. Whoever marks passes the facts that are the reason, and every such edge is recorded, so
 * {@link dev.whittle.dce.Reasons} can be chosen afterwards in a way that does not depend on the
 * order of the work.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Classes are asked for by name only, hierarchies are walked upwards only: what is never
 *       reached is never read.
 *   <li>The set of facts is the least fixpoint: it does not depend on the order of the worklist, of
 *       crates' listings or of threads. A mechanism that combines two facts is run when the second
 *       of them becomes true, whichever that is.
 *   <li>More roots never reach less.
 * </ul>
 *
 * <p>Deliberately unknown here: bytecode, frames, how a class source finds a class, and any library
 * by name. What the platform does behind the program's back is in {@link
 * dev.whittle.ir.summary.ReflectiveCall} and the mechanism classes that read it.
 */
package dev.whittle.dce;
