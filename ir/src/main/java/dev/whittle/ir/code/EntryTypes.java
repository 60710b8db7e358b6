package dev.whittle.ir.code;

import java.util.List;

/**
 * The locals that are assigned at a block's entry, with their verification types; all others hold
 * nothing usable. Blocks may share one object.
 *
 * @param locals indices of locals in ascending order of slot, without overlaps
 * @param types parallel to {@code locals}
 */
public record EntryTypes(Ints locals, List<VType> types) {
  public static final EntryTypes EMPTY = new EntryTypes(Ints.EMPTY, List.of());

  public EntryTypes {
    types = List.copyOf(types);
  }
}
