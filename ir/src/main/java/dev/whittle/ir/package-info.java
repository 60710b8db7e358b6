/**
 * The mid-level IR (MIR) of a class: declarations, constants, attributes, and function bodies.
 *
 * <p>Purpose: the one vocabulary in which lowering, reachability, pruning and code generation meet.
 * {@link dev.whittle.ir.ClassDef} is everything that a class file says; {@link
 * dev.whittle.ir.code.Body} is what a method does.
 *
 * <p>Invariants: every object is immutable and refers to other definitions by symbol (an internal
 * name, a {@link dev.whittle.ir.MethodRef}), never by object, so there are no cycles and writing or
 * hashing a definition needs nothing but the definition.
 *
 * <p>Deliberately unknown here: class hierarchies, class paths, bytecode offsets, constant pools.
 */
package dev.whittle.ir;
