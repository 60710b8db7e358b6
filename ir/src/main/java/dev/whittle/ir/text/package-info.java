/**
 * The text form of MIR ({@code .mir}): a format with a grammar, which {@code docs/mir.md} gives.
 *
 * <p>Purpose: tests, documentation and {@code whittle mir} show and state MIR in it. {@link
 * dev.whittle.ir.text.MirPrinter} prints classes and crates, {@link dev.whittle.ir.text.MirParser}
 * parses them.
 *
 * <p>Invariants: {@code parse(print(x))} equals {@code x}, and {@code print(parse(t))} equals
 * {@code t} for every {@code t} that was printed. The printed text depends on what is printed and
 * on nothing else: no locale, no platform, no order of a hash map. Everything that a legal class
 * file can say has a readable syntax; only attributes that Whittle does not interpret and resources
 * that are not text appear as hexadecimal digits.
 *
 * <p>Deliberately unknown here: whether a body makes sense. The parser checks syntax only, so that
 * a text can state what the verifier must reject.
 */
package dev.whittle.ir.text;
