package dev.whittle.dce;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * All facts and all reasons, in an order that depends on nothing but what they are: nodes by
 * symbol, edges by target, kind and antecedents. The form of it in a file is {@code
 * docs/reasons.md}.
 */
public final class ReasonGraph {
  private final Facts facts;
  private final Reasons reasons;

  /** Facts by node. */
  private final int[] order;

  /** Nodes by fact. */
  private final int[] ranks;

  ReasonGraph(Facts facts, Reasons reasons) {
    this.facts = facts;
    this.reasons = reasons;
    String[] symbols = new String[facts.size()];
    Arrays.setAll(symbols, reasons::symbol);
    this.order =
        IntStream.range(0, symbols.length)
            .boxed()
            .sorted(Comparator.comparing(fact -> symbols[fact]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.ranks = new int[order.length];
    for (int node = 0; node < order.length; node++) {
      ranks[order[node]] = node;
    }
  }

  /**
   * Something that is true.
   *
   * @param fact what is true of the subject: {@code used}, {@code loaded}
   * @param subject a class, function, field, call, or in words
   */
  public record Node(int number, String fact, String subject) {}

  /**
   * One reason of a node.
   *
   * @param first the node it follows from, -1 for a root
   * @param second a node that also had to be true, -1 for none
   * @param canonical whether chains of reasons go through this edge
   */
  public record Edge(int target, ReasonKind kind, int first, int second, boolean canonical) {}

  /** Hands all nodes to {@code sink}, numbered from 0. */
  public void nodes(Consumer<Node> sink) {
    for (int node = 0; node < order.length; node++) {
      String fact = facts.kind(order[node]).name().toLowerCase(Locale.ROOT);
      sink.accept(new Node(node, fact, facts.subject(order[node]).toString()));
    }
  }

  /** Hands all edges to {@code sink}, each once. */
  public void edges(Consumer<Edge> sink) {
    boolean[] canonical = reasons.canonical();
    List<Integer> sorted =
        IntStream.range(0, facts.edgeCount()).boxed().sorted(this::compare).toList();
    for (int i = 0; i < sorted.size(); ) {
      int edge = sorted.get(i);
      boolean chosen = false;
      for (; i < sorted.size() && compare(edge, sorted.get(i)) == 0; i++) {
        chosen |= canonical[sorted.get(i)];
      }
      sink.accept(
          new Edge(
              node(facts.target(edge)),
              facts.edgeKind(edge),
              node(facts.first(edge)),
              node(facts.second(edge)),
              chosen));
    }
  }

  private int node(int fact) {
    return fact == Facts.NONE ? -1 : ranks[fact];
  }

  private int compare(int left, int right) {
    int byTarget = Integer.compare(node(facts.target(left)), node(facts.target(right)));
    int byKind = byTarget != 0 ? byTarget : facts.edgeKind(left).compareTo(facts.edgeKind(right));
    int byFirst =
        byKind != 0 ? byKind : Integer.compare(node(facts.first(left)), node(facts.first(right)));
    return byFirst != 0
        ? byFirst
        : Integer.compare(node(facts.second(left)), node(facts.second(right)));
  }
}
