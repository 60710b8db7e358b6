/**
 * What reachability needs of a function body, computed from the body alone.
 *
 * <p>Purpose: {@link dev.whittle.ir.summary.Summaries} turns a body into a {@link
 * dev.whittle.ir.summary.Summary}, a list of {@link dev.whittle.ir.summary.Effect}s, in one pass
 * that is linear in the body. Reachability reads summaries only, so the body of a function that
 * nothing reaches is never decoded.
 *
 * <p>Invariants: a summary is a pure function of the class and function definition; its effects
 * stand in body order and no position-free effect occurs twice; it names other classes by symbol
 * and asks nothing of them. Summaries are derived data: whoever stores one keys it by the identity
 * of the crate and {@link dev.whittle.ir.summary.Summaries#VERSION}, and recomputes it when either
 * differs.
 *
 * <p>Deliberately unknown here: what any effect means for reachability, which calls are resolved
 * where, and whether a class belongs to the program or the platform.
 */
package dev.whittle.ir.summary;
