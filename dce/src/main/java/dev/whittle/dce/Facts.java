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

  private int edgeCount;

  /** Of each edge the number of its kind. */
  private byte[] edgeKinds = new byte[1 << 12];

  /** Target, first antecedent and second antecedent of each edge, in turn. */
  private int[] edges = new int[3 << 12];

  int add(Kind kind, Object subject) {
    kinds.add(kind);
    subjects.add(subject);
    return kinds.size() - 1;
  }

  void edge(int target, ReasonKind kind, int first, int second) {
    int at = edgeCount * 3;
    if (at == edges.length) {
      edges = Arrays.copyOf(edges, edges.length * 2);
      edgeKinds = Arrays.copyOf(edgeKinds, edgeKinds.length * 2);
    }
    edgeKinds[edgeCount++] = (byte) kind.ordinal();
    edges[at] = target;
    edges[at + 1] = first;
    edges[at + 2] = second;
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
    return REASONS[edgeKinds[edge]];
  }

  int target(int edge) {
    return edges[edge * 3];
  }

  int first(int edge) {
    return edges[edge * 3 + 1];
  }

  int second(int edge) {
    return edges[edge * 3 + 2];
  }
}
