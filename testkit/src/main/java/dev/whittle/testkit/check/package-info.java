/**
 * The independent checker: does what a pruned program names still mean what it meant?
 *
 * <p>It reads only class files, the original ones and those of the output, with {@code
 * java.lang.classfile}. It knows nothing of crates, MIR, reachability or how the output was made,
 * and uses no other code of the project, so that it shares none of its mistakes.
 *
 * <p>The question is always the same: a symbolic reference, a pair of types the verifier compares,
 * a name in an attribute, a method selection is put to two {@linkplain
 * dev.whittle.testkit.check.Universe universes}, the original classes and the output's, each over
 * the same platform. What the first answers the second must answer too. Where the first has no
 * answer (an optional dependency that is not there), the second need not have one.
 *
 * <p>Deliberately not seen: reflection, names in strings and resources, access checks and loader
 * constraints, annotations that only a class file reader can see, classes that nothing loads
 * because the platform has one of their name, and multi-release variants that the given platform
 * does not use.
 */
package dev.whittle.testkit.check;
