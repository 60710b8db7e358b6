package dev.whittle.ir.code;

/**
 * A local variable: a web of definitions and uses of one slot.
 *
 * @param slot first JVM slot, binding
 * @param kind what it holds; wide kinds also occupy {@code slot + 1}
 */
public record Local(int slot, Kind kind) {
  /** Whether a store to {@code this} destroys what {@code other} holds. */
  public boolean overlaps(Local other) {
    return slot < other.slot + other.kind.slots() && other.slot < slot + kind.slots();
  }
}
