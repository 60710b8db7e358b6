package dev.whittle.dce;

import java.util.Arrays;

/**
 * What the cheapest chain of each fact back to a root costs: how many dynamic edges it has, and how
 * many edges. See {@link Reasons}.
 *
 * <p>Both are small numbers, so facts wait in buckets and not in a heap: by the number of edges,
 * first all whose chains have no dynamic edge, then all with one, and so on. ▸ Of the Kotlin
 * compiler's reachability the heap was a twelfth.
 */
final class Costs {
  /** A dynamic edge; all others cost 1. */
  static final long DYNAMIC = 1L << 32;

  private static final long NEVER = Long.MAX_VALUE;

  /**
   * Loops over all edges call one over so many. A method that is called often is compiled soon; one
   * that is called once and loops is interpreted for 60,000 rounds first. ▸ Without: 0.3 % more
   * instructions of a cold build of gjf, 0.7 % of ecj, none of closure.
   */
  static final int RUN = 64;

  private final Facts facts;
  private final long[] costs;

  /** Edges by antecedent: those of a fact start where {@link #rows} says. */
  private final int[] rows;

  private final int[] following;
  private Buckets waiting = new Buckets();

  /** Those that have a dynamic edge more. */
  private Buckets above = new Buckets();

  Costs(Facts facts) {
    this.facts = facts;
    this.costs = new long[facts.size()];
    this.rows = new int[facts.size() + 1];
    Arrays.fill(costs, NEVER);
    count();
    this.following = new int[rows[rows.length - 1]];
    index();
    settle();
  }

  /** Of a chain to this fact. */
  long of(int fact) {
    return costs[fact];
  }

  /** Whether every chain to this fact has a dynamic edge. */
  boolean isDynamic(int fact) {
    return fact != Facts.NONE && costs[fact] >= DYNAMIC;
  }

  /** Of a chain that ends with this edge. */
  long ofEdge(int edge) {
    int first = facts.first(edge);
    int second = facts.second(edge);
    long dearer = first == Facts.NONE ? 0 : costs[first];
    if (second != Facts.NONE && costs[second] > dearer) {
      dearer = costs[second];
    }
    return dearer == NEVER ? NEVER : dearer + (facts.edgeKind(edge).isDynamic() ? DYNAMIC + 1 : 1);
  }

  private void count() {
    for (int edge = 0; edge < facts.edgeCount(); edge += RUN) {
      count(edge, Math.min(edge + RUN, facts.edgeCount()));
    }
    for (int i = 1; i < rows.length; i++) {
      rows[i] += rows[i - 1];
    }
  }

  private void count(int from, int to) {
    for (int edge = from; edge < to; edge++) {
      int first = facts.first(edge);
      int second = facts.second(edge);
      if (first != Facts.NONE) {
        rows[first + 1]++;
      }
      if (second != Facts.NONE) {
        rows[second + 1]++;
      }
    }
  }

  private void index() {
    int[] next = rows.clone();
    for (int edge = 0; edge < facts.edgeCount(); edge += RUN) {
      index(edge, Math.min(edge + RUN, facts.edgeCount()), next);
    }
  }

  private void index(int from, int to, int[] next) {
    for (int edge = from; edge < to; edge++) {
      int first = facts.first(edge);
      int second = facts.second(edge);
      if (first != Facts.NONE) {
        following[next[first]++] = edge;
      }
      if (second != Facts.NONE) {
        following[next[second]++] = edge;
      }
    }
  }

  private void settle() {
    for (int edge = 0; edge < facts.edgeCount(); edge += RUN) {
      fromRoots(edge, Math.min(edge + RUN, facts.edgeCount()));
    }
    for (long dynamic = 0; !waiting.isEmpty() || !above.isEmpty(); dynamic += DYNAMIC) {
      for (int length = 0; length < waiting.lengths; length++) {
        for (int i = 0; i < waiting.counts[length]; i++) {
          int fact = waiting.facts[length][i];
          if (costs[fact] == dynamic + length) {
            follow(fact, dynamic, length);
          }
        }
      }
      waiting = above;
      above = new Buckets();
    }
  }

  private void fromRoots(int from, int to) {
    for (int edge = from; edge < to; edge++) {
      if (facts.first(edge) == Facts.NONE && facts.second(edge) == Facts.NONE) {
        relax(edge, 0, 0);
      }
    }
  }

  private void follow(int fact, long dynamic, int length) {
    for (int i = rows[fact]; i < rows[fact + 1]; i++) {
      int edge = following[i];
      int other = facts.first(edge) == fact ? facts.second(edge) : facts.first(edge);
      // The dearer antecedent decides; its turn comes later.
      if (other == Facts.NONE || costs[other] <= dynamic + length) {
        relax(edge, dynamic, length);
      }
    }
  }

  /** {@code dynamic + length} is what the dearer antecedent costs, which is known by now. */
  private void relax(int edge, long dynamic, int length) {
    int target = facts.target(edge);
    if (costs[target] <= dynamic + length) {
      return;
    }
    boolean isDynamic = facts.edgeKind(edge).isDynamic();
    long cost = dynamic + length + (isDynamic ? DYNAMIC + 1 : 1);
    if (cost < costs[target]) {
      costs[target] = cost;
      (isDynamic ? above : waiting).add(target, length + 1);
    }
  }

  /** Facts by the number of edges; a fact may wait in several, of which the first counts. */
  private static final class Buckets {
    private int[][] facts = new int[64][];
    private int[] counts = new int[64];

    /** All that wait have fewer edges. */
    private int lengths;

    boolean isEmpty() {
      return lengths == 0;
    }

    void add(int fact, int length) {
      if (length >= facts.length) {
        facts = Arrays.copyOf(facts, 2 * length);
        counts = Arrays.copyOf(counts, 2 * length);
      }
      int count = counts[length];
      if (facts[length] == null) {
        facts[length] = new int[16];
      } else if (count == facts[length].length) {
        facts[length] = Arrays.copyOf(facts[length], 2 * count);
      }
      facts[length][count] = fact;
      counts[length] = count + 1;
      lengths = Math.max(lengths, length + 1);
    }
  }
}
