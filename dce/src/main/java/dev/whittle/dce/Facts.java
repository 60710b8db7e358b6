package dev.whittle.dce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that has become true, by dense number, and every edge that made it so.
 *
 * <p>Edges are recorded whenever something is marked, also when it was marked before: the canonical
 * reasons need them all, and their set does not depend on the order of the work.
 */
final class Facts {
  static final int NONE = -1;

  /** What is true of the subject. */
  enum Kind {
    /** A class is present, with its supertypes. */
    LOADED,
    INITIALIZED,
    INSTANTIATED,
    /** The members of a class are listed by someone, which loads the types they mention. */
    ENUMERATED,
    /** The declaration of a function stays. */
    REFERENCED,
    /** A function runs. */
    USED,
    /** A field stays. */
    FIELD,
    /** A method is called virtually on a receiver type. */
    VIRTUAL_CALL,
    /** The platform can do something in general, since some reached code asks it to. */
    CAPABILITY,
    /** A service is loaded. */
    SERVICE
  }

  private final List<Kind> kinds = new ArrayList<>();
  private final List<Object> subjects = new ArrayList<>();

  private static final ReasonKind[] REASONS = ReasonKind.values();

  /** Edges of a block. */
  private static final int BLOCK_BITS = 12;

  private static final int IN_BLOCK = (1 << BLOCK_BITS) - 1;
  private static final int FIELDS = 4;

  private int edgeCount;

  /**
   * Of each edge its target, its first and its second antecedent and the number of its kind, in
   * turn, in blocks that stay where they are: an array that grows is copied, by itself and by the
   * collector.
   */
  private int[][] blocks = {new int[FIELDS << BLOCK_BITS]};

  int add(Kind kind, Object subject) {
    kinds.add(kind);
    subjects.add(subject);
    return kinds.size() - 1;
  }

  void edge(int target, ReasonKind kind, int first, int second) {
    int block = edgeCount >>> BLOCK_BITS;
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * block);
    }
    int[] edges = blocks[block];
    if (edges == null) {
      edges = new int[FIELDS << BLOCK_BITS];
      blocks[block] = edges;
    }
    int at = (edgeCount++ & IN_BLOCK) * FIELDS;
    edges[at] = target;
    edges[at + 1] = first;
    edges[at + 2] = second;
    edges[at + 3] = kind.ordinal();
  }

  int size() {
    return kinds.size();
  }

  Kind kind(int fact) {
    return kinds.get(fact);
  }

  Object subject(int fact) {
    return subjects.get(fact);
  }

  int edgeCount() {
    return edgeCount;
  }

  ReasonKind edgeKind(int edge) {
    return REASONS[blocks[edge >>> BLOCK_BITS][(edge & IN_BLOCK) * FIELDS + 3]];
  }

  int target(int edge) {
    return blocks[edge >>> BLOCK_BITS][(edge & IN_BLOCK) * FIELDS];
  }

  int first(int edge) {
    return blocks[edge >>> BLOCK_BITS][(edge & IN_BLOCK) * FIELDS + 1];
  }

  int second(int edge) {
    return blocks[edge >>> BLOCK_BITS][(edge & IN_BLOCK) * FIELDS + 2];
  }
}
