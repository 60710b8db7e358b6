package dev.whittle.ir.summary;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import java.util.Arrays;

/**
 * What locals may hold, as blocks are walked in order. Within a block a local is what was last
 * stored. At the entry of a block it is any of the values stored so far, and where a loop leads
 * back to the block, or before it, whatever a later store may bring.
 */
final class LocalValues {
  private final Value[] current;

  /** What all stores so far, and the parameter, brought. */
  private final Value[] all;

  /** Stores that were not walked yet. */
  private final int[] unseen;

  /** For each block the last one with an edge to it or to one before it. */
  private final int[] lastSource;

  private int block;

  LocalValues(Body body) {
    this.current = new Value[body.locals().size()];
    this.all = new Value[body.locals().size()];
    this.unseen = new int[body.locals().size()];
    this.lastSource = new int[body.blocks().size()];
    Arrays.fill(lastSource, -1);
    for (int i = 0; i < body.parameterCount(); i++) {
      all[i] = new Value.Parameter(i);
    }
    for (int i = 0; i < lastSource.length; i++) {
      edges(body, i);
    }
    for (int i = 1; i < lastSource.length; i++) {
      lastSource[i] = Math.max(lastSource[i], lastSource[i - 1]);
    }
  }

  /** There will be this store. */
  void announce(Statement.Store store) {
    unseen[store.local()]++;
  }

  private void edges(Body body, int from) {
    Block source = body.blocks().get(from);
    Terminator end = source.terminator();
    for (int i = 0; i < end.edgeCount(); i++) {
      lastSource[end.edge(i).block()] = from;
    }
    for (int i = 0; i < source.handlers().size(); i++) {
      lastSource[body.handlers().get(source.handlers().at(i)).block()] = from;
    }
  }

  void enter(int entered) {
    block = entered;
    Arrays.fill(current, null);
  }

  void store(int local, Value value) {
    current[local] = value;
    all[local] = all[local] == null ? value : Value.either(all[local], value);
    unseen[local]--;
  }

  /** What the local may hold here, null when nothing is known. */
  Value load(int local) {
    if (current[local] != null) {
      return current[local];
    }
    Value value = all[local];
    return value != null && unseen[local] > 0 && lastSource[block] >= block
        ? Value.either(value, Value.UNKNOWN)
        : value;
  }
}
