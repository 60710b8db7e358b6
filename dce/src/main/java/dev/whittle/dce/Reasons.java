package dev.whittle.dce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why everything that is reached is reached: of all recorded edges, for each fact the one whose
 * chain back to a root has the least dynamic edges, then the least edges, then the least symbols.
 *
 * <p>An edge with two antecedents costs as much as the dearer of them, plus itself. That makes
 * every fact dearer than what it follows from, so following reasons never comes back to where it
 * was, and Dijkstra's algorithm in Knuth's generalization (1977) finds the cheapest. The choice
 * depends on the set of edges alone, not on the order in which they were recorded.
 */
public final class Reasons {
  private static final int UNKNOWN = -2;

  private final Facts facts;
  private final ClassHierarchy hierarchy;
  private Costs costs;
  private int[] chosen;

  /** By fact, as far as they were compared; null but while edges are. */
  private String[] symbols;

  Reasons(Facts facts, ClassHierarchy hierarchy) {
    this.facts = facts;
    this.hierarchy = hierarchy;
  }

  /**
   * A step of a chain: {@code what} was reached because of {@code because}.
   *
   * @param kind reads between the two
   * @param because what it follows from, empty for a root
   * @param and what else had to be true, empty for most
   */
  public record Link(String what, ReasonKind kind, Optional<String> because, Optional<String> and) {
    @Override
    public String toString() {
      return what
          + " "
          + kind.text()
          + because.map(b -> " " + b).orElse("")
          + and.map(a -> " (given " + a + ")").orElse("");
    }
  }

  /**
   * The reasons of a class ({@code a/b/C}), function ({@code a/b/C.m(I)V}) or field ({@code
   * a/b/C.f:I}), from itself back to a root; empty when it is not reached.
   */
  public List<Link> chain(String symbol) {
    int fact = find(symbol);
    if (fact == Facts.NONE) {
      return List.of();
    }
    choose();
    List<Link> links = new ArrayList<>();
    while (fact != Facts.NONE) {
      int edge = chosen[fact];
      links.add(
          new Link(
              describe(fact),
              facts.edgeKind(edge),
              because(facts.edgeKind(edge), facts.first(edge)),
              text(facts.second(edge))));
      fact = facts.first(edge);
    }
    return links;
  }

  /**
   * By fact, the dynamic edge nearest to the root on its canonical chain, {@link Facts#NONE} where
   * the chain has none. A chain goes on with the first antecedent of an edge; where that has no
   * dynamic edge and the second has, with the second.
   */
  synchronized int[] policies() {
    int[] edges = cheapest(Costs.DYNAMIC);
    int[] policies = new int[facts.size()];
    Arrays.fill(policies, UNKNOWN);
    int[] trail = new int[64];
    for (int start = 0; start < policies.length; start++) {
      int depth = 0;
      int fact = start;
      while (policies[fact] == UNKNOWN) {
        int before = dynamicAntecedent(edges[fact]);
        if (before == Facts.NONE) {
          policies[fact] = isDynamic(edges[fact]) ? edges[fact] : Facts.NONE;
        } else {
          trail = depth == trail.length ? Arrays.copyOf(trail, 2 * depth) : trail;
          trail[depth++] = fact;
          fact = before;
        }
      }
      while (depth > 0) {
        policies[trail[--depth]] = policies[fact];
      }
    }
    return policies;
  }

  /** The antecedent through which dynamic edges come into a chain, if any do before this edge. */
  private int dynamicAntecedent(int edge) {
    if (edge == Facts.NONE) {
      return Facts.NONE;
    }
    if (costs.isDynamic(facts.first(edge))) {
      return facts.first(edge);
    }
    return costs.isDynamic(facts.second(edge)) ? facts.second(edge) : Facts.NONE;
  }

  private boolean isDynamic(int edge) {
    return edge != Facts.NONE && facts.edgeKind(edge).isDynamic();
  }

