/**
 * Random programs, run as they are and as they come back from MIR, for as long as one likes.
 *
 * <p>Invariants: a program is a function of its seed; a finding is printed with what makes it
 * again; {@link dev.whittle.codegen.fuzz.Trace} is all that generated code may call besides the
 * platform, and what it records is all that is compared.
 */
package dev.whittle.codegen.fuzz;
