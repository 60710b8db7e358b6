/**
 * Clean-ups: bodies to smaller bodies that do the same, before code is generated.
 *
 * <p>{@link dev.whittle.codegen.clean.CodeCleaner} runs passes on a {@code Draft} of a body, one
 * after the other; {@code Assembly} makes a body of it again. Levels and passes are described in
 * {@code docs/clean-ups.md}.
 *
 * <p>Invariants: what comes out keeps all that {@code ir.verify} checks, is smaller or the same
 * object, and is the same for the same body. Effects keep their order, exception ranges their
 * effects; only reads of locals and constants move.
 *
 * <p>Deliberately unknown here: other functions, and how classes relate.
 */
package dev.whittle.codegen.clean;