  /** What an edge follows from, in words. */
  String source(int edge) {
    return because(facts.edgeKind(edge), facts.first(edge)).orElse("the roots");
  }

  private Optional<String> because(ReasonKind kind, int fact) {
    return fact == Facts.NONE || !kind.namesSubject()
        ? text(fact)
        : Optional.of(SourceNames.subject(facts.kind(fact), facts.subject(fact)));
  }

  private Optional<String> text(int fact) {
    return fact == Facts.NONE ? Optional.empty() : Optional.of(describe(fact));
  }

  private int find(String symbol) {
    int parameters = symbol.indexOf('(');
    int colon = symbol.indexOf(':');
    int dot = symbol.lastIndexOf('.', parameters < 0 ? symbol.length() : parameters);
    if (dot < 0) {
      return hierarchy.node(symbol).loaded;
    }
    ClassNode c = hierarchy.node(symbol.substring(0, dot));
    if (parameters >= 0) {
      FunctionNode function =
          c.function(symbol.substring(dot + 1, parameters), symbol.substring(parameters));
      return function == null
          ? Facts.NONE
          : function.used != Facts.NONE ? function.used : function.referenced;
    }
    FieldNode field =
        colon < dot
            ? null
            : c.fields.get(
                new Selector(symbol.substring(dot + 1, colon), symbol.substring(colon + 1)));
    return field == null ? Facts.NONE : field.used;
  }

  private String describe(int fact) {
    return SourceNames.describe(facts.kind(fact), facts.subject(fact));
  }

  /** All of them. */
  public ReasonGraph graph() {
    return new ReasonGraph(facts, this);
  }

  /** By edge, whether chains go through it. */
  boolean[] canonical() {
    choose();
    boolean[] canonical = new boolean[facts.edgeCount()];
    for (int edge : chosen) {
      if (edge != Facts.NONE) {
        canonical[edge] = true;
      }
    }
    return canonical;
  }

  String symbol(int fact) {
    return SourceNames.symbol(facts.kind(fact), facts.subject(fact));
  }

  private synchronized void choose() {
    if (chosen == null) {
      chosen = cheapest(0);
    }
  }

  /**
   * By fact that costs so much or more, the first of its cheapest edges; else {@link Facts#NONE}.
   */
  private int[] cheapest(long least) {
    if (costs == null) {
      costs = new Costs(facts);
    }
    symbols = new String[facts.size()];
    int[] best = new int[facts.size()];
    Arrays.fill(best, Facts.NONE);
    for (int edge = 0; edge < facts.edgeCount(); edge += Costs.RUN) {
      cheapest(edge, Math.min(edge + Costs.RUN, facts.edgeCount()), least, best);
    }
    symbols = null;
    return best;
  }

  private void cheapest(int from, int to, long least, int[] best) {
    for (int edge = from; edge < to; edge++) {
      int target = facts.target(edge);
      if (costs.of(target) >= least
          && costs.ofEdge(edge) == costs.of(target)
          && (best[target] == Facts.NONE || compare(edge, best[target]) < 0)) {
        best[target] = edge;
      }
    }
  }

  private int compare(int left, int right) {
    int byFirst = compareFacts(facts.first(left), facts.first(right));
    int bySecond = byFirst != 0 ? byFirst : compareFacts(facts.second(left), facts.second(right));
    return bySecond != 0 ? bySecond : facts.edgeKind(left).compareTo(facts.edgeKind(right));
  }

  private int compareFacts(int left, int right) {
    if (left == right) {
      return 0;
    }
    if (left == Facts.NONE || right == Facts.NONE) {
      return left == Facts.NONE ? -1 : 1;
    }
    return known(left).compareTo(known(right));
  }

  private String known(int fact) {
    String symbol = symbols[fact];
    if (symbol == null) {
      symbol = symbol(fact);
      symbols[fact] = symbol;
    }
    return symbol;
  }
}
