package dev.whittle.ir.code;

/**
 * An entry of a function's exception table.
 *
 * @param catchType internal name, null to catch everything
 * @param block index of the handler block
 */
public record Handler(String catchType, int block) {}
